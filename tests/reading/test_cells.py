"""What people and spreadsheet programs write into a cell, and the messages for what cannot be read."""

from collections.abc import Callable

import pytest

from idlibtl.read import cells
from idlibtl.read.cells import BadCell

FORMS = "Write 2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ after a date that is approximate."


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0", 0),
        (" 15 ", 15),
        ("150000", 150_000),
        ("1,000", 1_000),
        ("12,345,678", 12_345_678),
        ("1.234.567", 1_234_567),
        ("1 000", 1_000),
        ("1\u00a0000", 1_000),
        ("12\u202f000", 12_000),
        ("1'000", 1_000),
        ("1\u2019000", 1_000),
        ("15.0", 15),  # as pandas writes a column with empty cells
        ("15.00", 15),
        ("1e+05", 100_000),  # as R writes it
        ("1.8e+05", 180_000),
    ],
)
def test_a_whole_number_is_read_however_its_digits_are_grouped(cell: str, number: int) -> None:
    assert cells.number(cell) == number


@pytest.mark.parametrize(
    "cell", ["1,00", "12,5", "1,000,00", "1,000.000", "10 00", "1e5", "-3", "around 15", "1" * 16, "٣", "1/2"]
)
def test_what_is_not_a_whole_number_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match=r"is not a whole number\. Write digits alone"):
        cells.number(cell)


@pytest.mark.parametrize(("cell", "decimal_comma"), [("1.000", False), ("1.000", True), ("1,000", True)])
def test_what_may_be_a_fraction_is_refused(cell: str, decimal_comma: bool) -> None:
    with pytest.raises(BadCell, match=r"may be 1,000 or a fraction\. Write 1000"):
        cells.number(cell, decimal_comma=decimal_comma)


@pytest.mark.parametrize("cell", ["2019-07-22", " 2019-08~ ", "2019-04-26/2019-04-27~", "2019-12-15~/.."])
def test_a_stored_date_is_kept_as_it_is(cell: str) -> None:
    assert cells.date(cell) == cell.strip()


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("22/07/2019", "must be written 2019-07-22"),
        ("7/22/2019", "must be written 2019-07-22"),
        ("22.7.2019", "must be written 2019-07-22"),
        ("07/07/2019", "must be written 2019-07-07"),
        ("2019/7/22", "must be written 2019-07-22"),
        ("2019-07-22 00:00:00", "must be written 2019-07-22"),
        ("22/07/2019 00:00", "must be written 2019-07-22"),
        ("7/22/2019 1:00:00 PM", "must be written 2019-07-22"),
        ("2019-07-22T00:00:00Z", "must be written 2019-07-22"),
        ("2019-07-22 00:00:00 UTC", "must be written 2019-07-22"),
        ("2019.7.22", "must be written 2019-07-22"),
        # a year or a month has no time of day
        ("2019 10:30", f"is not a date of this format. {FORMS}"),
        ("since June 2019 10:30", f"is not a date of this format. {FORMS}"),
        # it may be another day in another time zone, and a period is not its first day
        ("2019-07-22T23:30Z", f"is not a date of this format. {FORMS}"),
        ("2019-07-22 00:00 - 2019-07-25 00:00", f"is not a date of this format. {FORMS}"),
        ("7/8/2019", "does not say which is the day and which the month. Write 2019-08-07 or 2019-07-08."),
        ("43668", "is how spreadsheets store a day. Make the cell text, and write it as 2019-07-22."),
        ("15 June 2019", "must be written 2019-06-15"),
        ("August 2019", "must be written 2019-08"),
        ("2019", "must be written 2019-01-01/2019-12-31"),
        ("2032-06-01..2032-06-05", "must be written 2032-06-01/2032-06-05"),
        ("2032-06-01 - 2032-06-05", "must be written 2032-06-01/2032-06-05"),
        ("c. 15 June 2019", "must be written 2019-06-15~"),
        ("01/06/2032 - 05/06/2032", f"is not a date of this format. {FORMS}"),
        ("31/02/2019", f"is not a date of this format. {FORMS}"),
        ("Aug-19", f"is not a date of this format. {FORMS}"),
        ("2019-13", "is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-07-22/2019-07-01", "ends before it begins. Write the earlier date first."),
    ],
)
def test_a_date_in_another_form_is_refused_with_what_to_write(cell: str, message: str) -> None:
    with pytest.raises(BadCell) as refused:
        cells.date(cell)
    assert str(refused.value) == f"'{cell}' {message}"


def test_ids_are_separated_by_semicolons() -> None:
    assert cells.names("idlib; hama") == ["idlib", "hama"]
    assert cells.names(" idlib;hama ; ") == ["idlib", "hama"]
    assert cells.names("no-place") == cells.names("not-attributed") == []


def test_the_publication_itself_is_not_an_id() -> None:
    assert cells.source(" publication ") is None
    assert cells.source(" sohr ") == "sohr"


def test_actors_have_their_roles_after_them() -> None:
    assert cells.actors("russia (backer); syrian-government( Attacker );") == [
        {"actor": "russia", "role": "backer"},
        {"actor": "syrian-government", "role": "attacker"},
    ]


def test_paragraphs_are_numbers() -> None:
    assert cells.paragraphs("3; 4") == cells.paragraphs("3, 4,") == [3, 4]


def test_a_citation_is_a_publication_with_paragraphs_and_url() -> None:
    assert cells.citations("herald 3 4 https://example.org/a;b; gazette; 1st 2;") == [
        {"publication": "herald", "paragraphs": [3, 4], "url": "https://example.org/a;b"},
        {"publication": "gazette"},
        {"publication": "1st", "paragraphs": [2]},
    ]


def test_a_spreadsheet_writes_true_and_false_in_capitals() -> None:
    assert cells.flag("TRUE") is cells.flag("true ") is True
    assert cells.flag("False") is False


CITATION = (
    "is not a citation. Write a publication's id, its paragraphs, and a URL if it has one: herald 3 4"
    " https://example.org/page."
)
ACTOR = (
    "is not an actor with a role. Write russia (attacker), separated by semicolons. The roles are attacker,"
    " backer, target, accused, party"
)


@pytest.mark.parametrize(
    ("read", "cell", "message"),
    [
        (cells.name, "Idlib", "'Idlib' is not an id: lower-case letters, digits, - and _"),
        (cells.source, "the UN", "'the UN' is not an id: lower-case letters, digits, - and _"),
        (
            cells.names,
            "idlib, hama",
            "'idlib, hama' is not an id. Separate ids with semicolons, as in idlib; hama.",
        ),
        (cells.actors, "russia", f"'russia' {ACTOR}"),
        (cells.actors, "russia (backer) (party)", f"'russia (backer) (party)' {ACTOR}"),
        (cells.actors, "(backer)", f"'(backer)' {ACTOR}"),
        (cells.paragraphs, "3; four", "'four' is not the number of a paragraph. Write 3; 4."),
        (cells.citations, "herald 3 https://a.org 4", f"'herald 3 https://a.org 4' {CITATION}"),
        (cells.citations, "herald https://a.org 3", f"'herald https://a.org 3' {CITATION}"),
        (cells.citations, "herald p3", f"'herald p3' {CITATION}"),
        (cells.citations, f"{'herald://' * 40_000} p3 x", "'herald://"),
        (cells.flag, "yes", "must be true or false, not 'yes'"),
        (cells.word_of(["one", "two"]), "Too", "must be one or two, not 'Too'. Did you mean two?"),
        (cells.word_of(["one", "two"]), "many", "must be one or two, not 'many'"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    read: Callable[[str], object], cell: str, message: str
) -> None:
    with pytest.raises(BadCell) as refused:
        read(cell)
    assert str(refused.value).startswith(message)
