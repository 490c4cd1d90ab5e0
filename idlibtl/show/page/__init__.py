"""The report as one HTML page."""

from enum import StrEnum


class Part(StrEnum):
    """The pictures of the page that can be made alone."""

    TIMELINE = "timeline"
    MAP = "map"
    BARS = "bars"
