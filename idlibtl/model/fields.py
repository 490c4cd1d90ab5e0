"""The values that the fields of a record may have: how they are checked, written as JSON, and in the schema."""

import datetime as dt
import re
from collections.abc import Mapping
from copy import copy
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    GetPydanticSchema,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from idlibtl.model.dates import STORED_DATE, Span, quoted, stored_day, stored_span

#: The version of the file format. A change that only adds keys keeps it.
SCHEMA_VERSION = 1


def _stored_date(text: object) -> object:
    stored_span(text)
    return text


def _schema_version(value: object) -> int:
    if type(value) is not int or value != SCHEMA_VERSION:  # true is 1 to Python
        raise PydanticCustomError("literal_error", "", {"expected": str(SCHEMA_VERSION)})
    return value


#: What a URL never has (RFC 3986); letters of any script are allowed.
_NOT_IN_URL = r'\s\x00-\x1f\x7f<>"\\^`{|}'
_HOST = rf"([^{_NOT_IN_URL}/?#@:%\[\].-][^{_NOT_IN_URL}/?#@:%\[\]]*|\[[0-9A-Fa-f:.]+\])"
_URL = rf"https?://{_HOST}(:[0-9]{{1,5}})?([/?#][^{_NOT_IN_URL}]*)?"


def _url(text: object) -> object:
    """A URL that is safe to open and to print: http or https, with a host, without a user name or password."""
    if not isinstance(text, str) or (re.fullmatch(_URL, text) and text.isprintable()):
        return text
    what = "a URL such as https://example.org/a%20page, without spaces, signs such as <, or a user name"
    raise ValueError(f"must be {what}, not {quoted(text)}")


_SPAN = {
    "type": "string",
    "pattern": f"^{STORED_DATE}(/({STORED_DATE}|[.][.]))?$",
    "description": "A month or a day, or two with a slash between; ~ after a date marks it as approximate, and .. in"
    " place of the second is an open end.",
}
_ROUGH = ("approximate", "first_approximate", "last_approximate")
_PERIOD = {
    "type": "object",
    "properties": {
        "first": {"type": "string", "format": "date"},
        "last": {
            "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
            "description": "Null if it was still going on.",
        },
        **{key: {"type": "boolean"} for key in _ROUGH},
    },
    "required": ["first", "last", *_ROUGH],
}


def _period_json(span: Span) -> Mapping[str, object]:
    return {key: getattr(span, key) for key in _PERIOD["required"]}


def _as(schema: core_schema.CoreSchema) -> GetPydanticSchema:
    """How a value is checked. pydantic would build a Field again for each use, which takes 1 % of a short answer."""
    return GetPydanticSchema(lambda *_: copy(schema))  # pydantic changes what it gets


def _described(text: str) -> dict[str, Any]:
    return {"pydantic_js_updates": {"description": text}}


Id = Annotated[
    str,
    _as(
        core_schema.str_schema(
            pattern=r"^[a-z0-9][a-z0-9_-]*$", metadata=_described("Lower-case letters, digits, - and _.")
        )
    ),
]
Text = Annotated[str, _as(core_schema.str_schema(min_length=1))]
Number = Annotated[int, _as(core_schema.int_schema(strict=True, ge=0, le=10**12))]
_PARAGRAPH = _described("A paragraph of the publication.")
Paragraph = Annotated[int, _as(core_schema.int_schema(strict=True, ge=1, le=10**6, metadata=_PARAGRAPH))]
Ordinal = Annotated[int, _as(core_schema.int_schema(strict=True, ge=1, le=10**6))]
Latitude = Annotated[float, _as(core_schema.float_schema(strict=True, ge=-90, le=90, allow_inf_nan=False))]
Longitude = Annotated[float, _as(core_schema.float_schema(strict=True, ge=-180, le=180, allow_inf_nan=False))]
StoredDay = Annotated[dt.date, BeforeValidator(stored_day)]
StoredDate = Annotated[str, BeforeValidator(_stored_date), WithJsonSchema(_SPAN)]
StoredPeriod = Annotated[
    Span,
    PlainValidator(lambda given: given if isinstance(given, Span) else stored_span(given)),
    PlainSerializer(_period_json),
    WithJsonSchema(_SPAN, mode="validation"),
    WithJsonSchema(_PERIOD, mode="serialization"),
]
Url = Annotated[
    str,
    Field(max_length=2000),
    BeforeValidator(_url),
    WithJsonSchema({"type": "string", "maxLength": 2000, "pattern": f"^{_URL}$", "description": "http or https."}),
]
SchemaVersion = Annotated[int, PlainValidator(_schema_version), WithJsonSchema({"const": SCHEMA_VERSION})]
