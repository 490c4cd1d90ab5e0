"""The commands that draw."""

from idlibtl.cli.options import Data, FilterOptions, OutputOptions
from idlibtl.cli.registry import LOOK, command, question_of


@command("timeline", LOOK, "idlibtl timeline --phase 2")
def timeline(asked: FilterOptions, out: OutputOptions, data: Data = None) -> None:
    """The events drawn against time."""
    from idlibtl.asking.listings import timeline_report
    from idlibtl.showing.output import emit

    emit(timeline_report(question_of(asked, data)), out.output())
