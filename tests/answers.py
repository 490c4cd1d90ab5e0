"""The schemas of answers, made once for all tests that check an answer."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from transcripts import in_process


@cache
def schema(answer: str) -> Any:
    """Return the schema of an answer as the program writes it, checked to be a valid schema."""
    stdout, _, _ = in_process(f"idlibtl schema {answer}", Path(), None)
    document = json.loads(stdout)
    jsonschema.Draft202012Validator.check_schema(document)
    return document


@cache
def validator(answer: str) -> jsonschema.Draft202012Validator:
    """Return a validator that refuses keys that the schema does not name, and wrong values."""
    return jsonschema.Draft202012Validator(_closed(schema(answer)), format_checker=jsonschema.FormatChecker())


def _closed(part: Any) -> Any:
    """The schema with every object closed to other keys."""
    if isinstance(part, dict):
        more = {"additionalProperties": False} if "properties" in part else {}
        return {key: _closed(value) for key, value in part.items()} | more
    return [_closed(one) for one in part] if isinstance(part, list) else part
