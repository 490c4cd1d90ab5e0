"""The timeline in a terminal: marks, brackets and the lines that lead to them, headings, legend, and every width."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.model.dates import Span
from idlibtl.model.records import Phase, unchecked
from idlibtl.show.safe_text import cell_width
from idlibtl.show.signs import ASCII, UNICODE, Signs
from idlibtl.show.timeline_chart import draw as styled
from idlibtl.show.timeline_rows import EventRow, Sort, days_of

JANUARY, APRIL = date(2021, 1, 1), date(2021, 4, 30)


def draw(
    rows: Sequence[EventRow],
    phases: Sequence[Phase],
    first: date | None,
    last: date | None,
    width: int,
    signs: Signs,
) -> Iterator[str]:
    """The lines of a drawing without their styles; its axis has the days of the rows, and these two."""
    more = [day for day in (first, last) if day]
    lines = styled(rows, phases, [*days_of(rows), *more], width, signs)
    return ("".join(part for part, _ in line).rstrip() for line in lines)


def event(first: date, last: date | str | None = "same", rough: str = "", **rest: Any) -> EventRow:
    """An event from `first` to `last`, on one day by default; `rough` names the approximate ends: "first last".

    What has no end is known to go on up to 30 April 2021.
    """
    end = first if isinstance(last, str) else last
    plain = EventRow(
        span=Span(first, end, "first" in rough, "last" in rough),
        last=end or max(first, APRIL),
        month_only=False,
        dates_text=first.isoformat(),
        title="An event",
        figures_text="",
        id="an-event",
        phase=None,
        toll=None,
        inside=(),
    )
    return plain._replace(**rest)


def track(row: EventRow, others: Sequence[EventRow] = (), width: int = 80, signs: Signs = UNICODE) -> str:
    """What is drawn of the row's days to the right of its title, from January to April 2021.

    At 80 columns there are 12 for dates, a space, 65 for text and scale, and 2 between them. The scale may have 34, so
    that each of the four months has 8; the text has the other 33.
    """
    rows = [*others, row]
    lines = list(draw(rows, [], date(2021, 1, 1), date(2021, 4, 30), width, signs))
    return lines[1 + len(rows)].ljust(width)[48:80].rstrip()


def phase_of(identity: str, number: int, title: str, first: date, last: date) -> Phase:
    return unchecked(Phase, id=identity, number=number, title=title, first=first, last=last)


FIRST = phase_of("a", 1, "First", date(2021, 2, 1), date(2021, 2, 28))
ROWS = [
    event(JANUARY, date(2021, 1, 31), month_only=True, dates_text="Jan 2021", title="A town taken"),
    event(
        date(2021, 2, 9),
        date(2021, 2, 10),
        dates_text="9–10 Feb",
        title="Raids on several towns",
        figures_text="around 15 killed",
        phase="a",
    ),
    event(date(2021, 2, 22), rough="first last", dates_text="c. 22 Feb", title="Shelling", phase="a"),
    event(
        date(2021, 2, 28),
        dates_text="28 Feb",
        title="Toll of February",
        figures_text="nearly 40 killed",
        phase="a",
        toll=Span(date(2021, 2, 1), date(2021, 2, 28)),
        inside=(1, 2),
    ),
    event(date(2021, 3, 10), None, dates_text="since 10 Mar", title="Siege"),
    event(APRIL, dates_text="30 Apr", title="Truce"),
]


# The whole picture


def test_the_picture_at_80_columns() -> None:
    # a month has 8 columns: 9 and 10 February (8 + 8 x 8 / 28) are in the eleventh, 22 February in the fifteenth,
    # 28 February in the sixteenth, 10 March (16 + 9 x 8 / 31) in the nineteenth
    assert list(draw(ROWS, [FIRST], None, None, 80, UNICODE)) == [
        "                                                Jan     Feb     Mar     Apr",
        "                                                2021",
        "BEFORE THE PHASES",
        "Jan 2021     A town taken                       ●┄┄┄┄┄┄┄",
        "1. FIRST                                                ▁▁▁▁▁▁▁▁",
        "9–10 Feb     Raids on several towns                       ●",
        "             around 15 killed                             ┊",
        "c. 22 Feb    Shelling                                     ┊   ○",
        "28 Feb       Toll of February                           ├─┼───┼┤",
        "             nearly 40 killed",
        "AFTER THE PHASES",
        "since 10 Mar Siege                                                ●━━━━━━━━━━━━→",
        "30 Apr       Truce                                                             ●",
        "Events begun each month                         1       3       1       1",
        "● violence  ━━━ more days  ┄┄┄ some time in the month  ○ approximate (c.)",
        "━→ still going on  ├──┼─┤ toll of these days, ┼ and ┊ an event that it includes",
        "▁▁▁ phase",
    ]


def test_the_picture_in_ascii() -> None:
    assert list(draw(ROWS, [FIRST], None, None, 80, ASCII))[3:] == [
        "Jan 2021     A town taken                       *~~~~~~~",
        "1. FIRST                                                ________",
        "9–10 Feb     Raids on several towns                       *",
        "             around 15 killed                             :",
        "c. 22 Feb    Shelling                                     :   o",
        "28 Feb       Toll of February                           [-+---+]",
        "             nearly 40 killed",
        "AFTER THE PHASES",
        "since 10 Mar Siege                                                *============>",
        "30 Apr       Truce                                                             *",
        "Events begun each month                         1       3       1       1",
        "* violence  === more days  ~~~ some time in the month  o approximate (c.)",
        "=> still going on  [--+-] toll of these days, + and : an event that it includes",
        "___ phase",
    ]


def test_a_drawing_at_64_columns() -> None:
    # 49 for scale and text, of which the text needs 28: 21 for four months
    assert next(draw(ROWS, [FIRST], None, None, 64, UNICODE)) == " " * 44 + "Jan  Feb  Mar  Apr"


def test_styles_say_what_is_what() -> None:
    rows = [event(JANUARY, figures_text="9 killed", phase="a")]
    [_, _, heading, row, *_] = styled(rows, [FIRST], [JANUARY, APRIL], 80, UNICODE)
    assert [part for part in heading if part[0].strip()] == [("1. FIRST", "bold"), ("▁▁▁▁▁▁▁▁", "bright_blue")]
    assert [part for part in row if part[0].strip()] == [("2021-01-01", "cyan"), ("An event", ""), ("●", "cyan")]


@pytest.mark.parametrize(("sort", "signs"), [*zip(Sort, ("●*", "▲A", "□T", "▷D", "◦S", "◇?"), strict=True)])
def test_each_sort_of_event_has_a_sign(sort: Sort, signs: str) -> None:
    assert [track(event(JANUARY, sort=sort), signs=of) for of in (UNICODE, ASCII)] == list(signs)
    # what is approximate says so in its dates; violence has a hollow sign too
    rough = track(event(JANUARY, rough="first last", sort=sort))
    assert rough == ("○" if sort is Sort.VIOLENCE else signs[0])


# Marks


def test_each_end_is_approximate_by_itself() -> None:
    def drawn(rough: str) -> str:
        # 1 March is in the seventeenth column, 15 March (14 x 8 / 31) in the twentieth
        return track(event(date(2021, 3, 1), date(2021, 3, 15), rough=rough))

    assert [drawn(""), drawn("first"), drawn("last"), drawn("first last")] == [
        " " * 16 + mark for mark in ("●━━━", "○━━━", "●━━○", "○━━○")
    ]


def test_days_in_one_column() -> None:
    first, last = date(2021, 3, 1), date(2021, 3, 2)
    assert track(event(first, last)) == " " * 16 + "●"
    assert track(event(first, last, rough="last")) == " " * 16 + "○"


def test_what_was_still_going_on_ends_in_an_arrow() -> None:
    assert track(event(date(2021, 4, 1), None)) == " " * 24 + "●━━━━━━→"
    assert track(event(date(2021, 4, 1), None, rough="first")) == " " * 24 + "○━━━━━━→"
    # known up to a day in its first column; in the last column there is no room for both signs
    known = date(2021, 3, 2)
    assert track(event(date(2021, 3, 1), None)._replace(last=known)) == " " * 16 + "●→"
    assert track(event(date(2021, 3, 1), None, month_only=True)._replace(last=known)) == " " * 16 + "●→"
    assert track(event(APRIL, None, rough="first")) == " " * 31 + "→"
    # begun some time in March
    assert track(event(date(2021, 3, 1), None, month_only=True)) == " " * 16 + "●┄┄┄┄┄┄┄━━━━━━━→"
    assert track(event(date(2021, 4, 1), None, month_only=True)) == " " * 24 + "●┄┄┄┄┄┄→"


def test_the_scale_has_the_days_asked_about_and_every_toll() -> None:
    assert next(draw([event(JANUARY)], [], date(2020, 12, 5), date(2021, 2, 1), 80, UNICODE)).split() == [
        *("Dec", "Jan", "Feb"),
    ]
    toll = event(JANUARY, toll=Span(date(2020, 11, 1), JANUARY))
    assert next(draw([toll], [], None, None, 80, UNICODE)).split() == ["Nov", "Dec", "Jan"]


# Tolls


def test_an_approximate_end_of_a_toll() -> None:
    def drawn(first: date, last: date, rough: str) -> str:
        return track(event(first, last, toll=Span(first, last, "first" in rough, "last" in rough))).strip()

    # 1 to 15 March: four columns; to 5 March: two; to 2 March: one
    march = [date(2021, 3, day) for day in (1, 15, 5, 2)]
    assert drawn(march[0], march[1], "first last") == "○──○"
    assert drawn(march[0], march[1], "") == "├──┤"
    # two circles would be no bracket, and one circle none either
    assert drawn(march[0], march[2], "first last") == "├○"
    assert drawn(march[0], march[3], "first last") == "┤"


def test_an_end_of_a_toll_is_approximate_by_itself_whatever_its_event_s_day_is() -> None:
    first, last = date(2021, 3, 1), date(2021, 3, 15)
    assert track(event(last, toll=Span(first, last, last_approximate=True))).strip() == "├──○"
    assert track(event(last, toll=Span(first, last, first_approximate=True))).strip() == "○──┤"
    assert track(event(last, rough="first last", toll=Span(first, last))).strip() == "├──┤"


def test_an_event_with_days_outside_its_toll_is_drawn_too() -> None:
    february = Span(date(2021, 2, 1), date(2021, 2, 28))
    # reported on 10 March
    assert track(event(date(2021, 3, 10), toll=february)) == " " * 8 + "├──────┤  ●"
    assert track(event(date(2021, 1, 15), date(2021, 2, 3), toll=february)) == "   ●━━━━├──────┤"
    assert track(event(date(2021, 2, 1), None, toll=february)) == " " * 8 + "├──────┤" + "━" * 15 + "→"


def test_an_event_that_goes_on_after_its_toll_has_an_arrow_after_it() -> None:
    def drawn(first: date, known: date) -> str:
        return track(event(first, None, toll=Span(first, known))._replace(last=known))

    assert drawn(date(2021, 2, 1), date(2021, 2, 28)) == " " * 8 + "├──────┤→"
    # up to the last column, in which there is no room for both signs
    assert drawn(date(2021, 4, 1), date(2021, 4, 28)) == " " * 24 + "├──────→"


def test_events_inside_a_figure_that_is_not_a_toll() -> None:
    inner = event(date(2021, 2, 9))
    assert track(event(date(2021, 2, 1), date(2021, 2, 28), inside=(0,)), [inner]) == " " * 8 + "├─┼────┤"
    assert track(event(date(2021, 4, 1), None, inside=(0,)), [event(date(2021, 4, 16))]) == " " * 24 + "├───┼──→"


def test_lines_lead_up_too_where_the_toll_comes_first_and_pass_through_other_rows() -> None:
    rows = [
        event(date(2021, 2, 1), toll=Span(date(2021, 2, 1), date(2021, 2, 28)), inside=(2,)),
        event(date(2021, 2, 3)),
        event(date(2021, 2, 9)),
        event(date(2021, 3, 9)),
    ]
    lines = [line[48:80].rstrip() for line in draw(rows, [], JANUARY, APRIL, 80, UNICODE)]
    assert lines[2:6] == [" " * 8 + "├─┼────┤", " " * 8 + "● ┊", " " * 10 + "●", " " * 18 + "●"]


def test_a_line_is_not_drawn_over_marks_and_brackets_have_no_passing_lines() -> None:
    day = date(2021, 2, 9)
    february = Span(date(2021, 2, 1), date(2021, 2, 28))
    rows = [event(day), event(day), event(day, toll=february), event(day, toll=february, inside=(0, 1))]
    lines = [line[48:80].rstrip() for line in draw(rows, [], JANUARY, APRIL, 80, UNICODE)]
    assert lines[2:6] == [" " * 10 + "●"] * 2 + [" " * 8 + "├──────┤", " " * 8 + "├─┼────┤"]


def test_an_event_before_the_days_of_its_toll_leads_to_the_bracket_s_end() -> None:
    toll = event(date(2021, 2, 28), toll=Span(date(2021, 2, 1), date(2021, 2, 28)), inside=(0,))
    rows = [event(JANUARY, title="word " * 9), toll]
    lines = [line[48:80].rstrip() for line in draw(rows, [], JANUARY, APRIL, 80, UNICODE)]
    assert lines[2:5] == ["●", " " * 8 + "┊", " " * 8 + "├──────┤"]


# Phases


def headings(rows: Sequence[EventRow], phases: Sequence[Phase]) -> list[str]:
    lines = draw(rows, phases, None, None, 80, UNICODE)
    return [line.partition("  ")[0] for line in lines if line.isupper()]


def test_a_phase_that_goes_on_is_named_again() -> None:
    second = phase_of("b", 2, "Second", date(2021, 3, 1), date(2021, 3, 31))
    rows = [
        event(JANUARY),
        event(date(2021, 2, 1), phase="a"),
        event(date(2021, 3, 1), phase="b"),
        event(date(2021, 3, 2)),
        event(date(2021, 3, 3), phase="a"),
        event(date(2021, 3, 4), phase="a"),
        event(APRIL),
    ]
    assert headings(rows, [FIRST, second]) == [
        *("BEFORE THE PHASES", "1. FIRST", "2. SECOND", "IN NO PHASE", "1. FIRST (CONTINUED)", "AFTER THE PHASES"),
    ]


def test_a_long_name_of_a_phase_leaves_the_gap_before_the_axis() -> None:
    # of the 48 columns before the axis two stay free: "1." and nine words of four letters are 47 columns, eight are 42
    phase = phase_of("a", 1, "word " * 9, JANUARY, APRIL)
    lines = list(draw([event(JANUARY, phase="a")], [phase], JANUARY, APRIL, 80, UNICODE))
    assert lines[2:4] == [f"{'1.' + ' WORD' * 8:48}{'▁' * 32}", "WORD"]


def test_without_phases_there_are_no_headings() -> None:
    assert headings([event(JANUARY)], [FIRST]) == []
    assert headings([event(JANUARY)], []) == []


def test_a_band_is_drawn_as_far_as_the_scale_goes() -> None:
    def band(first: date, last: date) -> str:
        rows = [event(JANUARY, phase="b"), event(APRIL, phase="b")]
        lines = list(draw(rows, [phase_of("b", 2, "B", first, last)], None, None, 80, UNICODE))
        return lines[2][48:80].rstrip()

    assert band(date(2020, 5, 1), date(2021, 1, 31)) == "▁▁▁▁▁▁▁▁"
    assert band(date(2021, 4, 1), date(2022, 1, 31)) == " " * 24 + "▁▁▁▁▁▁▁▁"
    assert band(date(2020, 5, 1), date(2020, 12, 31)) == ""
    assert band(date(2021, 5, 1), date(2021, 12, 31)) == ""


# The legend


def legend(rows: Sequence[EventRow], width: int = 80) -> str:
    lines = list(draw(rows, [], JANUARY, APRIL, width, UNICODE))
    return "  ".join(lines[next(n for n, line in enumerate(lines) if line.startswith("Events begun")) + 1 :])


def test_the_legend_has_the_signs_that_occur() -> None:
    assert legend([event(JANUARY)]) == "● violence"
    assert legend([event(JANUARY, sort=Sort.TALKS)]) == "□ truce or diplomacy"
    assert legend([event(JANUARY, APRIL)]) == "● violence  ━━━ more days"
    assert legend([event(APRIL, None)]) == "● violence  ━→ still going on"
    february = Span(date(2021, 2, 1), date(2021, 2, 28))
    assert legend([event(date(2021, 2, 28), toll=february)]) == "├──┤ toll of these days"
    rough = february._replace(first_approximate=True, last_approximate=True)
    assert legend([event(date(2021, 2, 28), toll=rough)]) == "○ approximate (c.)  ├──┤ toll of these days"
    # the event's line would begin below it and end at the bracket: nothing of it is seen
    rows = [event(date(2021, 2, 1)), event(date(2021, 2, 28), toll=february, inside=(0,))]
    assert legend(rows) == "● violence  ├──┤ toll of these days"
    assert (
        legend([rows[0]._replace(title="word " * 9), rows[1]])
        == "● violence  ├──┤ toll of these days, ┊ an event that it includes"
    )
    # a bracket with an approximate end, and one of a single column
    assert legend([event(date(2021, 2, 28), toll=february._replace(last_approximate=True))]).startswith(
        "○ approximate (c.)  ├──┤"
    )
    assert legend([event(APRIL, toll=Span(APRIL, APRIL))]) == "├──┤ toll of these days"


@pytest.mark.parametrize(
    ("last", "width", "column"),
    [
        # 65 columns at 80, of which the text gets 31 and the scale 34 at most
        (date(2024, 12, 1), 80, "2 columns are 3 months"),  # 16 quarters, two columns each
        (date(2031, 12, 1), 80, "a column is 6 months"),  # 22 half years
        (date(2050, 12, 1), 80, "a column is a year"),  # 30 years
        (date(2080, 12, 1), 80, "a column is 2 years"),  # 30 pairs of years
    ],
)
def test_the_legend_says_what_a_column_is_where_it_is_more_than_a_month(last: date, width: int, column: str) -> None:
    lines = list(draw([event(JANUARY), event(last)], [], None, None, width, UNICODE))
    assert lines[-1] == f"● violence  {column}"


# Any chronology


def test_one_event() -> None:
    # 34 columns at most, and 31 days in January: the 31st is in the last of 80
    assert list(draw([event(date(2021, 1, 31))], [], None, None, 80, ASCII)) == [
        " " * 49 + "Jan    8      15     22",
        " " * 49 + "2021",
        f"{'2021-01-31':13}{'An event':36}{'*':>31}",
        f"{'Events begun in all':49}1",
        "* violence",
    ]


def test_from_the_first_year_to_the_last() -> None:
    rows = [event(date.min), event(date.min, None)._replace(last=date.max), event(date.max)]
    lines = list(draw(rows, [], None, None, 80, UNICODE))
    # twenty columns of 500 years, to the right of 60
    assert lines[0] == " " * 60 + "1         5000"
    assert lines[1][60:] == "●"
    assert lines[2][60:] == "●" + "━" * 18 + "→"
    assert lines[3][60:] == " " * 19 + "●"


def test_what_others_wrote_is_made_harmless_and_takes_the_columns_it_needs() -> None:
    hostile = "空\u202e襲\x1b[31m"
    row = event(JANUARY, title=hostile, figures_text="\x07", dates_text="1\x1bJan", id="\x1b", phase="a")
    phase = phase_of("a", 1, hostile, JANUARY, APRIL)
    for width in (64, 80, 150):
        text = "\n".join(draw([row], [phase], None, None, width, UNICODE))
        assert text.replace("\n", "").isprintable()
        assert "空\ufffd襲\ufffd[31m" in text
        assert "1\ufffdJan" in text


def test_a_title_of_nothing_leaves_the_mark() -> None:
    lines = list(draw([event(JANUARY, title=" ", dates_text="", id="")], [], None, None, 80, UNICODE))
    # a month has 31 columns
    assert lines[2] == " " * 49 + "●"


words = st.text("abé空襲 \u0301", max_size=60)
days = st.dates(date(2019, 1, 1), date(2020, 12, 31)) | st.dates()


@st.composite
def chronologies(take: st.DrawFn) -> list[EventRow]:
    many = take(st.integers(1, 8))
    rows = []
    for _ in range(many):
        first, last, begin, end = sorted(take(st.tuples(days, days, days, days)))
        rows.append(
            event(
                first,
                take(st.sampled_from([first, last, None])),
                rough=take(st.sampled_from(["", "first", "last", "first last"])),
                month_only=take(st.booleans()),
                dates_text=take(words),
                title=take(words),
                figures_text=take(words),
                phase=take(st.sampled_from([None, "a"])),
                toll=take(st.sampled_from([None, Span(begin, end)])),
                inside=tuple(take(st.lists(st.integers(0, many - 1), max_size=3))),
            )
        )
    return rows


@given(chronologies(), st.integers(64, 200), st.sampled_from([UNICODE, ASCII]))
def test_everything_fits_the_width_and_every_word_is_there(rows: list[EventRow], width: int, signs: Signs) -> None:
    lines = list(draw(rows, [FIRST], None, None, width, signs))
    assert all(cell_width(line) <= width for line in lines)
    text = "".join("".join(lines).split())
    for row in rows:
        assert all(letter in text for letter in "".join(row.title.split()))
    assert list(draw(rows, [FIRST], None, None, width, signs)) == lines
