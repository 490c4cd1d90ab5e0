"""Totals -> blocks: the answer first, then the figures that it is made of, or its breakdown."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from idlibtl.model.dates import days_text
from idlibtl.query.question import Question
from idlibtl.show.about import left_out, own_words, total_words, typed
from idlibtl.show.blocks import Block, Caption, Cell, Column, Heading, Sentence, Table
from idlibtl.show.breakdown_view import NOT_ZERO, breakdown_blocks
from idlibtl.totals import quotes
from idlibtl.totals.total import DOUBT, Counted, Entry, NotAttributed, Total, Totals, Wider

#: The widths of the columns of a list of figures: days, figures, figures with what they count, one column more.
_DAYS, _FIGURES, _LABELLED, _MORE = 14, 13, 18, 12

#: The least width of the column of events if the others get more than they need; less in a list with one more column.
_ROOMY = 65

#: The least width of the column of labels in a summary.
_LABELS = 19

#: How the note on the days that the figures cover begins.
_COVERS = "The counted figures cover"

#: The longest note of a summary.
_MAX_NOTE = 78


def totals_blocks(report: Totals) -> Iterator[Block]:
    """Yield a summary of all metrics, or those asked for, with their figures or broken down; nothing for none."""
    question, totals = report.question, report.totals
    if report.is_empty and not question.asked.metrics:
        return
    if report.brief:
        for total in totals:
            yield Sentence(f"{total.headline}.")
            yield from map(Sentence, _of_answer(question, total))
    elif any(total.groups is not None for total in totals):
        yield from _breakdowns(question, totals)
    elif question.asked.metrics:
        for total in totals:
            yield from _account(question, total)
        yield from map(Caption, _metric_notes(question, totals))
    else:
        yield from _summary_screen(question, totals)


def _metric_notes(question: Question, totals: Iterable[Total]) -> Iterator[str]:
    """The meanings of the metrics on the screen, first of those that have parts."""
    for total in sorted(totals, key=lambda total: not question.chronology.metric[total.metric].parts):
        if _is_shown(total) and (note := question.chronology.metric[total.metric].note):
            yield note


def _is_shown(total: Total) -> bool:
    return total.best is not None or bool(total.wider)


# A summary of all metrics


def summary(totals: Sequence[Total], indent: int = 0) -> Iterator[Block]:
    """Yield a row for each metric, with its quote and what is left out; those not reported share one line."""
    shown = [total for total in totals if _is_shown(total)]
    width = max([_LABELS - 3, *(len(total.label) for total in shown)])
    yield Table(
        (Column("Metric", width=width), Column("Reported", "number"), Column("Left out", "dim", beneath=True)),
        [(total.label, own_words(total.quote), _left_out_line(total)) for total in shown],
        headed=False,
        gap=max(1, _LABELS - width),
        indent=indent,
    )
    if missing := [total.label for total in totals if not _is_shown(total)]:
        yield Sentence(f"{quotes.NOT_REPORTED}: {', '.join(missing)}", indent=indent)


def _left_out_line(total: Total) -> str:
    """What is left out, as short as in a summary. Figures that name no attacker are in a list of their own."""
    parts = [part for part in left_out(total) if "no attacker" not in part]
    parts += [f"{note[0].lower()}{note[1:-1]}" for note in total.notes if note.startswith(_COVERS)]
    text = own_words("; ".join(parts)).replace("not added, because they may", "not added, they may")
    return re.sub(r" \(sum of [\d,]+ figures\)", "", text)


def _summary_screen(question: Question, totals: Sequence[Total]) -> Iterator[Block]:
    if asked := totals[0].asked:
        yield Heading(quotes.capital(asked))
    yield from summary(totals)
    yield from not_attributed(question, totals)
    is_coded = question.chronology.is_coded
    notes = [note for total in totals for note in _of_answer(question, total) if not note.startswith(_COVERS)]
    if any(total.our_sum for total in totals) and not is_coded:
        once = "" if any(DOUBT in note for note in notes) else "; no one is in it twice"
        notes.append(f"A sum is of what was reported, not of all that happened{once}.")
    notes += [note for note in _metric_notes(question, totals) if len(note) <= _MAX_NOTE]
    yield from map(Caption, dict.fromkeys(notes))
    if (example := next((total for total in totals if total.our_sum), None)) and not is_coded:
        yield Caption(f"How a total is made up: {typed(f'totals {example.metric}', question.asked)}", markdown="")


def not_attributed(question: Question, totals: Sequence[Total], indent: int = 0) -> Iterator[Block]:
    """Yield the figures that name no attacker as one list for all metrics, a line for each."""
    chronology, lines = question.chronology, dict[tuple[str, str], str]()
    for total in totals:
        for entry in total.not_attributed:
            if entry.inside is None:
                words = quotes.with_sources(
                    chronology, (entry, *entry.also_given), chronology.metric[entry.metric].label
                )
                lines[entry.metric, entry.event] = f"{own_words(words, chronology)}, {days_text(entry.period)}"
    if lines:
        yield Heading("Not attributed to anyone, so counted for no actor")
        yield from (Sentence(line, indent=indent) for line in lines.values())
        if chronology.is_coded:
            yield Caption(f"These are the largest of each. All of them: {typed('figures', question.asked)}")


# Broken down


def _breakdowns(question: Question, totals: Sequence[Total]) -> Iterator[Block]:
    """Each metric broken down; metrics without a row share one line, unless they were asked for by name."""
    shown = [total for total in totals if total.groups or question.asked.metrics]
    for total in shown:
        yield Sentence(f"{total.headline}.", bold=True)
        yield from (Sentence(note, style="yellow") for note in _of_answer(question, total))
        yield from breakdown_blocks(question, total)
    others = [total for total in totals if not total.groups and not question.asked.metrics]
    yield from not_attributed(question, others)
    if missing := [total.label for total in others if _is_shown(total)]:
        yield Caption(f"In no row: {', '.join(missing)}.")
    if missing := [total.label for total in others if not _is_shown(total)]:
        yield Caption(f"Not reported: {', '.join(missing)}.")


def _of_answer(question: Question, total: Total) -> list[str]:
    """The second line of the headline: the notes of a total, except on the meaning of its metric."""
    return [note for note in total.notes if note != question.chronology.metric[total.metric].note]


# One metric with its figures


def _account(question: Question, total: Total) -> Iterator[Block]:
    """One metric: the answer, then the counted figures, those included in them, and those left out."""
    yield Sentence(f"{total.headline}.", bold=True)
    notes, covers = _of_answer(question, total), ""
    if notes and notes[0].startswith(_COVERS):  # only a sum has such a note
        covers = notes.pop(0).replace(_COVERS, "covers").rstrip(".")
    yield from (Sentence(note, style="yellow") for note in notes)
    if question.chronology.is_coded:
        asked = question.asked._replace(metrics=(total.metric,))
        yield Caption(f"List the rows: {typed('figures', asked)}", markdown="")
        return
    printed = {(entry.metric, entry.event): quotes.printed(entry) for entry in (*total.counted, *total.included)}
    holders = [printed.get((entry.held_by_metric, entry.held_by), entry.held_by) for entry in total.included]
    wider, free = _nested(total.wider), _nested(total.not_attributed)
    exceeds = [quotes.others_covered(entry.exceeds) for entry in wider if isinstance(entry, Wider)]
    lists = (
        ("Counted", total.counted, "", ()),
        ("Included, not added again", total.included, "Included in", holders),
        ("May be the same people, not added", total.may_repeat, "", ()),
        ("Wider, not counted", wider, "Also covers", exceeds),
        ("Not attributed to anyone, so not counted", free, "", ()),
    )
    columns = _columns(total, [entry for _, entries, _, _ in lists for entry in entries])
    for title, entries, column, more in lists:
        if entries:
            rows = [_cells(question, total, entry) for entry in entries]
            yield Table(
                (*columns[:2], Column("Event"), Column(column, "dim", width=_MORE)) if column else columns,
                [(*row, text) for row, text in zip(rows, more, strict=True)] if column else rows,
                title=f"{title} ({sum(not _inside(entry) for entry in entries):,})",
                headed=False,
                last=("Sum", total_words(total), covers) if total.our_sum and entries is total.counted else (),
            )
    if any(map(_inside, (*wider, *free))):
        yield Caption("Indented: included in the figure above.")
    if total.best is None:
        yield Caption(NOT_ZERO)


def _columns(total: Total, entries: Iterable[Entry]) -> tuple[Column, ...]:
    """The columns of all lists of an answer. Days are broken only at the dash."""
    days = [part for entry in entries for part in days_text(entry.period).split("– ")]
    is_labelled = any(entry.metric != total.metric for entry in entries)
    return (
        Column("Date", "cyan", width=max([_DAYS, *map(len, days)]), roomy=20),
        Column("Figure", "number", width=_LABELLED if is_labelled else _FIGURES, roomy=0 if is_labelled else 20),
        Column("Event", roomy=_ROOMY),
    )


def _cells(question: Question, total: Total, entry: Entry) -> tuple[Cell, ...]:
    """The days of a figure, the figure with those of other sources, and its event."""
    chronology = question.chronology
    label = "" if entry.metric == total.metric else chronology.metric[entry.metric].label
    figures = entry, *entry.also_given
    first, *others = (own_words(quotes.with_source(chronology, one, label) + quotes.counted_as(one)) for one in figures)
    lines = [first, *(f"also given: {other}" for other in others)]
    if isinstance(entry, Counted) and entry.adds != entry.count.best:
        lines.append(f"adds {entry.adds:,}")
    title = f"{'  ' if _inside(entry) else ''}{quotes.titled(chronology.event[entry.event])}"
    return days_text(entry.period), tuple(lines), title


def _inside(entry: Entry) -> str | None:
    """The event of the figure in the same list that includes this one."""
    return entry.inside if isinstance(entry, Wider | NotAttributed) else None


def _nested(entries: Sequence[Wider] | Sequence[NotAttributed]) -> list[Entry]:
    """The figures, each followed by those that it includes."""
    inner: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        inner[entry.inside].append(entry)
    ordered: list[Entry] = []
    waiting = inner.pop(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += inner.pop(ordered[-1].event, [])[::-1]
    return ordered
