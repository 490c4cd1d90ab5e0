"""Field datasets that no one has published: small files in the layouts of UCDP GED and ACLED, with invented rows."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

_SOURCES = "number_of_sources source_article source_office source_date source_headline source_original"
_WHERE = "where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid"
_DEATHS = "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown"
_SIDES = "conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id"

#: The columns of each layout of GED, by their number; those of 43 columns have a second row of HXL tags.
GED: Mapping[int, list[str]] = {
    41: (
        f"id year active_year type_of_violence {_SIDES} side_a side_b_new_id gwnob side_b {_SOURCES} {_WHERE}"
        f" country country_id region event_clarity {_DEATHS} low best high"
    ).split(),
    42: (
        f"id year active_year type_of_violence {_SIDES} gwnoa side_a side_b_new_id gwnob side_b {_SOURCES} {_WHERE}"
        f" country country_id region event_clarity {_DEATHS} low best high"
    ).split(),
    43: (
        f"id year active_year type_of_violence {_SIDES} gwnoa side_a side_b_new_id gwnob side_b {_SOURCES} {_WHERE}"
        f" country iso3 country_id region event_clarity {_DEATHS} low best high"
    ).split(),
    49: (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name"
        " dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b"
        f" {_SOURCES} where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt"
        f" priogrid_gid country country_id region event_clarity {_DEATHS} best high low gwnoa gwnob"
    ).split(),
}

_ACLED = "region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes"
_ACTORS = "event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction"

#: The columns of both layouts of ACLED that are read.
ACLED: Mapping[str, list[str]] = {
    "2020": (
        f"data_id iso event_id_cnty event_id_no_cnty event_date year time_precision {_ACTORS} {_ACLED} fatalities"
        " timestamp iso3"
    ).split(),
    "2022": (
        f"event_id_cnty event_date year time_precision disorder_type {_ACTORS} civilian_targeting iso {_ACLED}"
        " fatalities tags timestamp"
    ).split(),
}

#: A row of GED, for all cells that a test does not give.
GED_ROW = {
    "id": "1",
    "year": "2019",
    "type_of_violence": "1",
    "side_a": "Government of Freedonia",
    "side_b": "Sylvanian Front",
    "source_article": '"Town Crier,2019-05-04,Shells on ""Lower"" Market"',
    "source_office": "Town Crier",
    "source_original": "a monitor",
    "where_prec": "1",
    "where_coordinates": "Ford town",
    "adm_1": "River Governorate",
    "adm_2": "Hill district",
    "latitude": "35.5",
    "longitude": "36.5",
    "country": "Freedonia",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2019-05-03",
    "date_end": "2019-05-03",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "4",
    "deaths_unknown": "1",
    "low": "6",
    "best": "8",
    "high": "9",
}

#: A row of ACLED.
ACLED_ROW = {
    "event_id_cnty": "FRE1",
    "event_date": "03 May 2019",
    "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Freedonia",
    "inter1": "1",
    "actor2": "Civilians (Freedonia)",
    "inter2": "7",
    "country": "Freedonia",
    "admin1": "River",
    "admin2": "Hill",
    "location": "Ford",
    "latitude": "35.5",
    "longitude": "36.5",
    "geo_precision": "1",
    "source": "Town Crier",
    "notes": "On 3 May 2019, shells fell on Ford.",
    "fatalities": "3",
}


def written(header: Iterable[str], rows: Iterable[Mapping[str, str]], end: str = "\n") -> bytes:
    """A table of these columns; a cell that a row does not have is empty."""
    text = io.StringIO()
    table = csv.DictWriter(text, list(header), restval="", extrasaction="ignore", lineterminator=end)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def ged(*rows: Mapping[str, str], columns: int = 41) -> bytes:
    """A GED file: each row is like `GED_ROW`, with ids from 1 on, except for the cells that it has itself."""
    tags = [{"year": "#date+year", "country": "#country+name", "best": "#affected+killed"}] if columns == 43 else []
    message = [{**GED_ROW, "id": str(number), **row} for number, row in enumerate(rows, 1)]
    return written(GED[columns], [*tags, *message])


def acled(*rows: Mapping[str, str], layout: str = "2022", end: str = "\r\n") -> bytes:
    """An ACLED export: each row is like `ACLED_ROW`, with ids from FRE1 on, except for the cells that it has itself."""
    message = [{**ACLED_ROW, "event_id_cnty": f"FRE{number}", **row} for number, row in enumerate(rows, 1)]
    return written(ACLED[layout], message, end)


def file_of(folder: Path, content: bytes, name: str = "rows.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content)
    return path
