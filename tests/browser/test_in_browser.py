"""The page in a real browser: WCAG, sizes, filter, copying, print, no network, no script of others that runs.

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
from elsewhere import HOSTILE, document, hostile
from transcripts import in_process

if why := missing():
    pytest.skip(why, allow_module_level=True)

#: A large and a small desktop screen, a phone, and the narrowest screen that WCAG asks for.
WIDTHS = (1440, 1280, 390, 320)
SCREENS = [
    pytest.param(width, dark, id=f"{width}-{'dark' if dark else 'light'}")
    for width, dark in product(WIDTHS, (False, True))
]
CHRONOLOGIES: dict[str, Any] = {"bundled": None, "elsewhere": document(), "hostile": hostile(*HOSTILE)}
#: Pages of questions, and of a field file.
QUESTIONS = {
    "question": "--metric civilians --from 2019-06 --to 2019-08",
    "empty": '--text "nothing of the kind"',
    "coded": "--data invented-ged.csv",
}
PAGES = (*CHRONOLOGIES, *QUESTIONS)

#: Functions that a script of someone else would call, replaced so that the calls are noticed.
_TRAPS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open", "fetch", "eval"])
  window[name] = (...given) => { window.ran.push(`${name}: ${given}`); };
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of these."""
    with opened() as result:
        result.send("Page.enable")
        result.send("Network.enable")
        result.send("Page.addScriptToEvaluateOnNewDocument", source=_TRAPS)
        result.send(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
        )
        yield result


@pytest.fixture(autouse=True)
def plain(browser: Browser) -> None:
    """Each test begins with a large, light screen, and scripts."""
    browser.send("Emulation.setScriptExecutionDisabled", value=False)
    browser.look(1280)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each chronology."""
    folder = tmp_path_factory.mktemp("pages")
    result = {}
    for name, data in CHRONOLOGIES.items():
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
        result[name] = made(folder, name, "" if data is None else f"--data {name}.json")
    shutil.copy(Path(__file__).parents[1] / "fixtures" / "invented-ged.csv", folder)
    return result | {name: made(folder, name, options) for name, options in QUESTIONS.items()}


def made(folder: Path, name: str, options: str) -> Path:
    _, remarks, code = in_process(f"idlibtl report {options} -o {name}.html", folder, None)
    assert code == 0, remarks
    return folder / f"{name}.html"


def events(data: Any = None) -> list[dict[str, Any]]:
    """The events of a chronology, the bundled one if none."""
    from idlibtl.read import files

    result: list[dict[str, Any]] = (json.loads(files.bundled().read_bytes()) if data is None else data)["events"]
    return result


@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
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


@pytest.mark.parametrize("name", PAGES)
def test_no_two_numbers_of_a_scale_overlap(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    # 180 mm of A4 between its margins are 680 pixels
    for width, media in ((1280, ""), (768, ""), (390, ""), (320, ""), (680, "print")):
        browser.look(width)
        browser.send("Emulation.setEmulatedMedia", media=media)
        assert browser.run(_OVERLAPPING) == [], (width, media)


#: The scales of which a number ends to the right of where the next begins.
_OVERLAPPING = """
    [...document.querySelectorAll("svg.ax")].filter((scale) => {
        const boxes = [...scale.children].map((one) => one.getBoundingClientRect()).filter((box) => box.width);
        return boxes.some((box, at) => at && boxes[at - 1].right > box.left);
    }).map((scale) => scale.textContent)
"""


def test_a_fault_is_found(browser: Browser, tmp_path: Path) -> None:
    """The checks above can fail."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><body><h1>Bad</h1><p style="color:#999;width:2000px">grey</p>'
        '<p style="color:#666">less grey</p><svg role="img"></svg></body></html>'
    )
    browser.open(page)
    result = browser.violations("color-contrast-enhanced")
    assert {one.partition(":")[0] for one in result} == {"svg-img-alt", "color-contrast", "color-contrast-enhanced"}
    assert browser.overflow() != []


@pytest.mark.parametrize("name", PAGES)
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
    result = [message for page in json.loads(done.stdout) for message in page["messages"]]
    assert [(one["ruleId"], one["message"], one["line"], one["column"]) for one in result] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_network_is_used_and_no_script_of_others_runs(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.complaints()
    browser.open(pages[name])
    # someone points at every element and at every link
    browser.run("document.querySelectorAll('*').forEach((one) => one.dispatchEvent(new Event('mouseover'))); 0")
    assert browser.run("window.ran") == []
    asked = [address for address in browser.requests() if not address.startswith("data:image/")]
    assert asked == [pages[name].as_uri()]
    assert browser.complaints() == []
    hrefs = browser.run("[...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'))")
    assert [one for one in hrefs if not one.startswith(("#", "https://", "http://"))] == []
    assert browser.run("document.querySelectorAll('script').length") <= 1
    assert browser.run("document.querySelectorAll('img, iframe, object, embed, link, [style]').length") == 0


def test_a_script_of_someone_else_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><body><script>alert("seen")</script></body></html>'
    )
    browser.open(page)
    assert browser.run("window.ran") == ["alert: seen"]


def test_without_script_the_page_says_all(browser: Browser, pages: dict[str, Path]) -> None:
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(pages["bundled"])
    words = browser.driver.find_element("tag name", "body").text
    for event in events():
        assert event["title"] in words
    assert "about 1,134" in words
    assert not browser.driver.find_element("id", "filter").is_displayed()


# What a reader sees first


def test_the_number_comes_first_and_the_page_is_as_short_as_promised(browser: Browser, pages: dict[str, Path]) -> None:
    browser.look(1280, 720)
    browser.open(pages["bundled"])
    assert browser.top(".quote") <= 300
    assert browser.top("#timeline h2") <= 800
    words = browser.run("document.getElementById('totals').innerText.split(/\\s+/).filter(Boolean).length")
    assert 60 < words <= 180
    browser.look(390, 844)
    assert browser.top(".quote") <= 450
    browser.look(1440, 900)
    assert browser.run("document.documentElement.scrollHeight") <= 10_000


def test_a_page_of_a_question_has_it_as_its_heading_and_a_wider_figure_in_the_same_size(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["question"])
    assert browser.driver.title == "Civilians killed, 1 June to 31 August 2019"
    assert browser.driver.find_element("tag name", "h1").text == browser.driver.title
    sizes = browser.run("[...document.querySelectorAll('.quote')].map((one) => getComputedStyle(one).fontSize)")
    assert len(sizes) == 2
    assert len(set(sizes)) == 1
    colors = browser.run("[...document.querySelectorAll('.quote')].map((one) => getComputedStyle(one).color)")
    assert len(set(colors)) == 2
    # the bracket is as high as the rows that the figure covers
    height = "(box) => box.getBoundingClientRect().height"
    rows = browser.run("[...document.querySelectorAll('.brk')][1].tBodies[0].getBoundingClientRect().height")
    assert browser.run(f"({height})(document.querySelector('.brk .br'))") == pytest.approx(rows, abs=2)


def test_one_of_the_two_maps_is_shown(browser: Browser, pages: dict[str, Path]) -> None:
    for width, name in ((1280, "map-wide"), (390, "map-narrow")):
        browser.look(width)
        browser.open(pages["bundled"])
        frames = "[...document.querySelectorAll('.map-frame')].filter((one) => one.checkVisibility())"
        shown_maps = browser.run(f"{frames}.map((one) => one.getAttribute('class'))")
        assert [one.split()[-1] for one in shown_maps] == [name]
        # no name covers another
        overlaps = browser.run(_OVERLAPS)
        assert overlaps == []


_OVERLAPS = """
(() => {
  const boxes = [...document.querySelectorAll('.map-frame text')].filter((one) => one.checkVisibility())
    .map((one) => [one.textContent, one.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
      found.push(`${one} / ${other}`);
  }));
  return found;
})()
"""


# The filter


def shown(browser: Browser) -> list[str]:
    """The ids of the events that the list shows."""
    result: list[str] = browser.run(
        "[...document.querySelectorAll('#list [data-d]')].filter((one) => one.checkVisibility())"
        ".map((one) => one.id.slice(2))"
    )
    return result


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
    ({"q": "regime"}, "--text regime"),
    ({"q": "UN"}, "--text UN"),
    ({"q": "our reading"}, '--text "our reading"'),
    ({"actor": "russia"}, "--actor russia"),
    ({"phase": "new-escalation"}, "--phase 3"),
    ({"place": "idlib"}, "--place idlib"),
    ({"metric": "killed civilians fighters"}, "--metric killed"),
    ({"kind": "strike"}, "--kind strike"),
    ({"source": "sohr"}, "--source sohr"),
    ({"source": "publication"}, "--source publication"),
    ({"from": "2019-12-01"}, "--from 2019-12-01"),
    ({"to": "2019-06-15"}, "--to 2019-06-15"),
    ({"from": "2019-06-01", "to": "2019-08-31", "kind": "strike"}, "--from 2019-06 --to 2019-08 --kind strike"),
    ({"actor": "hts", "q": "no such words"}, '--actor hts --text "no such words"'),
]


@pytest.mark.parametrize(("fields", "typed"), ASKED, ids=[typed for _, typed in ASKED])
def test_the_form_leaves_what_the_command_line_leaves(
    browser: Browser, pages: dict[str, Path], fields: dict[str, str], typed: str, tmp_path: Path
) -> None:
    browser.open(pages["bundled"])
    assert len(shown(browser)) == 26
    fill(browser, **fields)
    listed = json.loads(in_process(f"idlibtl list {typed} --json", tmp_path, None)[0])
    assert shown(browser) == [event["id"] for event in listed]
    assert browser.driver.find_element("id", "found").text == f"{len(listed)} of 26 events"
    browser.run("document.querySelector('#filter [type=reset]').click()")
    browser.run(_SETTLED)
    assert len(shown(browser)) == 26


def lines(browser: Browser) -> list[str]:
    """The lines that say which events are shown."""
    return [one.text for one in browser.driver.find_elements("class name", "showing") if one.is_displayed()]


def test_a_filter_dims_the_timeline_and_never_empties_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    rows = "[...document.querySelectorAll('.tl [data-e]')]"
    assert lines(browser) == []
    fill(browser, q="market")
    # all rows are there, and all but one are muted
    assert browser.run(f"{rows}.filter((one) => one.checkVisibility()).length") == 26
    bright = browser.run(f"{rows}.filter((one) => !one.classList.contains('dim')).map((one) => one.dataset.e)")
    assert bright == ["2019-07-22-market-strikes"]
    marks = "getComputedStyle(document.querySelector('.tl .dim .tl-track')).opacity"
    assert float(browser.run(marks)) < 0.5
    # what is muted can be read
    assert browser.violations("color-contrast-enhanced") == []
    # both headings say so, and paper too
    assert lines(browser) == ['Showing 1 of 26: words "market"'] * 2
    assert browser.printed()[1].count('Showing 1 of 26: words "market"') == 2
    fill(browser, q="no such words", kind="truce")
    assert lines(browser) == ['Showing 0 of 26: words "no such words", kind truce'] * 2
    assert browser.run(f"{rows}.filter((one) => one.checkVisibility()).length") == 26


def test_a_filter_is_kept_in_the_address(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    fill(browser, q="truce", actor="russia")
    kept = browser.run("location.hash")
    assert kept == "#q=truce&actor=russia"
    result = shown(browser)
    browser.open(pages["elsewhere"])
    browser.open(pages["bundled"], kept)
    browser.run(_SETTLED)
    assert shown(browser) == result
    assert browser.run("document.querySelector('#filter [name=q]').value") == "truce"
    browser.run("document.querySelector('#filter [type=reset]').click()")
    browser.run(_SETTLED)
    assert browser.run("location.hash") == ""
    assert lines(browser) == []


def test_a_row_lights_its_toll_and_its_place(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    row = "document.querySelector('[data-e=\"2019-07-22-market-strikes\"]')"
    browser.run(f"{row}.dispatchEvent(new Event('mouseover', {{bubbles: true}})); 0")
    lit = browser.run("[...document.querySelectorAll('.lit')].map((one) => one.dataset.e || one.dataset.l)")
    assert set(lit) == {"2019-07-22-market-strikes", "2019-08-31-four-month-toll", "maaret-al-numan"}
    # with the keyboard alone too
    browser.run("document.querySelector('[data-e=\"2019-08-31-truce\"] a').focus()")
    assert "2019-08-31-truce" in browser.run("[...document.querySelectorAll('.lit')].map((one) => one.dataset.e)")


def test_a_number_can_be_copied_with_its_source(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    browser.send("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.driver.find_element("css selector", "#t-civilians .copy").click()
    browser.run("new Promise((done) => setTimeout(done, 200))")
    assert browser.run("navigator.clipboard.readText()") == (
        "Civilians killed: about 1,134 reported (sum of 5 figures)."
        ' From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.'
    )
    assert browser.driver.find_element("css selector", "#t-civilians .copy").text == "Copied"


def test_the_form_can_be_used_with_the_keyboard_alone(browser: Browser, pages: dict[str, Path]) -> None:
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser.open(pages["bundled"])
    field = browser.driver.find_element("css selector", "#filter [name=q]")
    field.send_keys("veto", keys.ENTER)
    browser.run(_SETTLED)
    assert shown(browser) == ["2019-09-19-veto"]
    field.send_keys(keys.TAB)
    assert browser.run("document.activeElement.name") == "from"


def test_every_link_in_the_page_leads_to_something_that_is_seen(browser: Browser, pages: dict[str, Path]) -> None:
    for name in ("bundled", "elsewhere"):
        browser.open(pages[name])
        broken = browser.run(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map((one) => one.getAttribute('href').slice(1))"
            ".filter((one) => !document.getElementById(one)?.checkVisibility())"
        )
        assert broken == []


def test_a_link_to_an_event_shows_it_even_if_a_filter_hides_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["bundled"])
    fill(browser, kind="truce")
    assert "2019-09-19-veto" not in shown(browser)
    browser.run("location.hash = 'e-2019-09-19-veto'; new Promise((done) => setTimeout(done, 500))")
    assert "2019-09-19-veto" in shown(browser)


@pytest.mark.parametrize("name", ["bundled", "elsewhere"])
def test_paper_has_every_event(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    sheets, words = browser.printed()
    assert 1 <= sheets <= 14
    flat = "".join(words.split())
    for event in events(CHRONOLOGIES[name]):
        assert "".join(event["title"].split()) in flat
    if folder := os.environ.get("IDLIBTL_SCREENSHOTS"):
        Path(folder, f"{name}.txt").write_text(words, encoding="utf-8")
