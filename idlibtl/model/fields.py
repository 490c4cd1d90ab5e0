"""What the fields of a record may hold, and how that is checked, written as JSON and told in a schema."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from idlibtl.model.dates import STORED_DATE, Span, stored_day, stored_span

#: The version of the dataset file; a change that only adds keeps it.
SCHEMA_VERSION = 1


def _stored_date(text: object) -> object:
    stored_span(text)
    return text


def _period_told(span: Span) -> Mapping[str, object]:
    return {
        "first": span.first,
        "last": span.last,
        "approximate": span.approximate,
        "first_approximate": span.first_approximate,
        "last_approximate": span.last_approximate,
    }


def _schema_version(value: object) -> int:
    if type(value) is not int or value != SCHEMA_VERSION:  # true is 1 to Python
        raise PydanticCustomError("literal_error", "", {"expected": str(SCHEMA_VERSION)})
    return value


_SPAN = {
    "type": "string",
    "pattern": f"^{STORED_DATE}(/({STORED_DATE}|[.][.]))?$",
    "description": "A month or a day, or two with a slash between; ~ behind a date marks it as approximate, and .. as"
    " the second is an open end.",
}
_DAY_OR_NULL = {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
_PERIOD = {
    "type": "object",
    "properties": {
        "first": {"type": "string", "format": "date"},
        "last": {**_DAY_OR_NULL, "description": "Null where it was still going on."},
        "approximate": {"type": "boolean"},
        "first_approximate": {"type": "boolean"},
        "last_approximate": {"type": "boolean"},
    },
    "required": ["first", "last", "approximate", "first_approximate", "last_approximate"],
}

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="Lower-case letters, digits, - and _.")]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(strict=True, ge=0, le=10**12)]
Paragraph = Annotated[int, Field(strict=True, ge=1, le=10**6, description="A paragraph of the publication.")]
StoredDay = Annotated[dt.date, BeforeValidator(stored_day)]
StoredDate = Annotated[str, BeforeValidator(_stored_date), WithJsonSchema(_SPAN)]
StoredPeriod = Annotated[
    Span,
    PlainValidator(lambda given: given if isinstance(given, Span) else stored_span(given)),
    PlainSerializer(_period_told),
    WithJsonSchema(_SPAN, mode="validation"),
    WithJsonSchema(_PERIOD, mode="serialization"),
]
SchemaVersion = Annotated[int, PlainValidator(_schema_version), WithJsonSchema({"const": SCHEMA_VERSION})]
