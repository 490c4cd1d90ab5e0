"""A small invented chronology with what the bundled one lacks: several publications, a correction, sources that
disagree, a place that is on no map, and one west of Greenwich.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

import idlibtl
from idlibtl import Chronology, Filters, ask
from idlibtl.show.export.content import Content

Raw = dict[str, Any]


def document() -> Raw:
    """Its JSON."""
    return {
        "schema_version": 1,
        "title": "A spring elsewhere",
        "description": "Made up.",
        "publications": [
            {"id": "herald", "title": "The Herald", "kind": "newspaper", "as_of": "2031-06-30", "publisher": "Heralds"},
            {
                "id": "gazette",
                "title": "The Gazette",
                "kind": "weekly",
                "as_of": "2031-07-15",
                "url": "https://gazette.example/spring",
                "note": "Written in haste.",
            },
        ],
        "license": "All rights reserved",
        "metrics": [
            {"id": "killed", "label": "people killed", "unit": "people", "parts": ["civilians"]},
            {"id": "civilians", "label": "civilians killed", "unit": "people"},
            {"id": "2nd-homes", "label": "homes lost", "unit": "homes", "note": "Houses and flats."},
        ],
        "actors": [
            {"id": "army", "name": "The army", "kind": "state"},
            {"id": "hospital", "name": "The hospital", "kind": "organisation", "aliases": ["clinic", "the clinic"]},
        ],
        "places": [
            {"id": "valley", "name": "The valley", "kind": "region"},
            {
                "id": "shire",
                "name": "The shire",
                "kind": "province",
                "within": "valley",
                "latitude": 12.5,
                "longitude": -7.25,
                "pcode": "SH01",
            },
            {"id": "port", "name": "The port", "kind": "town", "within": "shire", "latitude": 12.0, "longitude": -7.5},
            {"id": "camp", "name": "The camp", "kind": "site", "within": "shire"},
            {"id": "march", "name": "The march", "kind": "province", "within": "valley"},
        ],
        "phases": [
            {"id": "one-day", "number": 1, "title": "A day", "first": "2031-05-01", "last": "2031-05-01"},
            {"id": "after", "number": 2, "title": "After", "first": "2031-05-02", "last": "2031-07-15"},
        ],
        "events": [
            {
                "id": "first-told",
                "date": "2031-05-01",
                "title": "A shelling, as first told",
                "kind": "strike",
                "phase": "one-day",
                "places": ["port"],
                "replaced_by": "shelling",
                "citations": [{"publication": "herald", "paragraphs": [2]}],
                "figures": [{"metric": "civilians", "value": 70}],
            },
            {
                "id": "shelling",
                "date": "2031-05-01",
                "title": "A shelling",
                "summary": "In the morning.",
                "note": "Ours: the hour is not told.",
                "kind": "strike",
                "phase": "one-day",
                "actors": [{"actor": "army", "role": "attacker"}],
                "places": ["port"],
                "citations": [
                    {"publication": "gazette", "paragraphs": [3, 4], "url": "https://gazette.example/spring/2"},
                    {"publication": "herald"},
                ],
                "source": "hospital",
                "figures": [
                    {"metric": "civilians", "value": 7, "source": "hospital", "attributed_to": []},
                    {"metric": "civilians", "value": 3, "source": "army"},
                ],
            },
            {
                "id": "battle",
                "date": "2031-05-20~",
                "title": "A battle at the port and the camp",
                "kind": "clash",
                "phase": "after",
                "places": ["port", "camp"],
                "citations": [{"publication": "gazette", "paragraphs": [5]}],
                "figures": [
                    {"metric": "killed", "value": 10, "hedge": "at_least"},
                    {"metric": "civilians", "value": 4, "places": ["camp"]},
                ],
            },
            {
                "id": "toll",
                "date": "2031-05-31",
                "title": "The toll of May",
                "kind": "strike",
                "phase": "after",
                "places": ["valley"],
                "citations": [{"publication": "gazette", "paragraphs": [6]}],
                "figures": [
                    {
                        "metric": "civilians",
                        "value": 20,
                        "hedge": "about",
                        "scope": "cumulative",
                        "period": "2031-05",
                        "includes": ["first-told"],
                    },
                    {"metric": "2nd-homes", "value": 300, "hedge": "more_than", "period": "2031-05"},
                ],
            },
            {
                "id": "siege",
                "date": "2031-06-10~/..",
                "title": "A siege",
                "kind": "advance",
                "citations": [{"publication": "gazette"}],
            },
        ],
    }


def chronology(raw: Raw | None = None) -> Chronology:
    """The chronology itself, or another one."""
    return idlibtl.from_bytes(json.dumps(document() if raw is None else raw).encode())


def content(raw: Raw | None = None, **filters: Any) -> Content:
    """The content of an export of it."""
    return Content(ask(chronology(raw), Filters(**filters)))


def bundled(**filters: Any) -> Content:
    """The content of an export of the bundled chronology."""
    return Content(ask(idlibtl.load(), Filters(**filters)))


#: Texts that someone may write to harm those who open them.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "&lt;img src=x onerror=alert(3)&gt; & 'quoted' \"twice\"",
    "www.example.org'onmouseover='alert(4) http://a.example/'onclick=alert(5) me@example.org",
    '=HYPERLINK("http://example.org","click")',
    "@SUM(1+1)",
    "one\ntwo\r\nthree\ttab\u2028end",
    "\u202eleft\u2066 and \u200fmarks\u2069",
    "'; DROP TABLE events; --",
    "\x00\x1b[31m bell\x07",
    '\u0639\u0631\u0628\u064a, \u65e5\u672c\u8a9e; "comma", semicolon',
)


def hostile(*texts: str) -> Raw:
    """The chronology with a text wherever people may write one: the same everywhere, or several in turn."""
    result = document()
    _overwrite(result, cycle(texts))
    return result


def _overwrite(value: Any, texts: Iterator[str]) -> None:
    if isinstance(value, list):
        for one in value:
            _overwrite(one, texts)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _TEXTS:
                _overwrite(one, texts)
            elif isinstance(one, list):
                value[key] = [f"{next(texts)}{number}" for number, _ in enumerate(one)]
            else:
                value[key] = next(texts)


_TEXTS = frozenset(
    ("title", "description", "license", "label", "unit", "name", "note", "pcode", "publisher", "aliases", "summary")
)


def keyed(rows: list[dict[str, str]], key: str = "id") -> Mapping[str, dict[str, str]]:
    """Rows of CSV by the column with unique values."""
    return {row[key]: row for row in rows}
