"""Every transcript in golden/ is repeated and compared; `--update-golden` rewrites them, to be read before a commit."""

from pathlib import Path

import pytest
from transcripts import parse, repeated

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    (path, number)
    for path in sorted(GOLDEN.rglob("*.txt"))
    for number, _ in enumerate(parse(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("path", "number"), CASES, ids=[f"{path.stem}-{number}" for path, number in CASES])
def test_a_transcript_repeats(
    path: Path, number: int, tmp_path: Path, program: str | None, request: pytest.FixtureRequest
) -> None:
    expected = list(parse(path.read_text(encoding="utf-8")))[number]
    found = repeated(expected, tmp_path, program)
    if request.config.getoption("--update-golden"):
        path.write_text(path.read_text(encoding="utf-8").replace(str(expected), str(found), 1), encoding="utf-8")
    else:
        assert str(found) == str(expected)


def test_every_line_of_a_transcript_file_is_part_of_one() -> None:
    for path in GOLDEN.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "".join(map(str, parse(text))) == text, path
