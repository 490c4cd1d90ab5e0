"""Make the pictures of the documentation: docs/timeline.svg, docs/report-light.webp and docs/report-dark.webp.

python docs/pictures.py          write them; those of the page need Debian's chromium and chromium-driver
python docs/pictures.py --check  exit 1 if docs/timeline.svg is out of date, or a picture is too large

The picture of the timeline is text as it is in a terminal, so that it can be searched and read aloud.
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

from rich.text import Text

from idlibtl import Filters, ask, load, timeline_report
from idlibtl.field.load import load_with_origin
from idlibtl.show import terminal, views
from idlibtl.show.page.frame import page
from idlibtl.show.page.report import PageReport
from idlibtl.show.safe_text import Screen

HERE = Path(__file__).parent
TIMELINE, LIGHT, DARK = HERE / "timeline.svg", HERE / "report-light.webp", HERE / "report-dark.webp"

#: How large a picture may be, in bytes.
LARGEST = 80_000

#: The terminal that is drawn: its columns, and a character's width and a line's height in pixels.
COLUMNS, WIDE, HIGH = 120, 8.4, 18

#: The width of the page in pixels, and the scale of the picture.
PAGE_WIDE, SCALE = 1100, 0.75

#: The part of the page in the picture, with a thin border: the timeline up to the last event of August.
CROP = """
const section = document.querySelector("#timeline");
const row = section.querySelector('a[href="#e-2019-08-31-displacement"]').closest("li");
const top = section.getBoundingClientRect().top + scrollY;
const high = row.getBoundingClientRect().bottom + scrollY - top;
const border = document.createElement("div");
border.style = `position:absolute;box-sizing:border-box;inset:${top}px 0 auto;height:${high}px;border:1px solid #8888`;
document.body.append(border);
return [top, high];
"""

#: The program's colours in a picture: their names in Rich, and what they are on light and on dark.
COLORS = {"color(6)": ("cyan", "#0b6b7a", "#5cc8d6"), "color(12)": ("blue", "#3b4fc4", "#8d9bff")}


def timeline() -> str:
    """Return the timeline of the bundled chronology as SVG, in the program's colours."""
    report = timeline_report(ask(load(), Filters()))
    drawn = "".join(terminal.text(views.blocks(report), Screen(COLUMNS, color=True))).rstrip().split("\n")
    lines = [Text("$ idlibtl timeline"), *map(Text.from_ansi, drawn)]
    wide, high = round(COLUMNS * WIDE + 32), len(lines) * HIGH + 28
    texts = (
        f'<text x="16" y="{number * HIGH + 28}" textLength="{len(line.plain) * WIDE:g}">{_colored(line)}</text>\n'
        for number, line in enumerate(lines)
        if line.plain
    )
    light, dark = (
        " ".join(f".{name} {{ fill: {pair[number]} }}" for name, *pair in COLORS.values()) for number in (0, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        ' role="img" aria-label="idlibtl timeline, as it looks in a terminal">\n'
        "<style>rect { fill: #fbfbfa; stroke: #8888 } text { fill: #1a1c1f; white-space: pre;"
        ' font: 14px "DejaVu Sans Mono", Menlo, Consolas, monospace }'
        f" .dim {{ fill: #6b7076 }} .bold {{ font-weight: 700 }} {light}"
        " @media (prefers-color-scheme: dark) { rect { fill: #14171a } text { fill: #e9e7e3 }"
        f" .dim {{ fill: #9aa0a6 }} {dark} }}</style>\n"
        f'<rect x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8"/>\n'
        f'<g xml:space="preserve">\n{"".join(texts)}</g>\n</svg>\n'
    )


def _colored(line: Text) -> str:
    """Return a line of a terminal, with its styles as classes."""
    parts, at = [], 0
    for span in sorted(line.spans):
        name = COLORS.get(str(span.style), (str(span.style),))[0]
        words = escape(line.plain[span.start : span.end], quote=False)
        parts += [escape(line.plain[at : span.start], quote=False), f'<tspan class="{name}">{words}</tspan>']
        at = span.end
    return "".join((*parts, escape(line.plain[at:], quote=False)))


def report_pictures() -> Iterator[tuple[Path, bytes]]:
    """Yield the upper part of the bundled chronology's page as WebP, in light and dark colours."""
    chronology, source = load_with_origin((), Filters())
    made = "".join(page(PageReport(ask(chronology, Filters()), source)))
    with tempfile.TemporaryDirectory() as folder, _browser() as session:
        path = Path(folder, "page.html")
        path.write_text(made, encoding="utf-8")
        size = {"width": PAGE_WIDE, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        _shown(session, "Emulation.setDeviceMetricsOverride", **size)
        for picture, scheme in ((LIGHT, "light"), (DARK, "dark")):
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            _shown(session, "Emulation.setEmulatedMedia", features=features)
            _asked("POST", f"{session}/url", {"url": path.as_uri()})
            top, high = _asked("POST", f"{session}/execute/sync", {"script": CROP, "args": []})
            clip = {"x": 0, "y": top, "width": PAGE_WIDE, "height": high, "scale": SCALE}
            shot = _shown(
                session, "Page.captureScreenshot", format="webp", quality=60, captureBeyondViewport=True, clip=clip
            )
            yield picture, base64.b64decode(shot["data"])


@contextmanager
def _browser() -> Iterator[str]:
    """Yield the address of a session of Debian's chromium."""
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
    """Return the driver's answer; it takes a moment to start."""
    for _ in range(50):
        try:
            return _asked("POST", address, body)
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    return sys.exit("chromedriver does not answer")


def _shown(session: str, command: str, **parameters: object) -> Any:
    """Return the browser's answer to a command of its own protocol."""
    return _asked("POST", f"{session}/goog/cdp/execute", {"cmd": command, "params": parameters})


def _asked(method: str, address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, data, method=method), timeout=60) as answer:  # noqa: S310 - this machine's own
        return json.load(answer)["value"]


def main() -> int:
    """Write the pictures, or check them."""
    pictures = TIMELINE, LIGHT, DARK
    if sys.argv[1:] == ["--check"]:
        wrong = [] if TIMELINE.read_text(encoding="utf-8") == timeline() else [f"{TIMELINE.name} is out of date"]
        wrong += [f"{picture.name} is too large" for picture in pictures if picture.stat().st_size > LARGEST]
        print("\n".join(wrong), file=sys.stderr)
        return int(bool(wrong))
    TIMELINE.write_text(timeline(), encoding="utf-8")
    for picture, made in report_pictures():
        picture.write_bytes(made)
    for picture in pictures:
        print(f"{picture.name}: {picture.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
