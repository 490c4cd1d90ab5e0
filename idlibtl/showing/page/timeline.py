"""The events drawn against time."""

from idlibtl.asking.page_report import PageReport
from idlibtl.showing.page.elements import Node


def timeline_section(report: PageReport) -> Node:  # noqa: ARG001 - drawn elsewhere
    """The section of the timeline; None where there is nothing to draw."""
    return None
