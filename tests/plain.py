"""Small chronologies of a plain, a hill and a ford, to see what the screens show of them."""

from typing import Any

from chronologies import Raw, document, loaded

from idlibtl import Chronology

METRICS = (
    {"id": "civilians", "label": "civilians killed", "unit": "people"},
    {"id": "killed", "label": "people killed", "unit": "people", "parts": ["civilians"], "note": "Everyone killed."},
    {"id": "displaced", "label": "people displaced", "unit": "people", "repeats": True},
)

PLACES = (
    {"id": "plain", "name": "The Plain", "kind": "region"},
    {"id": "hill", "name": "The Hill", "kind": "town", "within": "plain"},
    {"id": "ford", "name": "The Ford", "kind": "town", "within": "plain"},
)


def event(identity: str, date: str, *figures: Raw, **more: Any) -> Raw:
    """An event of the plain, as a file has it."""
    raw = {"id": identity, "date": date, "title": f"Title of {identity}", "kinds": ["strike"], "figures": figures}
    return {**raw, "places": ["plain"], **more}


def figure(value: int, metric: str = "civilians", **more: Any) -> Raw:
    """A figure of the publication itself."""
    return {"metric": metric, "value": value, "source": None, **more}


def of(*events: Raw, **more: Any) -> Chronology:
    """The chronology of these events."""
    return loaded(document(events, **{"metrics": METRICS, "places": PLACES, **more}))
