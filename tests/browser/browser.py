"""A real browser, without a window, that tests ask about a page: Debian's chromium, driven by selenium.

Scripts are put into a page through the browser's own protocol, to which the page's policy does not apply.
"""

import base64
import importlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Where tests/validators/install.sh has put the tools that are not in the Python environment.
TOOLS = Path(os.environ.get("IDLIBTL_TOOLS", ROOT / ".tools"))
AXE = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
#: The success criteria of WCAG 2.2, levels A and AA, as axe-core calls them.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


def missing() -> str:
    """What is missing for these tests; empty if nothing is."""
    for path in (CHROMIUM, DRIVER):
        if not Path(path).exists():
            return f"there is no {path} here; .ci/run installs it"
    try:
        importlib.import_module("selenium")
    except ImportError:
        return "selenium is not installed here; .ci/run installs it"
    return "" if AXE.exists() else "axe-core is not installed here; tests/validators/install.sh does it"


class Browser:
    """One browser, and the page that it shows."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def send(self, command: str, **parameters: Any) -> Any:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(command, parameters)

    def top(self, selector: str) -> float:
        """How far the first element is below the upper edge of the page, in pixels."""
        result: float = self.run(
            f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top + scrollY"
        )
        return result

    def run(self, script: str) -> Any:
        """The value of an expression in the page, waited for if it is a promise."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def look(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """Give the page a screen of this width and height, light or dark. On paper it has the style for paper."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", media="", features=features)

    def open(self, page: Path, fragment: str = "") -> None:
        """Show a page from a file."""
        self.requests()
        self.driver.get(page.resolve().as_uri() + fragment)

    def requests(self) -> list[str]:
        """The addresses that were requested since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console has reported since the last call: errors of scripts, and what the policy refused."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def violations(self, *more: str) -> list[str]:
        """The violations of WCAG 2.2 A and AA, and of the further rules named, that axe-core finds: a line for each."""
        if not self.run("typeof axe === 'object'"):
            self.run(f"{AXE.read_text(encoding='utf-8')}; 0")
        options = {
            "runOnly": {"type": "tag", "values": WCAG},
            "rules": {name: {"enabled": True} for name in more},
            "resultTypes": ["violations"],
        }
        result = self.run(f"axe.run(document, {json.dumps(options)}).then((each) => each.violations)")
        return [
            f"{one['id']}: {node['target'][0]}: {' '.join(node.get('failureSummary', '').split())}"
            for one in result
            for node in one["nodes"]
        ]

    def overflow(self) -> list[str]:
        """The elements that stick out of the page at the side, if the page can be scrolled to them."""
        if self.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            return []
        result: list[str] = self.run(_STICKING_OUT)
        return result or ["the page is wider than the screen"]

    def picture(self, path: Path) -> None:
        """A picture of the whole page."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        shot = self.send("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self) -> tuple[int, str]:
        """How many sheets of A4 the page takes, and the words on them."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "page.pdf")
            pdf = self.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
            path.write_bytes(base64.b64decode(pdf["data"]))
            stdout = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
            words = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
        [sheets] = [int(line.split()[1]) for line in stdout.splitlines() if line.startswith("Pages:")]
        return sheets, words.stdout


# Elements and pieces of text: words that do not fit stick out of an element that does.
_STICKING_OUT = """
(() => {
  const width = document.documentElement.clientWidth;
  const clips = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && found.length < 20) {
    const range = document.createRange();
    const node = walk.currentNode;
    if (node.nodeType === Node.TEXT_NODE) range.selectNodeContents(node);
    const end = (node.nodeType === Node.TEXT_NODE ? range : node).getBoundingClientRect().right;
    const parent = node.parentElement;
    if (end > width + 0.5 && !clips(parent))
      found.push(`${Math.round(end)} of ${width}: ${node.nodeName} in ${parent.outerHTML.slice(0, 150)}`);
  }
  return found;
})()
"""


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser with its own profile, which is removed afterwards."""
    webdriver = importlib.import_module("selenium.webdriver")
    service = importlib.import_module("selenium.webdriver.chrome.service")
    profile = tempfile.mkdtemp()
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    driver = webdriver.Chrome(options=options, service=service.Service(DRIVER))
    try:
        driver.set_page_load_timeout(120)
        driver.set_script_timeout(120)
        yield Browser(driver)
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)
