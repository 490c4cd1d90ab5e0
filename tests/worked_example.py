"""The 23 records of the offensive on Idlib, with only what a calculation needs: dates, kinds, actors, places, figures.

Written down from the description of the records, not from the data file.
"""

from typing import Any

Raw = dict[str, Any]

APRIL_TO_AUGUST = "2019-04-26/2019-08-31"
TO_EARLY_MAY = "2019-04-26/2019-05-05~"


def _figure(metric: str, value: int, hedge: str = "exact", source: str | None = None, **other: Any) -> Raw:
    return {"metric": metric, "value": value, "hedge": hedge, "source": source, **other}


def _event(identity: str, date: str, kind: str, who: str = "", where: str = "idlib-region", *figures: Raw) -> Raw:
    """An event; `who` is "actor role, actor role", `where` is "place, place"."""
    parts = [part.split() for part in who.split(", ") if part]
    return {
        "id": identity,
        "date": date,
        "title": identity,
        "kind": kind,
        "actors": [{"actor": actor, "role": role} for actor, role in parts],
        "places": [place for place in where.split(", ") if place],
        "figures": list(figures),
    }


EVENTS = [
    _event("2019-01-hts-control", "2019-01/..", "background", "hts party"),
    _event("2019-04-russia-position", "2019-04-26~/2019-05-05~", "statement", "russia party"),
    _event(
        "2019-04-26-air-raids",
        "2019-04-26/2019-04-27",
        "strike",
        "russia attacker",
        "idlib, hama",
        _figure("civilians", 15, "about", "sohr"),
    ),
    _event(
        "2019-05-un-first-toll",
        "2019-05-05~",
        "report",
        "",
        "idlib-region",
        _figure("displaced", 150_000, source="un", scope="cumulative", period=TO_EARLY_MAY),
        _figure("hospitals", 12, source="un", scope="cumulative", period=TO_EARLY_MAY),
        _figure("schools", 10, source="un", scope="cumulative", period=TO_EARLY_MAY),
    ),
    _event("2019-06-03-hrw-banned-weapons", "2019-06-03", "report", "russia accused, syrian-government accused"),
    _event(
        "2019-06-15-flare-up",
        "2019-06-15",
        "clash",
        "",
        "idlib-region",
        _figure("killed", 45, "at_least"),
        _figure("civilians", 10),
    ),
    _event(
        "2019-06-20-bombardment",
        "2019-06-20",
        "strike",
        "syrian-government attacker",
        "idlib-region",
        _figure("civilians", 20),
    ),
    _event(
        "2019-07-22-market-strikes",
        "2019-07-22",
        "strike",
        "",
        "maaret-al-numan",
        _figure("civilians", 50, "about", "sohr", places=["idlib-region"]),
    ),
    _event("2019-08-khan-sheikhun", "2019-08", "advance", "syrian-government attacker", "khan-sheikhun"),
    _event("2019-08-31-truce", "2019-08-31", "truce", "russia backer"),
    _event(
        "2019-08-31-four-month-toll",
        "2019-08-31",
        "toll",
        "",
        "idlib-region",
        _figure(
            "civilians",
            1000,
            "nearly",
            "sohr",
            scope="cumulative",
            period=APRIL_TO_AUGUST,
            includes=[
                "2019-04-26-air-raids",
                "2019-06-15-flare-up",
                "2019-06-20-bombardment",
                "2019-07-22-market-strikes",
            ],
        ),
        _figure(
            "displaced",
            400_000,
            "more_than",
            scope="cumulative",
            period=APRIL_TO_AUGUST,
            includes=["2019-05-un-first-toll"],
        ),
    ),
    _event("2019-09-10-strikes-resume", "2019-09-10", "strike", "russia attacker, hts target"),
    _event("2019-09-19-veto", "2019-09-19", "diplomacy", "russia party, china party", ""),
    _event(
        "2019-12-02-bombardment",
        "2019-12-02",
        "strike",
        "syrian-government attacker",
        "maaret-al-numan",
        _figure("civilians", 13, "about"),
    ),
    _event("2019-12-offensive", "2019-12-15~/..", "advance", "syrian-government attacker, russia backer"),
    _event(
        "2019-12-two-week-toll",
        "2019-12-15~/2019-12-29~",
        "toll",
        "",
        "idlib-region",
        _figure("civilians", 80, "nearly", "sohr", scope="cumulative"),
        _figure("fighters", 100, "at_least", scope="cumulative"),
    ),
    _event(
        "2020-01-11-air-strikes",
        "2020-01-11",
        "strike",
        "syrian-government attacker",
        "idlib",
        _figure("civilians", 18, "about", "sohr"),
    ),
    _event("2020-01-12-ceasefire", "2020-01-12", "truce", "russia backer"),
    _event("2020-01-fighting", "2020-01-12~/2020-01-21~", "clash", "syrian-government party, hts party"),
    _event(
        "2020-01-15-aleppo-displacement",
        "2020-01-15/2020-01-19",
        "report",
        "",
        "aleppo",
        _figure("displaced", 38_000, source="un"),
    ),
    _event(
        "2020-01-21-strikes",
        "2020-01-21",
        "strike",
        "russia attacker",
        "idlib, aleppo",
        _figure("civilians", 23, "at_least"),
        _figure("children", 13),
    ),
    _event(
        "2020-01-idlib-displacement",
        "2020-01-21~",
        "report",
        "",
        "idlib",
        _figure("displaced", 358_000, "about", "un", scope="cumulative", period="2019-12-01/2020-01-21~"),
    ),
    _event("2020-01-26-maaret-al-numan", "2020-01-26", "advance", "syrian-government attacker", "maaret-al-numan"),
]

METRICS = [
    {"id": "civilians", "label": "civilians killed", "unit": "people"},
    {"id": "children", "label": "children killed", "unit": "people"},
    {"id": "fighters", "label": "fighters killed", "unit": "people"},
    {"id": "killed", "label": "people killed", "unit": "people", "parts": ["civilians", "fighters"]},
    {"id": "displaced", "label": "people displaced", "unit": "people"},
    {"id": "hospitals", "label": "hospitals hit", "unit": "facilities"},
    {"id": "schools", "label": "schools hit", "unit": "facilities"},
]

ACTORS = [
    {"id": "russia", "name": "Russia", "kind": "state"},
    {"id": "syrian-government", "name": "the Syrian government", "kind": "state"},
    {"id": "hts", "name": "Hayat Tahrir al-Sham", "kind": "armed-group"},
    {"id": "china", "name": "China", "kind": "state"},
    {"id": "un", "name": "the United Nations", "kind": "organisation"},
    {"id": "sohr", "name": "the Syrian Observatory for Human Rights", "kind": "monitor"},
    {"id": "hrw", "name": "Human Rights Watch", "kind": "organisation"},
]

PLACES = [
    {"id": "idlib-region", "name": "Idlib and its surroundings", "kind": "region"},
    {"id": "idlib", "name": "Idlib", "kind": "province", "within": "idlib-region"},
    {"id": "hama", "name": "Hama", "kind": "province", "within": "idlib-region"},
    {"id": "aleppo", "name": "Aleppo", "kind": "province", "within": "idlib-region"},
    {"id": "maaret-al-numan", "name": "Maaret al-Numan", "kind": "town", "within": "idlib"},
    {"id": "khan-sheikhun", "name": "Khan Sheikhun", "kind": "town", "within": "idlib"},
]

PHASES = [
    {"id": "russian-strikes", "number": 1, "title": "One", "first": "2019-04-26", "last": "2019-06-03"},
    {"id": "hundreds-killed", "number": 2, "title": "Two", "first": "2019-06-15", "last": "2019-09-19"},
    {"id": "new-escalation", "number": 3, "title": "Three", "first": "2019-12-02", "last": "2019-12-29"},
    {"id": "syrian-advance", "number": 4, "title": "Four", "first": "2020-01-11", "last": "2020-01-26"},
]

WORKED: Raw = {
    "schema_version": 1,
    "title": "The offensive on Idlib",
    "description": "The records, bare.",
    "publication": {"title": "A chronology", "kind": "news-agency chronology", "as_of": "2020-01-26"},
    "license": "CC BY 4.0",
    "metrics": METRICS,
    "actors": ACTORS,
    "places": PLACES,
    "phases": PHASES,
    "events": EVENTS,
}
