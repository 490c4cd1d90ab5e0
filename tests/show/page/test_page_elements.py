"""The builder of HTML: no text in it becomes markup."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Page

from idlibtl.show.page.elements import (
    ATTRIBUTES,
    TAGS,
    Markup,
    Node,
    element,
    head,
    isolated,
    section,
    table,
    verbatim,
)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (element("p", "a < b & c > d", class_="note"), '<p class="note">a &lt; b &amp; c &gt; d</p>'),
        (element("p", data_e="\"'<", aria_hidden="true"), '<p data-e="&quot;&#x27;&lt;" aria-hidden="true"></p>'),
        (element("p", hidden=True, id=None, dir=False), "<p hidden></p>"),
        (element("rect", x=1, y=2.50, width=0.129, height=-0.001), '<rect x="1" y="2.5" width="0.13" height="0"/>'),
        (element("meta", charset="utf-8"), '<meta charset="utf-8">'),
        (element("p", None, "one", element("input"), "two"), "<p>one<input>two</p>"),
        (element("p", "\u202egnp.\x00\x1b\ud800"), "<p>\ufffdgnp.\ufffd\ufffd\ufffd</p>"),
        (element("a", href="#e-1"), '<a href="#e-1"></a>'),
        (element("a", href="HTTPS://x.example/?a=1&b=2"), '<a href="HTTPS://x.example/?a=1&amp;b=2"></a>'),
        (element("a", href="https://x.example/a b\u202e"), '<a href="https://x.example/a%EF%BF%BDb%EF%BF%BD"></a>'),
        (isolated("plain"), "plain"),
        (isolated("ش"), "<bdi>ش</bdi>"),
        (element("p", element("b", "<") + "<"), "<p>&lt;b&gt;&amp;lt;&lt;/b&gt;&lt;</p>"),
        (element("p", f"{element('b', 'c')}"), "<p>&lt;b&gt;c&lt;/b&gt;</p>"),
        (element("td", colspan=1, rowspan=True, width=1.0), '<td colspan="1" rowspan width="1"></td>'),
        (
            section("s", "A title", "text"),
            (
                '<section id="s" aria-labelledby="s-h"><h2><span id="s-h">A title</span>'
                ' <a href="#s" class="pl" aria-label="Link to: A title">¶</a></h2>text</section>'
            ),
        ),
        (
            table("Counts", (head("Year"), head("Events", "v")), element("tbody"), class_="t"),
            (
                '<table class="t"><caption>Counts</caption><thead><tr><th scope="col">Year</th>'
                '<th scope="col" class="v">Events</th></tr></thead><tbody></tbody></table>'
            ),
        ),
        (verbatim("style", "p > a { }"), "<style>p > a { }</style>"),
    ],
)
def test_what_an_element_is_written_as(made: Node, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: element("script", "alert(1)"),
        lambda: element("style"),
        lambda: element("img"),
        lambda: element("p", style="color: red"),
        lambda: element("p", onclick="x()"),
        lambda: element("p", src="x"),
        lambda: element("p", srcdoc="x"),
        lambda: element("a", href="javascript:alert(1)"),
        lambda: element("a", href=" https://x.example"),
        lambda: element("a", href="//x.example"),
        lambda: element("a", href="data:text/html,x"),
        lambda: element("a", href=""),
        lambda: element("input", "text"),
        lambda: element("path", element("p")),
    ],
)
def test_what_no_page_may_have(make: Any) -> None:
    with pytest.raises(ValueError, match=r"no (element|attribute|content)|a link leads"):
        make()


@pytest.mark.parametrize(
    ("tag", "content"), [("style", "</style>"), ("script", "<!--"), ("p", "text"), ("script", "'</script>'")]
)
def test_a_file_that_would_not_stay_in_its_element(tag: str, content: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        verbatim(tag, content)


def test_nothing_that_runs_or_loads_is_on_the_lists() -> None:
    assert not {"script", "style", "img", "iframe", "object", "embed", "link", "base", "foreignObject"} & TAGS
    assert not {"src", "srcset", "style", "action", "formaction", "data", "ping", "poster"} & ATTRIBUTES
    assert not [name for name in ATTRIBUTES if name.startswith("on")]


@pytest.mark.parametrize(
    "made",
    [element("b", "x"), isolated("ش"), verbatim("style", "p { }"), section("s", "t"), table("c", (), class_="t")],
)
def test_what_is_made_is_markup(made: Node) -> None:
    assert isinstance(made, Markup)


HOSTILE = st.sampled_from(
    [
        "<script>",
        "</script>",
        "</p>",
        "-->",
        "<!--",
        "]]>",
        '" onclick="',
        "'",
        "&lt;",
        "\x00",
        "\ud800",
        "\u202e",
        "&#60;",
    ]
)


@given(st.lists(st.one_of(HOSTILE, st.text()), max_size=8).map("".join))
def test_any_text_stays_text(text: str) -> None:
    page = Page(element("p", text, id=None, data_e=text, aria_label=text))
    [tag] = page.tags
    seen = tag.text
    assert (tag.name, page.others) == ("p", [])
    assert seen.isprintable() or "\u200c" in seen or "\u200d" in seen
    assert len(seen) == len(text)
    assert {name: value or "" for name, value in tag.attributes.items()} == {"data-e": seen, "aria-label": seen}
    assert all(one in (other, " ", "\ufffd") for one, other in zip(seen, text, strict=True))
