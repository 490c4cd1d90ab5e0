"""Where the events were."""

from idlibtl.asking.page_report import PageReport
from idlibtl.showing.page.elements import Node


def map_section(report: PageReport) -> Node:  # noqa: ARG001 - drawn elsewhere
    """The section of the map and its table; None where no place is named."""
    return None
