"""The laws of every export: its shares add up to the totals, whatever the chronology and the question."""

import json
import sqlite3
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chronologies import Raw, as_filters, documents, loaded, questions
from hypothesis import given, settings
from profiles import scaled
from slow_totals import Question as Asked

from idlibtl import ask, totals_report
from idlibtl.model.dates import stored_span
from idlibtl.show.export import sqlite
from idlibtl.show.export.content import Content
from idlibtl.show.export.geojson import geojson

#: What `parts` of METRICS says, and how the shares of each metric are called.
PARTS = {"killed": ("civilians", "fighters", "killed")}
LABELS = {
    "civilians": "civilians killed (share)",
    "fighters": "fighters killed (share)",
    "killed": "killed, not known to be civilians or fighters (share)",
    "displaced": "people displaced (share)",
}

CASES = given(raw=documents(), asked=questions())


def content(raw: Raw, asked: Asked) -> Content:
    return Content(ask(loaded(raw), as_filters(asked)))


def bests(of: Content) -> dict[str, int | None]:
    """The answer of `totals`, which tests/totals compares with a slow calculation."""
    return {total.metric: total.best for total in totals_report(of.question).totals}


def features(of: Content) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads("".join(geojson(of)))["features"]
    return read


@settings(max_examples=scaled(300), deadline=None)
@CASES
def test_the_shares_of_a_map_add_up_to_the_totals(raw: Raw, asked: Asked) -> None:
    of = content(raw, asked)
    drawn = features(of)
    assert max(Counter(feature["id"] for feature in drawn).values(), default=1) == 1
    sums: dict[str, int | None] = {}
    for metric in LABELS:
        labels = [LABELS[part] for part in PARTS.get(metric, (metric,))]
        shares = [feature["properties"].get(label) for feature in drawn for label in labels]
        counted = [share for share in shares if share is not None]
        sums[metric] = sum(counted) if counted else None
    assert sums == bests(of)


@settings(max_examples=scaled(150), deadline=None)
@CASES
def test_a_share_is_at_one_place_on_its_own_days(raw: Raw, asked: Asked) -> None:
    of = content(raw, asked)
    rows = {(row.event, row.metric, row.share): row for row in of.rows if row.share is not None}
    for feature in features(of):
        properties = feature["properties"]
        shares = {
            metric: properties.get(label) for metric, label in LABELS.items() if properties.get(label) is not None
        }
        for metric, share in shares.items():
            row = rows[properties["event"], metric, share]
            span = stored_span(row.period)
            assert (properties["start"], properties["end"]) == (str(span.first), str(span.last) if span.last else None)
            names = " and ".join(of.chronology.place[place].name for place in row.places)
            assert (properties["places"] or "").replace(", ", " and ") == names.replace(", ", " and ")
        if shares and feature["geometry"]:
            assert feature["geometry"]["type"] == "Point"


@settings(max_examples=scaled(150), deadline=None)
@CASES
def test_a_database_adds_up_and_no_join_repeats_a_share(raw: Raw, asked: Asked) -> None:
    of = content(raw, asked)
    with TemporaryDirectory() as folder:
        path = Path(folder, "events.db")
        sqlite.write(of, path)
        connection = sqlite3.connect(path)
        totals = dict(connection.execute("SELECT metric, best FROM _totals").fetchall())
        quotes = dict(connection.execute("SELECT metric, best FROM quotes").fetchall())
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        plain = connection.execute("SELECT metric, sum(share) FROM figures GROUP BY metric").fetchall()
        keys = connection.execute("SELECT * FROM pragma_foreign_key_list('figures')").fetchall()
        joins = " ".join(f"LEFT JOIN {to} AS t{n} ON t{n}.{id_} = f.{own}" for n, _, to, own, id_, *_ in keys)
        query = f"SELECT f.metric, sum(f.share) FROM figures AS f {joins} GROUP BY f.metric"  # noqa: S608 - our names
        joined = connection.execute(query).fetchall()
        grouped = connection.execute("SELECT metric, sum(share) FROM figure_places GROUP BY metric").fetchall()
        connection.close()
    assert totals == quotes == bests(of)
    assert (strays, joined, grouped) == ([], plain, plain)
