"""The page in a real browser: WCAG, width, filter, print, no network, no script, nothing of a stranger that runs.

IDLIBTL_SCREENSHOTS names a folder for pictures of the page, to look at.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from browser import TOOLS, Browser, missing, opened
from elsewhere import HOSTILE, chronology, hostile
from transcripts import in_process

if why := missing():
    pytest.skip(why, allow_module_level=True)

#: A desk, a phone, and the narrowest that WCAG asks for.
WIDTHS = (1280, 390, 320)
SCREENS = [
    pytest.param(width, dark, id=f"{width}-{'dark' if dark else 'light'}")
    for width, dark in product(WIDTHS, (False, True))
]
CHRONOLOGIES: dict[str, Any] = {"bundled": None, "elsewhere": chronology(), "hostile": hostile(*HOSTILE)}

#: Seen from the page, whatever runs: what a script of a stranger would call.
_TRAPS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open", "fetch", "eval"])
  window[name] = (...given) => { window.ran.push(`${name}: ${given}`); };
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of these."""
    with opened() as found:
        found.tell("Page.enable")
        found.tell("Network.enable")
        found.tell("Page.addScriptToEvaluateOnNewDocument", source=_TRAPS)
        found.tell(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
        )
        yield found


@pytest.fixture(autouse=True)
def plain(browser: Browser) -> None:
    """Each test begins with a desk in the light, and scripts."""
    browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    browser.look(1280)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each chronology."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, data in CHRONOLOGIES.items():
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        more = "" if data is None else "--data data.json"
        _, told, code = in_process(f"idlibtl report {more} -o {name}.html", folder, None)
        assert code == 0, told
        found[name] = folder / f"{name}.html"
    return found


def events(data: Any = None) -> list[dict[str, Any]]:
    """The events of a chronology, the bundled one if none."""
    from idlibtl.read import files

    found: list[dict[str, Any]] = (json.loads(files.bundled().read_bytes()) if data is None else data)["events"]
    return found


@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize("name", CHRONOLOGIES)
def test_the_page_breaks_no_rule_of_wcag_and_fits(
    browser: Browser, pages: dict[str, Path], name: str, width: int, dark: bool
) -> None:
    browser.look(width, dark=dark)
    browser.open(pages[name])
    # beyond level AA: text has a contrast of 7:1
    assert browser.violations("color-contrast-enhanced") == []
    assert browser.overflow() == []
    if folder := os.environ.get("IDLIBTL_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        browser.picture(Path(folder, f"{name}-{width}-{'dark' if dark else 'light'}.png"))


def test_a_fault_is_found(browser: Browser, tmp_path: Path) -> None:
    """The checks above can fail."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><body><h1>Bad</h1><p style="color:#999;width:2000px">grey</p>'
        '<p style="color:#666">less grey</p><svg role="img"></svg></body></html>'
    )
    browser.open(page)
    found = browser.violations("color-contrast-enhanced")
    assert {each.partition(":")[0] for each in found} == {"svg-img-alt", "color-contrast", "color-contrast-enhanced"}
    assert browser.overflow() != []


@pytest.mark.parametrize("name", CHRONOLOGIES)
def test_html_validate_finds_nothing(pages: dict[str, Path], name: str) -> None:
    tool = TOOLS / "node_modules" / ".bin" / "html-validate"
    if not tool.exists() or shutil.which("node") is None:
        pytest.skip("html-validate is not installed here; tests/validators/install.sh does it")
    done = subprocess.run(
        [str(tool), "--config", str(Path(__file__).with_name("html-validate.json")), "-f", "json", str(pages[name])],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    found = [each for page in json.loads(done.stdout) for each in page["messages"]]
    assert [(each["ruleId"], each["message"], each["line"], each["column"]) for each in found] == []


@pytest.mark.parametrize("name", CHRONOLOGIES)
def test_nothing_is_asked_of_a_network_and_nothing_of_a_stranger_runs(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.complaints()
    browser.open(pages[name])
    # whoever points at every element and at every link
    browser.run("document.querySelectorAll('*').forEach((each) => each.dispatchEvent(new Event('mouseover'))); 0")
    assert browser.run("window.ran") == []
    asked = [address for address in browser.requests() if not address.startswith("data:image/")]
    assert asked == [pages[name].as_uri()]
    assert browser.complaints() == []
    hrefs = browser.run("[...document.querySelectorAll('[href]')].map((each) => each.getAttribute('href'))")
    assert [each for each in hrefs if not each.startswith(("#", "https://", "http://"))] == []
    assert browser.run("document.querySelectorAll('script').length") <= 1
    assert browser.run("document.querySelectorAll('img, iframe, object, embed, link, [style]').length") == 0


def test_a_script_of_a_stranger_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><body><script>alert("seen")</script></body></html>'
    )
    browser.open(page)
    assert browser.run("window.ran") == ["alert: seen"]


def test_without_script_the_page_says_all(browser: Browser, pages: dict[str, Path]) -> None:
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(pages["bundled"])
    words = browser.driver.find_element("tag name", "body").text
    for event in events():
        assert event["title"] in words
    assert "about 1,134 or more" in words
    assert not browser.driver.find_element("id", "filter").is_displayed()


def shown(browser: Browser) -> list[str]:
    """The ids of the events that the list shows."""
    found: list[str] = browser.run(
        "[...document.querySelectorAll('#list [data-d]')].filter((each) => each.checkVisibility())"
        ".map((each) => each.id.slice(2))"
    )
    return found


def fill(browser: Browser, **fields: str) -> None:
    """Fill in the form, and wait until the page has followed."""
    for name, value in fields.items():
        browser.run(
            f"(() => {{ const field = document.querySelector('#filter [name={name}]');"
            f" field.value = {json.dumps(value)}; field.dispatchEvent(new Event('input', {{bubbles: true}})); }})()"
        )
        taken = browser.run(f"document.querySelector('#filter [name={name}]').value")
        assert taken == value, f"the form has no {value} for {name}"
    browser.run(_SETTLED)


#: The page follows a moment after the last key.
_SETTLED = "new Promise((done) => setTimeout(done, 400))"

#: What is filled in, and what is typed for the same on the command line.
ASKED = [
    ({"q": "market"}, "--text market"),
    ({"q": "TRUCE ceas"}, '--text "TRUCE ceas"'),
    ({"a": "russia"}, "--actor russia"),
    ({"p": "new-escalation"}, "--phase 3"),
    ({"l": "idlib"}, "--place idlib"),
    ({"m": "killed civilians fighters"}, "--metric killed"),
    ({"k": "strike"}, "--kind strike"),
    ({"s": "sohr"}, "--source sohr"),
    ({"s": "publication"}, "--source publication"),
    ({"f": "2019-12-01"}, "--from 2019-12-01"),
    ({"t": "2019-06-15"}, "--to 2019-06-15"),
    ({"f": "2019-06-01", "t": "2019-08-31", "k": "strike"}, "--from 2019-06 --to 2019-08 --kind strike"),
    ({"a": "hts", "q": "no such words"}, '--actor hts --text "no such words"'),
]


@pytest.mark.parametrize(("fields", "typed"), ASKED, ids=[typed for _, typed in ASKED])
def test_the_form_leaves_what_the_command_line_leaves(
    browser: Browser, pages: dict[str, Path], fields: dict[str, str], typed: str, tmp_path: Path
) -> None:
    browser.open(pages["bundled"])
    assert len(shown(browser)) == 23
    fill(browser, **fields)
    listed = json.loads(in_process(f"idlibtl list {typed} --json", tmp_path, None)[0])
    assert shown(browser) == [event["id"] for event in listed]
    said = browser.driver.find_element("id", "found").text
    assert said.startswith(f"{len(listed)} of 23 events")
    browser.run("document.querySelector('#filter [type=reset]').click()")
    browser.run(_SETTLED)
    assert len(shown(browser)) == 23


def test_the_form_can_be_used_with_the_keyboard_alone(browser: Browser, pages: dict[str, Path]) -> None:
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser.open(pages["bundled"])
    field = browser.driver.find_element("css selector", "#filter [name=q]")
    field.send_keys("veto", keys.ENTER)
    browser.run(_SETTLED)
    assert shown(browser) == ["2019-09-19-veto"]
    field.send_keys(keys.TAB)
    assert browser.run("document.activeElement.name") == "a"


def test_every_link_in_the_page_leads_to_something_that_is_seen(browser: Browser, pages: dict[str, Path]) -> None:
    for name in ("bundled", "elsewhere"):
        browser.open(pages[name])
        broken = browser.run(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map((each) => each.getAttribute('href').slice(1))"
            ".filter((each) => !document.getElementById(each)?.checkVisibility())"
        )
        assert broken == []


def test_a_link_to_an_event_shows_it_though_a_filter_hides_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    fill(browser, k="truce")
    assert "2019-09-19-veto" not in shown(browser)
    browser.run("location.hash = 'e-2019-09-19-veto'; new Promise((done) => setTimeout(done, 500))")
    assert "2019-09-19-veto" in shown(browser)


@pytest.mark.parametrize("name", ["bundled", "elsewhere"])
def test_paper_has_every_event(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    sheets, words = browser.printed()
    assert 1 <= sheets <= 40
    flat = "".join(words.split())
    for event in events(CHRONOLOGIES[name]):
        assert "".join(event["title"].split()) in flat
    if folder := os.environ.get("IDLIBTL_SCREENSHOTS"):
        Path(folder, f"{name}.txt").write_text(words, encoding="utf-8")
