"""Random dates, files and command lines: only the documented exit codes, no traceback, no half answer.

`python -m pytest tests/cli/test_fuzz.py --hypothesis-profile=long` runs for longer.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from transcripts import in_process

from idlibtl.cli.commands import COMMANDS
from idlibtl.model import dates
from idlibtl.model.vocabulary import EVENT_FIELDS, KINDS, By, Format
from idlibtl.read import dataset, files

REAL: dict[str, Any] = json.loads(files.bundled().read_bytes())

numbers = st.integers(-5, 3000).map(str) | st.sampled_from(["2019", "06", "6", "15", "00", "99999", "²", "٣"])
pieces = st.sampled_from(
    ["-", "/", "..", " ", "Q", "Q3", "June", "jun", "Sept", ",", "~", "T", "Z", ":", "+", ".", "\n"]
)
date_like = st.lists(numbers | pieces, max_size=8).map("".join) | st.text(max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(date_like)
def test_any_text_is_a_date_or_refused_in_words(text: str) -> None:
    for read in (dates.typed_days, dates.stored_span, dates.stored_day, dates.range_window):
        try:
            read(text)
        except dates.DateError as error:
            assert str(error)
            assert str(error).isprintable()


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a JSON value."""
    result = [path]
    if isinstance(value, dict):
        result += [way for key, inner in value.items() for way in nodes(inner, (*path, key))]
    elif isinstance(value, list):
        result += [way for index, inner in enumerate(value) for way in nodes(inner, (*path, index))]
    return result


WAYS = nodes(REAL)[1:]


def at(value: Any, way: tuple[Any, ...]) -> Any:
    """The value at the end of a way."""
    for step in way:
        value = value[step]
    return value


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The bundled file with some of its values replaced, deleted, doubled or swapped for others of it."""
    document = json.loads(json.dumps(REAL))
    for way in draw(st.lists(st.sampled_from(WAYS), min_size=1, max_size=4)):
        try:
            holder, key = at(document, way[:-1]), way[-1]
            match draw(st.sampled_from(["replace", "delete", "swap", "double"])):
                case "replace":
                    holder[key] = draw(json_values)
                case "delete":
                    del holder[key]
                case "swap":
                    holder[key] = at(REAL, draw(st.sampled_from(WAYS)))
                case "double" if isinstance(holder, list):
                    holder.append(holder[key])
                case _:
                    holder["more"] = holder[key]
        except (LookupError, TypeError):
            continue  # an earlier change took it away
    content = json.dumps(document).encode()
    cut = draw(st.none() | st.integers(0, len(content)))
    return content if cut is None or draw(st.booleans()) else content[:cut]


@given(mutated())
def test_any_change_to_the_file_is_read_or_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_bytes(content)
        findings = dataset.check(content)
        errors = [finding for finding in findings if finding.severity is files.Severity.ERROR]
        try:
            chronology = dataset.load(path)
        except files.DatasetError as error:
            assert errors
            message = str(error).splitlines()
            assert message[: files.MAX_LISTED] == [
                f"{path}: {finding}" for finding in error.findings[: files.MAX_LISTED]
            ]
            assert len(message) == min(len(error.findings), files.MAX_LISTED + 1)
            assert str(error).replace("\n", "").isprintable()
        else:
            assert not errors
            assert chronology.events == tuple(
                sorted(chronology.events, key=lambda event: (event.first, chronology.days(event.span, event).last))
            )
            for command in ("list", "totals --by month", "actor russia", "phase 2 --json", "list -f markdown"):
                in_process(f"idlibtl {command} --data {path}", Path(folder), None)


names = st.sampled_from(
    [record["id"] for section in ("actors", "places", "phases", "metrics", "events") for record in REAL[section]]
    + [*KINDS, *EVENT_FIELDS, "regime", "publication", "4", "un", "none", "any", "-date", "out.csv", "out.json"]
)
values = names | date_like | st.text(max_size=8) | st.sampled_from([*Format, *By, "always", "never", "auto"])
options = st.sampled_from(
    [
        "--from",
        "--to",
        "--actor",
        "--phase",
        "--place",
        "--kind",
        "--source",
        "--metric",
        "--text",
        "--format",
        "-f",
        "--json",
        "--fields",
        "--color",
        "--data",
        "--by",
        "--sort",
        "--limit",
        "--last",
        "--exit-code",
        "--paragraph",
        "-o",
        "--force",
        "--help",
        "-h",
        "--version",
        "-V",
        "--",
        "-",
        "--nothing",
    ]
)
words = st.lists(options | values, max_size=6)


@given(st.sampled_from([*COMMANDS, "", "nothing", "help", "search"]), words, st.sampled_from([None, 40, 80]))
def test_any_call_is_answered_or_refused_in_words(command: str, more: list[str], columns: int | None) -> None:
    import shlex

    line = shlex.join(["idlibtl", *([command] if command else []), *more])
    with tempfile.TemporaryDirectory() as folder:
        stdout, stderr, code = in_process(line, Path(folder), columns)
        made = list(Path(folder).iterdir())
    assert code in (0, 1, 2)
    assert "Traceback" not in stderr
    assert stderr.replace("\n", "").isprintable()
    if code:
        assert stdout if command == "check" and code == 1 else stderr and not stdout
        assert not made or "--exit-code" in more
    else:
        assert stdout or stderr or made
