"""The laws of every export: its shares add up to the totals, whatever the chronology and whatever is asked of it."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from profiles import scaled
from slow_reckoning import Question as Asked
from slow_reckoning import Reckoning
from timelines import METRICS, Raw, chronologies, loaded, questions

from idlibtl import Filters, ask
from idlibtl.show.export import sqlite
from idlibtl.show.export.handed import Handed

#: The best values of the bundled chronology, worked out by hand in the definition of totals.
WORKED = {
    "civilians": 1134,
    "children": 13,
    "fighters": 100,
    "killed": 1269,
    "displaced": 796000,
    "hospitals": 12,
    "schools": 10,
}


def handed(raw: Raw, asked: Asked) -> Handed:
    """What an export hands over for a question."""
    return Handed(
        ask(
            loaded(raw),
            Filters(
                since=str(asked.first) if asked.first else None,
                until=str(asked.last) if asked.last else None,
                phases=asked.phases,
                places=asked.places,
                actors=asked.actors,
                sources=["publication" if each is None else each for each in asked.sources or ()],
                kinds=asked.kinds,
                texts=() if asked.text_events is None else sorted(asked.text_events) or ["nothing-at-all"],
            ),
        )
    )


def bests(raw: Raw, asked: Asked) -> dict[str, int | None]:
    """The best values as the slow reckoning works them out."""
    return {str(metric["id"]): Reckoning(raw, asked, str(metric["id"])).best for metric in METRICS}


@settings(max_examples=scaled(300), deadline=None)
@given(raw=chronologies(), asked=questions())
def test_the_shares_of_spots_add_up_to_the_totals(raw: Raw, asked: Asked) -> None:
    of = handed(raw, asked)
    assert len({(spot.event.id, spot.places) for spot in of.spots}) == len(of.spots)
    sums: dict[str, int | None] = {}
    for metric in METRICS:
        mine = {str(metric["id"]), *metric.get("parts", ())}
        rows = [row for spot in of.spots for row in spot.rows if row.metric in mine]
        assert all(row.share_best is not None for row in rows)
        sums[str(metric["id"])] = sum(row.share_best or 0 for row in rows) if rows else None
    assert sums == bests(raw, asked)


@settings(max_examples=scaled(150), deadline=None)
@given(raw=chronologies(), asked=questions())
def test_the_view_of_a_database_gives_the_totals_and_every_key_leads_somewhere(raw: Raw, asked: Asked) -> None:
    of = handed(raw, asked)
    with TemporaryDirectory() as folder:
        path = Path(folder, "events.db")
        sqlite.write(of, path)
        connection = sqlite3.connect(path)
        found = dict(connection.execute("SELECT metric, best FROM totals").fetchall())
        told = {row[0]: row[1:] for row in connection.execute("SELECT metric, low, best, high FROM quotes")}
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.close()
    assert found == bests(raw, asked)
    assert told == {total.metric: (total.low, total.best, total.high) for total in of.totals}
    assert strays == []
