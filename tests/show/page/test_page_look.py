"""The style sheets: contrast in light (and on paper) and dark, and rules for people who set their own colours."""

import re

import pytest

from idlibtl.show.page.frame import STYLES, style_file

CSS = style_file(*STYLES)

GROUNDS = ("bg", "soft")
MARKS = ("ink", "mut", "acc", "warn")


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each block that sets them: light, dark."""
    blocks = re.findall(r":root\s*\{([^}]*)\}", CSS)
    result = [dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{3,6})", block)) for block in blocks]
    return dict(zip(("light", "dark"), [block for block in result if block], strict=True))


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2."""
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_stand_out(scheme: str) -> None:
    colors = palettes()[scheme]
    for ground in GROUNDS:
        for text in ("ink", "mut", "acc"):
            assert contrast(colors[text], colors[ground]) >= 7, (text, ground)
    for mark in MARKS:
        for ground in ("bg", "soft", "band"):
            assert contrast(colors[mark], colors[ground]) >= 4.5, (mark, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_on_the_map(scheme: str) -> None:
    colors = palettes()[scheme]
    for ground in ("land", "sea", "prov"):
        assert contrast(colors["ink"], colors[ground]) >= 7
        assert contrast(colors["acc"], colors[ground]) >= 4.5


def test_every_scheme_sets_every_colour() -> None:
    light, dark = (set(colors) for colors in palettes().values())
    assert light == dark
    assert "@media screen and (prefers-color-scheme: dark)" in CSS  # so paper is light
    assert set(re.findall(r"var\(--(\w+)\)", CSS)) <= light


def test_colours_are_named_once() -> None:
    rest = re.sub(r":root\s*\{[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,6}\b(?!-)", re.sub(r"#[a-z][\w-]*", "", rest)) in ([], ["#555"])


def test_narrow_screens_are_screens_and_focus_is_seen() -> None:
    assert not re.findall(r"@media \(max-width", CSS)
    assert len(re.findall(r"@media screen and \(max-width", CSS)) >= 1
    assert ":focus-visible { outline: 3px solid" in CSS
    assert "@media (forced-colors: active)" in CSS
    assert "size: A4" in CSS
    assert "url(" not in CSS.replace("url(#hatch)", "")
    assert "@import" not in CSS


def test_the_style_says_nothing_of_elements_that_are_not_there() -> None:
    assert "tfoot" not in CSS
