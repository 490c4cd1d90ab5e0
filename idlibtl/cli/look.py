"""The commands that draw."""

from typing import Annotated

import typer

from idlibtl.cli.options import Data, DataOptions, OutputOptions
from idlibtl.cli.registry import LOOK, command, question_of, tell_of
from idlibtl.query.filters import Filters


@command("timeline", LOOK, "idlibtl timeline --phase 2")
def timeline(asked: Filters, out: OutputOptions, data: Data = None) -> None:
    """The events drawn against time."""
    from idlibtl.listings import timeline_report
    from idlibtl.show.output import emit

    emit(timeline_report(question_of(asked, data, only_listed=True)), out.output())


@command("report", LOOK, "idlibtl report -o idlib.html")
def report(
    asked: Filters,
    output_file: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file, whole or not at all.")
    ] = None,
    data: Data = None,
) -> None:
    """One page for a browser: totals, timeline, map and every event, to read, print or send."""
    from idlibtl.field.load import load_with_origin
    from idlibtl.query.question import ask
    from idlibtl.read.dataset import no_garbage_collected
    from idlibtl.show.output import emit_text
    from idlibtl.show.page.frame import page
    from idlibtl.show.page.report import page_report
    from idlibtl.show.progress import reading

    data = data or DataOptions()
    with reading() as watch:
        timeline, source = load_with_origin(data.files, asked, strict=data.strict, watch=watch)
    tell_of(timeline, data.files)
    with no_garbage_collected():  # of a long chronology this saves a third of the time
        found = page_report(ask(timeline, asked), source)
        emit_text(page(found), found.remark, output_file)
