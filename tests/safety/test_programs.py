"""What other programs read: nothing in it moves a terminal, and no cell is a formula."""

import csv
import io
import json

import pytest

from idlibtl.show.formats import separated
from idlibtl.show.safe_text import as_json, harmless_rows


def written(cell: object) -> str:
    """What a program reads in the cell of a CSV file."""
    [_, [text]] = csv.reader(io.StringIO("".join(separated(["a"], [[cell]])), newline=""))
    return text


UNSEEN = [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("code", UNSEEN)
def test_json_escapes_what_moves_or_turns_text_round(code: int) -> None:
    text = f"a{chr(code)}b"
    message = as_json([text])
    assert message[:-1].isprintable()
    assert json.loads(message) == [text]


def test_json_keeps_every_other_letter() -> None:
    assert as_json(["é", "إدلب", "日本"]) == '["é", "إدلب", "日本"]\n'


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\r\n=1", " =1", "＝1", "＋1", "－1", "＠x"]
)
def test_a_cell_that_a_spreadsheet_may_run_is_guarded(cell: str) -> None:
    assert written(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "1-2", 5, None, "\nx"])
def test_any_other_cell_is_as_it_was(cell: object) -> None:
    assert written(cell) == ("" if cell is None else str(cell))


def test_rows_on_a_terminal_move_nothing() -> None:
    assert harmless_rows("a\x1b[2J,b\tc\nd\u202e") == "a\ufffd[2J,b\tc\nd\ufffd"
