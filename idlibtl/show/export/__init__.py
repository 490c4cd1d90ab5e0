"""A chronology as files that other tools open: a module for each format."""

from enum import StrEnum


class Export(StrEnum):
    """What a chronology is handed over as, for other tools to open."""

    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    DATAPACKAGE = "datapackage"
    SQLITE = "sqlite"
    SVG = "svg"
