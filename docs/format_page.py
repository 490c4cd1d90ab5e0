"""docs/format.md: every key of the format, from its schema and from the example chronologies."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from idlibtl.model.dates import STORED_DATE
from idlibtl.model.key_meanings import KEYS, WORDS
from idlibtl.model.records import PlaceKind
from idlibtl.read.checks.errors import MAX_METRICS, MAX_PHASES, MAX_PLACE_DEPTH, MAX_SAME_FIGURES
from idlibtl.read.spreadsheet import COLUMNS
from idlibtl.schemas import schema

EXAMPLES = Path(__file__).parent / "examples"

#: What each kind of event that every file may use is for.
KINDS: Mapping[str, str] = {
    "strike": "an attack from afar: from the air, with shells or missiles (for workers' strikes declare a kind)",
    "clash": "fighting between two sides",
    "advance": "ground is taken",
    "truce": "fighting stops, or is to stop",
    "displacement": "people flee or are driven out",
    "diplomacy": "states or organisations negotiate, vote, sign",
    "statement": "someone says something that matters by itself",
    "background": "what readers need to know for the rest",
}

#: The kinds of place that maps and comparisons know. A file may use any other word.
PLACE_KINDS: Mapping[str, str] = {
    PlaceKind.COUNTRY: "a country",
    PlaceKind.REGION: "an area without a border of its own: a valley, a coast, a theatre of war",
    PlaceKind.PROVINCE: "a first division of a country",
    PlaceKind.DISTRICT: "a division of a province",
    PlaceKind.TOWN: "any settlement, from a village to a city",
    PlaceKind.SITE: "one spot: a hospital, a market, a dam, a camp, a factory",
    PlaceKind.WATER: "a river, a lake or a sea",
}

INTRODUCTION = """\
# The format, key by key

Made by docs/generate.py from the program itself. [your-own-chronology.md](your-own-chronology.md) writes a file step by
step. Finished files to look at are [a flood](examples/flood.json), [a wave of strikes](examples/strikes.json) and
[an epidemic](examples/epidemic.json), all of them invented.

A chronology is one text file in JSON, in UTF-8. JSON has these:

- An **object**, such as a record, has keys and their values in curly brackets: `{"id": "mourne", "name": "Mourne"}`.
- A **list** is in square brackets: `["mourne", "sillbridge"]`. An empty one is `[]`.
- A **text** is in double quotes. Write a double quote inside it as `\\"`, and the end of a line as `\\n`.
- A **number** has no quotes and no commas: `1200`. `true`, `false` and `null` have no quotes either.
- A comma separates two keys, and two things in a list. There is none after the last one.

Write the keys as they are here. Leave out a key that is not needed if there is nothing to say; for a text, a number or
an id, `null` says the same. `idlibtl check FILE` lists what is wrong, where, and what to write instead.

## Ids

Everything that other records name has an **id**: lower-case letters, digits, `-` and `_`, beginning with a letter or a
digit. Two records of one kind never have the same id, nor do an actor and a publication. These ids are taken:
`publication` and `not-attributed` among actors, `no-place` among places, `rest` among actors, places and phases.

## Dates

A **day** is written `2034-03-14`. A **date** is one of these:

| written | means |
| --- | --- |
| `2034-03-14` | that day |
| `2034-03` | some time in that month, or all of it |
| `2034-03-14/2034-03-20` | from the one to the other, both included; either may be a month |
| `2034-03-14~` | around that day: write `~` after a date, or after an end, that the source does not give exactly |
| `2034-03-10~/..` | it began around that day, and was still going on at the publication's cut-off date |

Write a whole year as `2034-01/2034-12`.

## Texts, numbers and addresses

A text is never empty. A whole number is written in digits alone, at most 1,000,000,000,000. An address (URL) begins
with `http://` or `https://`, and has no spaces and no password.
"""

RULES = f"""\
## What else is checked

- Each id that a record names is the id of a record in the file.
- `low` is not more than `value`, and `high` not less. Days do not end before they begin.
- Only a cumulative figure has `includes`. Each event in it has a figure of the same metric (or of one of its parts),
  whose days are all in the period of this figure. An event is included by at most one figure of a metric, and never by
  one that it includes itself, directly or through others.
- Each event in `adds_to` has a figure of the same metric, and neither of the two includes the other.
- One source gives at most one figure of a metric in an event. Several figures of one metric in one event, from
  different sources, count the same people: they are never added. The first is your choice, and it alone has `period`,
  `places`, `attributed_to`, `scope`, `includes` and `adds_to`.
- A figure of a part counts only days that the stated total of its event counts.
- `attributed_to` names actors that the event is attributed to.
- A place is not within itself. A metric is not a part of itself, and parts have no parts.
- With `publications`, each event has `citations`, and `paragraphs` are in citations alone. With `publication`, events
  have `paragraphs` and no `citations`.
- There are at most {MAX_METRICS:,} metrics and {MAX_PHASES:,} phases.
- An event has at most {MAX_SAME_FIGURES:,} figures of one metric.
- A place is within at most {MAX_PLACE_DEPTH} others.

These are errors: the file cannot be used until they are corrected. `check` also warns of likely mistakes, such as two
figures that may count the same people, or a wording that does not say what is coded. Warnings are for you to decide.

Files from before version 3 can still be read: an event with one `kind` is an event with that one of `kinds`.
"""

_COLUMNS = "\n".join(
    f"| `{table}.csv` | {', '.join(f'`{column}`' for column in columns)} |" for table, columns in COLUMNS.items()
)

TABLES = f"""\
## The same as tables

A chronology may also be a folder of tables for a spreadsheet, one record per row. `idlibtl init --csv DIR` writes
one to begin with, `idlibtl check DIR` lists what is wrong by file, row and column, `idlibtl convert DIR -o my.json`
makes the file, and `--data DIR` reads the folder itself. Save each table as "CSV UTF-8". The first row has the names of
the columns, in any order; leave out columns that you do not need:

| table | columns |
| --- | --- |
{_COLUMNS}

In `about.csv` the column `about` says what a row is about. One row is about the `chronology` and has its title,
description and license. Every other row is about a `publication`. If there is one alone and it has no id, events have
`paragraphs`; otherwise they have `citations`. `about.csv` and `events.csv` are needed. Kinds of event that the program
does not have need no table, unless they should have a label or aliases; a kind that is nearly another one is an error.

If you have a chronology already, `idlibtl convert events.csv figures.csv --base my.json -o new.json` takes its events
and figures from two tables and everything else from `my.json`.

`idlibtl list -f csv` and `idlibtl figures -f csv` write the columns of these two, and what they write is read back
unchanged.
Events need `id`, `title`, `kinds`, and `date` or `first` and `last` (`..` in `last` if it goes on). Figures need
`event`, `metric` and `value`, or `low` and `high`.

- Separate several ids with semicolons: `sillbridge; mourne`.
- Write an actor's role after it: `dockers (party); harbour-company (target)`.
- Citations are the id of a publication, its paragraphs, and an address if there is one: `courier 3 4; bulletin-3`.
- A `source` of `publication` is the publication itself. An empty one is not given.
- Leave `period`, `places` and `attributed_to` of a figure empty if they are its event's. `not-attributed` and
  `no-place` say that there are none.
- An empty `hedge` is read from the `wording`: "around 50" is `about`. If the wording has more than 500 letters, give
  the hedge.
- `printed_value`, `printed_low` and `printed_high` are what `figures` writes. In a table of your own, use `value`, and
  `low` and `high` for a range that the source itself gives.
- The figures of an event keep the order of their rows.
- What follows from the rest may be left out. If it is given and does not agree, that is an error: `first`, `last`,
  `approximate` and `attributed_to` of events; the days, `phase`, `kinds`, `paragraphs` and `citations` that a figure's
  row repeats of its event. After a change in an event it is easiest to empty these cells.
- What a figure is in a total is not read: `share`, `status` and `inside`. Nor is `figures` of events, which is prose.

A spreadsheet program likes to change dates. Give the columns with dates the format "text" before you type.
"""

#: For each record, the title of its section and the text before its keys.
SECTIONS = {
    "Chronology": ("The file", "The whole file is one object with these keys."),
    "Publication": (
        "Publications",
        "What the chronology was compiled from: one under `publication`, or a list under `publications`, with ids.",
    ),
    "Kind": (
        "Kinds of event",
        "A list under `kinds`. A file without it has the kinds that every file may use.",
    ),
    "Metric": ("Metrics", "A list under `metrics`: everything that is counted."),
    "Actor": ("Actors", "A list under `actors`: who acts, and who is a source."),
    "Place": ("Places", "A list under `places`. One place may be within another."),
    "Phase": ("Phases", "A list under `phases`: the sections of the chronology. It may be empty."),
    "Event": (
        "Events",
        "A list under `events`, in any order: answers put them in order of their days.",
    ),
    "Participation": ("The actors of an event", "A list under `actors` of an event, each with one role."),
    "Citation": (
        "The citations of an event",
        "A list under `citations` of an event, in a file with several publications.",
    ),
    "Figure": ("The figures of an event", "A list under `figures` of an event."),
}

#: An example of each record: the file, the section, the id; and of parts of an event the key.
RECORDS = {
    "Publication": ("flood", "publication", "", ""),
    "Kind": ("flood", "kinds", "flood", ""),
    "Metric": ("epidemic", "metrics", "cases", ""),
    "Actor": ("flood", "actors", "office", ""),
    "Place": ("flood", "places", "mourne", ""),
    "Phase": ("flood", "phases", "rain", ""),
    "Event": ("flood", "events", "2034-03-14-sillbridge", ""),
    "Participation": ("strikes", "events", "2035-09-04-docks", "actors"),
    "Citation": ("epidemic", "events", "2036-02-17-count", "citations"),
    "Figure": ("flood", "events", "2034-03-31-toll", "figures"),
}

Raw = Mapping[str, Any]


def format_md() -> str:
    """Return the page."""
    result = schema(None)
    files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}
    parts = [INTRODUCTION, *(section(result, files, record) for record in SECTIONS), RULES, TABLES]
    return "\n".join(parts)


def section(outcome: Raw, files: Mapping[str, Raw], record: str) -> str:
    """Return the section of one record."""
    title, introduction = SECTIONS[record]
    described = outcome if record == "Chronology" else outcome["$defs"][record]
    rows = []
    for key, meaning in KEYS[record].items():
        form = described["properties"][key]
        cells = (f"`{key}`", value_of(form), needed(record, key, described), meaning, shortest(files, record, key))
        rows.append(f"| {' | '.join(cells)} |")
    lines = [f"## {title}", "", introduction, "", *table("key", "value", "needed", "meaning", "for example"), *rows, ""]
    for key in KEYS[record]:
        for vocabulary, words in WORDS.items():
            if described["properties"][key].get("$ref") == f"#/$defs/{vocabulary.__name__}":
                lines += [f"`{key}` is one of these words:", "", *table("word", "meaning")]
                lines += [*(f"| `{word}` | {meaning} |" for word, meaning in words.items()), ""]
    for of, sentence, kinds in (
        ("Kind", "Every file may use these kinds:", KINDS),
        ("Place", "`kind` may be any word. Maps and comparisons know these:", PLACE_KINDS),
    ):
        if record == of:
            lines += [sentence, "", *table("kind", "for")]
            lines += [*(f"| `{kind}` | {meaning} |" for kind, meaning in kinds.items()), ""]
    if record in RECORDS:
        lines += ["For example:", "", "```json", written(example_of(files, record)), "```", ""]
    return "\n".join(lines)


def table(*columns: str) -> tuple[str, str]:
    """Return the head of a table."""
    return f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"


def needed(record: str, key: str, described: Raw) -> str:
    """Return whether a record must have a key, in words."""
    if (record, key) in {("Chronology", "publication"), ("Chronology", "publications")}:
        return "one of the two"
    if (record, key) == ("Publication", "id"):
        return "in `publications`"
    if (record, key) == ("Figure", "value"):
        return "or `low` and `high`"
    return "yes" if key in described["required"] else ""


def value_of(form: Raw) -> str:
    """Return the values that a key may have, in words."""
    form = next((other for other in form.get("anyOf", form.get("allOf", ())) if other != {"type": "null"}), form)
    if "const" in form:
        return f"`{form['const']}`"
    if name := form.get("$ref", "").rpartition("/")[2]:
        return f"[a record](#{anchor(name)})" if name in SECTIONS else "a word, see below"
    if form["type"] == "array":
        of = value_of(form["items"])
        return of.replace("a record", "a list", 1) if of.startswith("[a record]") else f"{of}, in a list"
    if form["type"] in ("number", "integer"):
        return f"a number, {form['minimum']} to {form['maximum']:,}"
    if form["type"] == "boolean":
        return "`true` or `false`"
    return of_text(form)


def of_text(form: Raw) -> str:
    """Return what a text must be, in words."""
    pattern = form.get("pattern", "")
    if "a-z0-9_-" in pattern:
        return "an id"
    if STORED_DATE in pattern:
        return "a [date](#dates)"
    if form.get("format") == "date":
        return "a [day](#dates)"
    return "an address" if pattern else "a text"


def anchor(record: str) -> str:
    """Return the anchor of a record's section."""
    return SECTIONS[record][0].lower().replace(" ", "-")


# Examples


def all_of(files: Mapping[str, Raw], record: str) -> Iterator[Raw]:
    """Yield every record of a kind in the example files."""
    lists = {"Kind": "kinds", "Metric": "metrics", "Actor": "actors", "Place": "places", "Phase": "phases"}
    parts = {"Participation": "actors", "Citation": "citations", "Figure": "figures"}
    for file in files.values():
        if record == "Chronology":
            yield file
        elif record == "Publication":
            yield from file.get("publications", [file.get("publication")])
        elif record in lists:
            yield from file.get(lists[record], ())
        for event in file["events"]:
            if record == "Event":
                yield event
            elif record in parts:
                yield from event.get(parts[record], ())


def shortest(files: Mapping[str, Raw], record: str, key: str) -> str:
    """Return the shortest value of a key in the examples, as code; words for a record or a list of records."""
    if (record, key) == ("Chronology", "is_coded"):
        return "`true`"
    values = [one[key] for one in all_of(files, record) if one.get(key) not in (None, [])]
    assert values, f"no example has the key {key} of {record}"
    if any(isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)) for value in values):
        return "see there"
    plain = min((json.dumps(value, ensure_ascii=False) for value in values), key=len)
    return f"`{plain}`" if len(plain) <= 80 else f"`{plain[:80].rpartition(' ')[0]} ...`"


def example_of(files: Mapping[str, Raw], record: str) -> Raw:
    """Return one record of a kind."""
    file, list_, identity, part = RECORDS[record]
    result = files[file][list_]
    if identity:
        result = next(one for one in result if one["id"] == identity)
    return dict(result[part][0] if part else result)


def written(record: Raw) -> str:
    """Return a record as JSON, with a line for each key and for each record of a list."""
    lines = []
    for key, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = ",\n".join(f"    {json.dumps(one, ensure_ascii=False)}" for one in value)
            lines.append(f"  {json.dumps(key)}: [\n{inner}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}"
