"""The JSON Schema of the dataset file, and of each command's JSON."""

from collections.abc import Mapping
from typing import Any

from idlibtl.compare.claim import ClaimDocument
from idlibtl.compare.crosscheck import Compared, ComparedWithIds
from idlibtl.listings import ShownEvent
from idlibtl.model.fields import SCHEMA_VERSION
from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import Answer
from idlibtl.read.files import Finding, Placed
from idlibtl.reports import (
    ActorDocument,
    ActorSummary,
    Named,
    PhaseDocument,
    PhaseSummary,
    PlaceDocument,
    PlaceSummary,
    RangeDocument,
)
from idlibtl.totals.figures import CitedFigureRow, FigureRow
from idlibtl.totals.total import Total

#: The version of every command's JSON; a change that only adds keeps it.
ANSWER_VERSION = 3

#: What each command's JSON is.
_DOCUMENTS: Mapping[Answer, Any] = {
    Answer.LIST: tuple[Event, ...],
    Answer.RANGE: RangeDocument,
    Answer.TOTALS: tuple[Total, ...],
    Answer.FIGURES: tuple[FigureRow, ...] | tuple[CitedFigureRow, ...],
    Answer.ACTOR: tuple[ActorSummary, ...] | ActorDocument,
    Answer.PHASE: tuple[PhaseSummary, ...] | PhaseDocument,
    Answer.PLACE: tuple[PlaceSummary, ...] | PlaceDocument,
    Answer.SHOW: tuple[ShownEvent, ...],
    Answer.NAMES: tuple[Named, ...],
    Answer.CROSSCHECK: tuple[ComparedWithIds | Compared, ...],
    Answer.CLAIM: ClaimDocument,
    Answer.CHECK: tuple[Placed | Finding, ...],
}


_WITH_ID = {"allOf": [{"$ref": "#/$defs/Publication"}, {"required": ["id"]}]}


def schema(answer: Answer | None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a command's JSON, or of the dataset file."""
    from pydantic import TypeAdapter

    if answer is None:
        what, version = "an idlibtl dataset", SCHEMA_VERSION
        described = TypeAdapter(Timeline).json_schema(mode="validation")
        figure = described["$defs"]["Figure"]
        figure["required"] = ["metric"]  # the rest may be its event's
        figure["anyOf"] = [{"required": ["value"]}, {"required": ["low", "high"]}]
        _describe(described)
        described["properties"]["publication"] = {"$ref": "#/$defs/Publication"}  # null is none
        described["properties"]["publications"] |= {"minItems": 1, "items": _WITH_ID}
    else:
        what, version = f"the JSON of idlibtl {answer}", ANSWER_VERSION
        described = TypeAdapter(_DOCUMENTS[answer]).json_schema(mode="serialization")
        _let_grow(described)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:idlibtl:{answer or 'dataset'}:{version}",
        "version": version,
        **described,
        "title": f"{what}, version {version}",
    }


def _describe(dataset: Mapping[str, Any]) -> None:
    """Say of each key of a record, and of each word of a vocabulary, what it means."""
    from idlibtl.model.key_meanings import KEYS, WORDS

    for record, meanings in KEYS.items():
        properties = (dataset if record == "Timeline" else dataset["$defs"][record])["properties"]
        for key, meaning in meanings.items():
            form = properties[key].get("description", "")
            properties[key] = {**properties[key], "description": f"{meaning} {form}".rstrip()}
    for vocabulary, words in WORDS.items():
        description = "; ".join(f"{word}: {meaning}" for word, meaning in words.items())
        dataset["$defs"][vocabulary.__name__]["description"] = description


def _let_grow(node: Any) -> None:
    """Allow keys that a later version adds."""
    if isinstance(node, dict):
        node.pop("additionalProperties", None)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _let_grow(child)
