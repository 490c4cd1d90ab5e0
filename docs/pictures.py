"""Make the pictures of the README: docs/timeline.svg and docs/report.webp.

python docs/pictures.py          write both; the second needs Debian's chromium and chromium-driver
python docs/pictures.py --check  exit 1 if docs/timeline.svg is out of date, or a picture is too large

The picture of the timeline is text as it stands in a terminal, so that it can be searched and read aloud.
"""

import base64
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from idlibtl import Filters, ask, load, timeline_report
from idlibtl.field.load import load_with_origin
from idlibtl.show import terminal, views
from idlibtl.show.page.frame import page
from idlibtl.show.page.report import page_report
from idlibtl.show.screens import Screen

HERE = Path(__file__).parent
TIMELINE, REPORT = HERE / "timeline.svg", HERE / "report.webp"

#: How large a picture may be, in bytes.
LARGEST = 80_000

#: The terminal that is drawn: its columns, and a character's width and a line's height in pixels.
COLUMNS, WIDE, HIGH = 120, 8.4, 18

#: What of the page is shown, in pixels, and how much smaller the picture is.
PAGE_WIDE, PAGE_HIGH, SCALE = 1100, 1640, 0.75


def timeline() -> str:
    """The timeline of the bundled chronology as SVG."""
    report = timeline_report(ask(load(), Filters()))
    lines = "".join(terminal.text(views.blocks(report), Screen(COLUMNS))).rstrip().split("\n")
    lines = ["$ idlibtl timeline", *lines]
    wide, high = round(COLUMNS * WIDE + 32), len(lines) * HIGH + 28
    drawn = (
        f'<text x="16" y="{number * HIGH + 28}" textLength="{len(line) * WIDE:g}">{escape(line, quote=False)}</text>\n'
        for number, line in enumerate(lines)
        if line
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        ' role="img" aria-label="idlibtl timeline, as it looks in a terminal">\n'
        "<style>rect { fill: #fbfbfa } text { fill: #1a1c1f; white-space: pre;"
        ' font: 14px "DejaVu Sans Mono", Menlo, Consolas, monospace }'
        " @media (prefers-color-scheme: dark) { rect { fill: #14171a } text { fill: #e9e7e3 } }</style>\n"
        f'<rect width="{wide}" height="{high}" rx="8"/>\n<g xml:space="preserve">\n{"".join(drawn)}</g>\n</svg>\n'
    )


def report_picture() -> bytes:
    """The upper part of the bundled chronology's page as WebP."""
    chronology, source = load_with_origin((), Filters())
    made = "".join(page(page_report(ask(chronology, Filters()), source)))
    with tempfile.TemporaryDirectory() as folder, _browser() as session:
        path = Path(folder, "page.html")
        path.write_text(made, encoding="utf-8")
        _shown(
            session,
            "Emulation.setDeviceMetricsOverride",
            width=PAGE_WIDE,
            height=900,
            deviceScaleFactor=1,
            mobile=False,
        )
        _asked("POST", f"{session}/url", {"url": path.as_uri()})
        clip = {"x": 0, "y": 0, "width": PAGE_WIDE, "height": PAGE_HIGH, "scale": SCALE}
        shot = _shown(
            session, "Page.captureScreenshot", format="webp", quality=50, captureBeyondViewport=True, clip=clip
        )
    return base64.b64decode(shot["data"])


@contextmanager
def _browser() -> Iterator[str]:
    """The address of a session of Debian's chromium."""
    program = shutil.which("chromedriver") or sys.exit("this needs chromium and chromium-driver")
    port = 9517
    driver = subprocess.Popen([program, f"--port={port}"], stdout=subprocess.DEVNULL)  # noqa: S603 - Debian's own
    try:
        options = {"args": ["--headless=new", "--no-sandbox", "--hide-scrollbars"]}
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        made = _when_ready(f"http://127.0.0.1:{port}/session", wanted)
        session = f"http://127.0.0.1:{port}/session/{made['sessionId']}"
        yield session
        _asked("DELETE", session)
    finally:
        driver.terminate()
        driver.wait()


def _when_ready(address: str, body: object) -> Any:
    """What the driver answers, which takes a moment to begin."""
    for _ in range(50):
        try:
            return _asked("POST", address, body)
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    return sys.exit("chromedriver does not answer")


def _shown(session: str, command: str, **parameters: object) -> Any:
    """What the browser answers to a command of its own protocol."""
    return _asked("POST", f"{session}/goog/cdp/execute", {"cmd": command, "params": parameters})


def _asked(method: str, address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, data, method=method), timeout=60) as answer:  # noqa: S310 - this machine's own
        return json.load(answer)["value"]


def main() -> int:
    """Write the pictures, or check them."""
    if sys.argv[1:] == ["--check"]:
        wrong = [] if TIMELINE.read_text(encoding="utf-8") == timeline() else [f"{TIMELINE.name} is out of date"]
        wrong += [f"{each.name} is too large" for each in (TIMELINE, REPORT) if each.stat().st_size > LARGEST]
        print("\n".join(wrong), file=sys.stderr)
        return int(bool(wrong))
    TIMELINE.write_text(timeline(), encoding="utf-8")
    REPORT.write_bytes(report_picture())
    for each in (TIMELINE, REPORT):
        print(f"{each.name}: {each.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
