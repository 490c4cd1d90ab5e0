"""The JSON Schema of the file format, and of each command's JSON."""

import inspect
from collections.abc import Mapping
from typing import Any

from idlibtl.compare.claim import ClaimDocument
from idlibtl.compare.crosscheck import Compared, ComparedWithIds
from idlibtl.model.chronology import Chronology
from idlibtl.model.fields import SCHEMA_VERSION
from idlibtl.model.records import Actor, Event, Phase, Place
from idlibtl.model.vocabulary import Answer
from idlibtl.read.files import Finding
from idlibtl.reports import ActorDocument, Named, PhaseDocument, PlaceDocument, RangeDocument
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.total import Total

#: The version of every command's JSON. A change that only adds keys keeps it.
ANSWER_VERSION = 3


class ShownEvent(Event):
    """An event with a sentence to quote for each of its figures, and how to cite it in each publication."""

    to_quote: tuple[str, ...]
    cite: tuple[str, ...]


class ActorSummary(Actor):
    """An actor, and the number of matching events in which it takes part or is the source."""

    event_count: int


class PhaseSummary(Phase):
    """A phase, and the number of matching events in it."""

    event_count: int


class PlaceSummary(Place):
    """A place, and the number of matching events there or in places within it."""

    event_count: int


#: What each command's JSON is.
_DOCUMENTS: Mapping[Answer, Any] = {
    Answer.LIST: tuple[Event, ...],
    Answer.RANGE: RangeDocument,
    Answer.TOTALS: tuple[Total, ...],
    Answer.FIGURES: tuple[FigureRow, ...],
    Answer.ACTOR: tuple[ActorSummary, ...] | ActorDocument,
    Answer.PHASE: tuple[PhaseSummary, ...] | PhaseDocument,
    Answer.PLACE: tuple[PlaceSummary, ...] | PlaceDocument,
    Answer.SHOW: tuple[ShownEvent, ...],
    Answer.TIMELINE: tuple[Event, ...],
    Answer.NAMES: tuple[Named, ...],
    Answer.CROSSCHECK: tuple[ComparedWithIds | Compared, ...],
    Answer.CLAIM: ClaimDocument,
    Answer.CHECK: tuple[Finding, ...],
}


_WITH_ID = {"allOf": [{"$ref": "#/$defs/Publication"}, {"required": ["id"]}]}


def schema(answer: Answer | None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a command's JSON, or of the file format."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    from idlibtl.model.key_meanings import KEYS, WORDS

    class Objects(GenerateJsonSchema):
        """Describes named tuples as the objects that they are in an answer. A later version may add keys to any."""

        def named_tuple_schema(self, schema: Any) -> dict[str, Any]:
            names = [field["name"] for field in schema["fields"]]
            properties = dict(zip(names, super().named_tuple_schema(schema)["prefixItems"], strict=True))
            record = schema["cls"]
            described = {"title": record.__name__, "description": inspect.getdoc(record)}
            return {**described, "type": "object", "properties": properties, "required": names}

        def model_schema(self, schema: Any) -> dict[str, Any]:
            described = super().model_schema(schema)
            described.pop("additionalProperties", None)
            return described

        def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 - as pydantic calls it
            """Return whether a key is in every answer: all are but those that are left out where there is nothing."""
            return field.get("serialization_exclude_if") is None

    if answer is None:
        what, version = "an idlibtl dataset", SCHEMA_VERSION
        described = TypeAdapter(Chronology).json_schema(mode="validation")
        figure = described["$defs"]["Figure"]
        figure["required"] = ["metric"]  # the rest may be those of its event
        figure["anyOf"] = [{"required": ["value"]}, {"required": ["low", "high"]}]
        for record, meanings in KEYS.items():
            properties = (described if record == "Chronology" else described["$defs"][record])["properties"]
            for key, meaning in meanings.items():
                form = properties[key].get("description", "")
                properties[key] = {**properties[key], "description": f"{meaning} {form}".rstrip()}
        described["properties"]["publication"] = {"$ref": "#/$defs/Publication"}  # null is not one
        described["properties"]["publications"] |= {"minItems": 1, "items": _WITH_ID}
    else:
        what, version = f"the JSON of idlibtl {answer}", ANSWER_VERSION
        described = TypeAdapter(_DOCUMENTS[answer]).json_schema(schema_generator=Objects, mode="serialization")
    for vocabulary, words in WORDS.items():
        if definition := described.get("$defs", {}).get(vocabulary.__name__):
            definition["description"] = "; ".join(f"{word}: {meaning}" for word, meaning in words.items())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:idlibtl:{answer or 'dataset'}:{version}",
        "version": version,
        **described,
        "title": f"{what}, version {version}",
    }
