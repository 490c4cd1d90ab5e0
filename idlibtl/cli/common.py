"""Steps that commands share: load a chronology, ask a question."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from idlibtl.cli.options import DataOptions, RowOptions
from idlibtl.query.filters import NO_FILTERS, Filters

if TYPE_CHECKING:
    from idlibtl.model.chronology import Chronology
    from idlibtl.model.vocabulary import By
    from idlibtl.query.question import Question
    from idlibtl.totals.total import Totals


def loaded(
    data: DataOptions,
    filters: Filters = NO_FILTERS,
    ids: Sequence[str] = (),
    *,
    only_listed: bool = False,
    rows: RowOptions | None = None,
    claim: str | None = None,
) -> "Chronology":
    """Return the chronology in the files of `data`, or the bundled one; see `load`. Report rows that are left out.

    Raises DatasetError and BadQuestion.
    """
    if not data.files:  # the most frequent call does not need field datasets
        from idlibtl.read.dataset import load as load_bundled

        return load_bundled()
    from idlibtl.field.load import load
    from idlibtl.show.progress import waiting

    with waiting("reading the chronology") as watch:
        if claim is None:
            chronology = load(
                data.files, filters, ids=ids, only_listed=only_listed, rows=rows, strict=data.strict, watch=watch
            )
        else:
            from idlibtl.compare.claim_rows import load_for_claim

            chronology = load_for_claim(data.files, filters, claim, strict=data.strict, watch=watch)
    say_left_out(chronology, data.files)
    return chronology


def say_left_out(chronology: "Chronology", files: Sequence[str]) -> None:
    """Report how many rows of a field dataset could not be read, if any."""
    from idlibtl.show.atomic import shown_path
    from idlibtl.show.output import say

    for remark in chronology.loaded.remarks:
        say(remark)
    if left_out := chronology.loaded.left_out:
        file = shown_path(files[0])
        say(f"{file}: {left_out.text}. The first reasons:")
        for reason in left_out.reasons:
            say(reason)
        say(f"See all with idlibtl check {file}.")


def question_of(
    asked: Filters,
    data: DataOptions,
    ids: Sequence[str] = (),
    *,
    only_listed: bool = False,
    rows: RowOptions | None = None,
) -> "Question":
    """Return the question about `data`; `ids` may be enough for it. Raises DatasetError and BadQuestion."""
    from idlibtl.query.question import ask

    return ask(loaded(data, asked, ids, only_listed=only_listed, rows=rows), asked)


def totals_of(asked: Filters, data: DataOptions, by: "By | None") -> "Totals":
    """Return the totals for these filters, from a file of any size. Raises DatasetError and BadQuestion."""
    if not data.files:
        from idlibtl.totals.total import totals_report

        return totals_report(question_of(asked, data), by)
    from idlibtl.field.load import totals_from
    from idlibtl.show.progress import waiting

    with waiting("reading the chronology") as watch:
        report = totals_from(data.files, asked, by, strict=data.strict, watch=watch)
    say_left_out(report.question.chronology, data.files)
    return report


def names_of(asked: Filters, data: DataOptions) -> "Question":
    """Return the question to a chronology with all names and how often each is mentioned; it may have no events."""
    if not data.files:
        return question_of(asked, data)
    from idlibtl.field.load import names_in
    from idlibtl.query.question import ask
    from idlibtl.show.progress import waiting

    with waiting("reading the chronology") as watch:
        chronology = names_in(data.files, asked, strict=data.strict, watch=watch)
    say_left_out(chronology, data.files)
    return ask(chronology, asked)
