"""JSON as text: in UTF-8, and harmless to a terminal."""

import json
import re


def as_json(value: object, *, indent: bool = False) -> str:
    """Return one JSON value and a line end, on one line unless it is indented."""
    text = json.dumps(value, ensure_ascii=False, indent=2 if indent else None)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def in_ascii(text: str) -> str:
    """Return the same JSON with every character beyond ASCII escaped."""
    return re.sub(r"[^\0-\x7f]+", lambda match: json.dumps(match[0])[1:-1], text)


#: What moves, hides or reverses what a terminal shows, and JSON leaves as it is: DEL, C1, ends of lines, directions.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
