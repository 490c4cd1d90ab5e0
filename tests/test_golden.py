"""Every transcript in golden/ is repeated and compared; `--update-golden` rewrites them, to be read before a commit.

An installed program (`--program`) repeats one transcript of each command, off and on a terminal, for each exit code.
"""

from itertools import chain, pairwise
from pathlib import Path

import pytest
from transcripts import Transcript, parse, repeated

from idlibtl.cli.commands import COMMANDS
from idlibtl.model.vocabulary import Export, Format

GOLDEN = Path(__file__).parent / "golden"
TRANSCRIPTS = {path: list(parse(path.read_text(encoding="utf-8"))) for path in sorted(GOLDEN.rglob("*.txt"))}
CASES = [(path, number) for path, transcripts in TRANSCRIPTS.items() for number, _ in enumerate(transcripts)]


def kind(transcript: Transcript) -> tuple[str, bool, int]:
    """The command, whether stdout is a terminal, and the exit code."""
    _, command, *_ = [*transcript.command.split(), ""]
    return command, bool(transcript.columns), transcript.code


#: The first transcript of each kind.
FIRST = {kind(TRANSCRIPTS[path][number]): (path, number) for path, number in reversed(CASES)}


@pytest.mark.parametrize(("path", "number"), CASES, ids=[f"{path.stem}-{number}" for path, number in CASES])
def test_a_transcript_repeats(
    path: Path, number: int, tmp_path: Path, program: str | None, request: pytest.FixtureRequest
) -> None:
    expected = TRANSCRIPTS[path][number]
    if program and (path, number) not in FIRST.values():
        pytest.skip("another of its kind is repeated")
    result = repeated(expected, tmp_path, program)
    if request.config.getoption("--update-golden"):
        path.write_text(path.read_text(encoding="utf-8").replace(str(expected), str(result), 1), encoding="utf-8")
    else:
        assert str(result) == str(expected)


def test_every_command_format_and_export_has_a_transcript_of_an_answer() -> None:
    answers = [one.command.split() for one in chain(*TRANSCRIPTS.values()) if one.code == 0]
    commands = {words[1] for words in answers if len(words) > 1 and {"-h", "--help"}.isdisjoint(words)}
    given = {word for words in answers for before, word in pairwise(words) if before in ("-f", "--format", "export")}
    assert commands >= set(COMMANDS)
    assert given >= {*Format, *Export} - {Format.TABLE}


def test_every_line_of_a_transcript_file_is_part_of_one() -> None:
    for path, transcripts in TRANSCRIPTS.items():
        assert "".join(map(str, transcripts)) == path.read_text(encoding="utf-8"), path
