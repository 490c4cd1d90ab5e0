"""How soon a browser shows the page of a long chronology, and how soon its filter answers.

    python benchmarks/first_screen.py [EVENTS]    20,000 if not given

The first screen is the browser's own "first contentful paint", from the beginning of the load; the limit is 4 seconds.
Needs chromium, its driver and selenium, as tests/browser does.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import chronology

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))
from browser import opened

PAINTED = """
new Promise((done) => {
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) done(paint.startTime); else setTimeout(look, 20);
  };
  look();
})
"""
FILTERED = """
new Promise((done) => {
  const field = document.querySelector('#filter [name=q]'), found = document.getElementById('found');
  const before = found.value, begun = performance.now();
  field.value = 'hospital';
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const over = () => done(performance.now() - begun);
  const look = () => found.value === before ? setTimeout(look, 10) : requestAnimationFrame(over);
  look();
})
"""


def main() -> None:
    """Print the seconds until a page is seen, is loaded whole, and is filtered."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder, opened() as browser:
        data, page = Path(folder, "events.json"), Path(folder, "page.html")
        data.write_text(json.dumps(chronology(events)), encoding="utf-8")
        command = [sys.executable, "-m", "idlibtl", "report", "--data", str(data), "-o", str(page)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        print(f"{events:,} events: a page of {page.stat().st_size / 1e6:.1f} MB")
        for width in (1280, 390):
            browser.look(width)
            begun = time.perf_counter()
            browser.open(page)
            loaded = time.perf_counter() - begun
            painted, filtered = browser.run(PAINTED) / 1000, browser.run(FILTERED) / 1000
            print(f"{width} px: seen after {painted:.2f} s, loaded after {loaded:.2f} s, filtered in {filtered:.2f} s")


if __name__ == "__main__":
    main()
