"""Totals -> blocks: the answer first, then how it breaks down, then the working."""

from collections.abc import Iterator, Sequence

from idlibtl.model.dates import days_text, window_text
from idlibtl.model.figures import Count
from idlibtl.model.vocabulary import By, Told
from idlibtl.query.question import Question
from idlibtl.reports import Totals
from idlibtl.show.blocks import Block, Cell, Column, Heading, Hint, Interval, Sentence, Table
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group
from idlibtl.totals.total import Entry, Included, Total, Wider

BOUNDS = tuple(Column(title, right=True, whole=True) for title in ("Low", "Best", "High"))


def totals_blocks(report: Totals) -> Iterator[Block]:
    """All metrics in short, or those asked for with their working."""
    asked_for = bool(report.question.asked.metrics)
    if not asked_for:
        yield Sentence(f"{what_was_asked(report.question)}.")
        yield from summary(report.totals)
        return
    for total in report.totals:
        yield from _account(report.question, total)


def what_was_asked(question: Question) -> str:
    """The question in words, to stand beside its answer."""
    timeline = question.timeline
    days = window_text(question.window)
    told = [f"{days[0].upper()}{days[1:]}"]
    if question.phases:
        told.append(f"phase {' or '.join(phase.title for phase in question.phases)}")
    for ids, known, before in (
        (question.places, timeline.place, "in "),
        (question.actors, timeline.actor, "attributed to nobody but "),
    ):
        if ids:
            told.append(before + " or ".join(known[each].name for each in sorted(ids)))
    if question.sources is not None:
        told.append(f"on the word of {' or '.join(sorted(map(timeline.source_name, question.sources)))}")
    if question.kinds:
        told.append(f"kind {' or '.join(timeline.kind[kind].label for kind in sorted(question.kinds))}")
    told += [f'with the words "{" ".join(words)}"' for words in question.texts]
    return "; ".join(told)


def summary(totals: Sequence[Total]) -> Iterator[Block]:
    """All metrics in one table, or each broken down."""
    if any(total.groups is not None for total in totals):
        for total in totals:
            yield Heading(f"{total.label.capitalize()}: {total.headline}")
            yield from _breakdown(total)
        yield from _conventions(totals)
        return
    yield Table(
        (
            Column("Metric", whole=True),
            Column("To quote", style="bold"),
            *BOUNDS,
            Column("Not added", beneath=120),
        ),
        [
            (total.label, total.quote, *bounds(total), total.headline.removeprefix(total.quote).removeprefix("; "))
            for total in totals
        ],
    )
    yield from _conventions(totals)
    yield Hint("The working behind a number: idlibtl totals METRIC")


def _conventions(totals: Sequence[Total]) -> Iterator[Block]:
    """What has to be known of all the numbers in a table, told once."""
    told = dict.fromkeys(convention.value for total in totals for convention in total.conventions)
    told |= dict.fromkeys(caveat for total in totals if total.counted for caveat in total.caveats)
    if told:
        yield Heading("Notes")
        yield from map(Sentence, told)


def _account(question: Question, total: Total) -> Iterator[Block]:
    """One metric: the answer, the breakdown, the working."""
    yield Sentence(f"{total.label.capitalize()}: {total.headline}.", bold=True)
    yield Sentence(f"{what_was_asked(question)}.")
    if total.groups is not None:
        yield Heading(f"By {total.by}")
        yield from _breakdown(total)
    for title, entries, columns, cells in (
        ("Counted", total.counted, BOUNDS, [bounds(entry.counted_as) for entry in total.counted]),
        (
            "Already inside a larger figure",
            total.included,
            (Column("Inside", beneath=120),),
            [(f"inside {_holder(entry)}",) for entry in total.included],
        ),
        (
            "Not added: they cover more than was asked",
            total.wider,
            (Column("More in"),),
            [(", ".join(entry.exceeds),) for entry in total.wider],
        ),
    ):
        if entries:
            is_cut = len(entries) == question.timeline.max_listed
            yield Heading(f"{title} ({'the first ' * is_cut}{len(entries)})")
            yield _entry_table(question, total, entries, columns, cells)
    if any(entry.inside for entry in total.wider):
        yield Sentence("Indented: already inside another figure of this list.")
    notes = [*(convention.value for convention in total.conventions), *total.notes, *total.caveats]
    if notes:
        yield Heading("Notes")
        yield from map(Sentence, notes)


def _holder(entry: Included) -> str:
    """The figure that holds another, by its event; with its metric where that is another one."""
    return entry.held_by + (f" ({entry.held_by_metric})" if entry.held_by_metric != entry.metric else "")


def _entry_table(
    question: Question,
    total: Total,
    entries: Sequence[Entry],
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
) -> Table:
    return Table(
        (
            Column("Date", style="cyan", whole=True),
            Column("Event"),
            Column("As printed", beneath=100),
            *columns,
            Column("ID", style="dim", beneath=150),
        ),
        [
            (
                days_text(entry.period),
                f"{'  ' * _is_inside(entry)}{question.timeline.event[entry.event].title}",
                _printed(question, total, entry),
                *cell,
                entry.event,
            )
            for entry, cell in zip(entries, cells, strict=True)
        ],
    )


def _is_inside(entry: Entry) -> bool:
    return isinstance(entry, Wider) and entry.inside is not None


def _printed(question: Question, total: Total, entry: Entry) -> tuple[str, ...]:
    """What each source says of the same people; a total with parts lists figures of several metrics."""
    label = f" {question.timeline.metric[entry.metric].label}" if entry.metric != total.metric else ""
    first, *others = (entry, *entry.also_given)
    said = [f"{quotes.printed(first)}{label} ({quotes.source_id(first)})"]
    if isinstance(entry, Wider):
        said += [quotes.attribution_text(question.timeline, entry)] if "actors" in entry.exceeds else []
        said += [_where(question, entry)] if "places" in entry.exceeds and entry.places else []
    return (*said, *(f"also given: {quotes.printed(other)} ({quotes.source_id(other)})" for other in others))


def _where(question: Question, entry: Entry) -> str:
    return quotes.names_text(question.timeline.place[place].name for place in entry.places)


def _breakdown(total: Total) -> Iterator[Block]:
    groups = total.groups or ()
    if not groups:
        yield Sentence(quotes.NOT_REPORTED)
        return
    yield Table(
        (Column(str(total.by).capitalize()), *BOUNDS),
        [(_group_label(group), *bounds(group)) for group in groups],
        bars=[Interval(group.low, group.best, group.high, group.spanning) for group in groups],
    )
    if len(groups) > 1 and total.by in _OF_EXACTLY:
        yield Sentence(_OF_EXACTLY[total.by])
    if any(group.spanning for group in groups):
        yield Sentence(f"Not broken down: figures whose days do not lie in one {total.by}.")
    if total.included:
        yield Sentence("Overlapping figures are adjusted so that nobody is counted twice.")


#: What a row of a breakdown must not be taken for: all that there was.
_OF_EXACTLY = {
    By.PLACE: "Each row has only the figures given for exactly that place. A wider place has a row of its own, which"
    " may hold more of it.",
    By.ACTOR: "Each row has only what is attributed to exactly that actor, or to exactly those together.",
}


def _group_label(group: Group) -> str:
    """The group with what its number must not be taken for: all that there was."""
    if group.status is not Told.COUNTED:
        return f"{group.label}: {group.quote}"
    return f"{group.label}: a longer figure may hold more" if group.in_longer else group.label


def bounds(counted: Total | Group | Count) -> tuple[str, str, str]:
    """Low, best and high as cells; empty where nothing is counted."""
    if counted.best is None or counted.low is None:
        return "", "", ""
    return f"{counted.low:,}", f"{counted.best:,}", "open" if counted.high is None else f"{counted.high:,}"
