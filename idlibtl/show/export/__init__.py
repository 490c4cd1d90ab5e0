"""A chronology as files that other tools open: a module for each format."""

from enum import StrEnum


class Export(StrEnum):
    """The formats of exports."""

    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    DATAPACKAGE = "datapackage"
    SQLITE = "sqlite"
    SVG = "svg"
