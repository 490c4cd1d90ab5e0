"""What each key and each word of the format means, in a sentence: for its schema, and for people who write a file.

Only `schema` and the exports need these, so only they load them.
"""

from collections.abc import Mapping

from idlibtl.model.figures import Hedge
from idlibtl.model.records import ActorKind, Role, Scope

#: For each record, its keys in the order of the file.
KEYS: Mapping[str, Mapping[str, str]] = {
    "Chronology": {
        "schema_version": "The version of this format, always 1.",
        "title": "What the chronology is called.",
        "description": "What it is about, in a few sentences.",
        "paragraphs": "The paragraphs that the description is based on, if there is one publication.",
        "publications": "What the chronology was compiled from, if that is several publications. Each event cites its"
        " own.",
        "publication": "What the chronology was compiled from, if that is one publication. A file has this or"
        " `publications`.",
        "license": "The terms under which others may use the file.",
        "kinds": "Kinds of event of your own, in addition to those that every file may use.",
        "metrics": "What is counted.",
        "actors": "All who act, and all who are named as a source.",
        "places": "Where it happens.",
        "phases": "The sections of the chronology. The list may be empty.",
        "events": "What happened.",
        "is_coded": "True for a dataset such as GED, which is one count of all that its makers know: the low, best and"
        " high of its figures are added up. Such a file has no parts, repeats, includes and adds_to.",
    },
    "Publication": {
        "id": "What events cite it by. Needed in `publications`, left out in `publication`.",
        "title": "Its title.",
        "kind": "What it is: newspaper article, report, press release...",
        "as_of": "Its cut-off date, usually the date of publication.",
        "publisher": "Who published it.",
        "url": "Where it can be read.",
        "note": "What a reader should know about it.",
        "paragraphs": "How many paragraphs it has. `check` lists those that no record cites; without this number, those"
        " before the last one cited.",
    },
    "Kind": {
        "id": "What events name it by. With the id of a kind that every file may use, it changes that kind's words.",
        "label": "What it is called.",
        "violent": "Whether readers ask who did it. If so, an event without an attacker is shown as not attributed.",
        "aliases": "Other words that people may type for it.",
    },
    "Metric": {
        "id": "What figures name it by.",
        "label": "What is counted, as it is written before a total: people dead, workers on strike.",
        "unit": "What one of them is: people, houses, facilities...",
        "parts": "Metrics that it is made up of, one level deep: killed may have the parts civilians and fighters.",
        "among": "The metric that counts these people too, as civilians include children. Figures of children are then"
        " added to nothing, and an event that gives both says: 23 civilians killed, 13 of them children.",
        "repeats": "Whether one person may be counted again in the next figure, as people who are displaced twice. If"
        " so, its figures are not added up, except those that a publication adds itself, and it has no parts.",
        "aliases": "Other words that people may type for it.",
        "note": "What is counted, and what is not.",
    },
    "Actor": {
        "id": "What events and figures name it by.",
        "name": "Its name.",
        "short": "Its short name, written in brackets after its figures: SOHR, UN. Without one, that is its name.",
        "kind": "What it is.",
        "aliases": "Other names and spellings that people may type for it.",
        "note": "What a reader should know about it.",
        "paragraphs": "The paragraphs that the note is based on, if there is one publication.",
    },
    "Place": {
        "id": "What events and figures name it by.",
        "name": "Its name.",
        "kind": "What it is, in any word: town, camp, valley...",
        "within": "The id of the place that it is in. A question about that place then includes this one.",
        "latitude": "Degrees north of the equator; south of it, below 0.",
        "longitude": "Degrees east of Greenwich; west of it, below 0.",
        "pcode": "Its code in the lists of places that aid agencies share (OCHA's p-codes).",
        "aliases": "Other names and spellings that people may type for it.",
        "note": "What a reader should know about it.",
    },
    "Phase": {
        "id": "What events name it by.",
        "number": "Its number; phases are shown in this order.",
        "title": "What it is called.",
        "first": "Its first day.",
        "last": "Its last day.",
        "summary": "What happened in it, in a few sentences.",
        "note": "What you decided yourself, and why.",
    },
    "Event": {
        "id": "What others name it by, usually its day and a word or two.",
        "date": "When it happened.",
        "date_text": "The publication's words for the date, if they are less exact than `date`.",
        "title": "What happened, as a headline.",
        "summary": "What happened, in your own words.",
        "kinds": "The ids of its kinds: what happened, not how it is reported. A toll of strikes is a strike with a"
        " cumulative figure.",
        "phase": "The id of its phase.",
        "actors": "Who took part, each with a role. Name no one whom the publication does not name.",
        "places": "The ids of the places where it happened.",
        "citations": "The publications that report it, in a file with several publications.",
        "source": "Who reports it: an actor's id, or null if the publication itself does. With several publications"
        " also the id of one of them, which is required if the event cites more than one.",
        "figures": "The numbers that are given for it.",
        "paragraphs": "The paragraphs that report it, in a file with one publication.",
        "replaced_by": "The id of the event that corrects this one, which is still shown and no longer counted.",
        "note": "What you decided yourself, and why.",
    },
    "Participation": {
        "actor": "The id of the actor.",
        "role": "Its part in the event, as the sentence itself gives it.",
    },
    "Citation": {
        "publication": "The id of the publication.",
        "paragraphs": "Its paragraphs that report the event.",
        "url": "The address of this very passage, if it has one of its own.",
    },
    "Figure": {
        "metric": "The id of what is counted.",
        "value": "The number. Enter a word such as hundreds as the least that it can mean: 100, `at_least`. May be left"
        " out if `low` and `high` are given: the low is then counted.",
        "hedge": "How the source qualifies the number.",
        "wording": "The number as printed, with its hedge.",
        "source": "Who gives it: an actor's id, or null if the publication itself does. With several publications also"
        " the id of one of them. Always give it.",
        "low": "The lower end, if the source itself gives a range.",
        "high": "The upper end, if the source itself gives a range.",
        "period": "The days that it counts, if they are not the event's.",
        "places": "The places that it counts, if they are not the event's.",
        "attributed_to": "Those of the event's attackers and backers whom the source makes responsible for this number;"
        " empty if not attributed.",
        "scope": "Whether it counts one incident or sums up a period.",
        "includes": "The ids of the events whose figures of this metric are already part of this cumulative one. This"
        " keeps people from being counted twice.",
        "adds_to": "The ids of the events whose figures of this metric the publication adds to this one in words, as in"
        ' "this adds to". It matters for a metric that repeats.',
        "note": "What you decided yourself, and why.",
    },
}

#: What columns of tables mean if they are not keys of a record, or are written differently there.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "publications": {"id": "What events cite it by."},
    "metrics": {"part_of": "The metric that it is a part of."},
    "kinds": {"id": "What events name it by."},
    "phases": {"note": "What the compilers decided."},
    "sources": {
        "id": "What events and figures name it by.",
        "name": "Its name.",
        "actor": "The actor that it is, if it is one.",
        "publication": "The publication that it is, if it is one.",
    },
    "events": {
        "matches": "Whether it passes the filters. If not, it is here because a figure or a correction names it.",
        "first": "Its first day.",
        "summary": "More of what happened.",
        "last": "Its last day, included. Empty if it was still going on.",
        "approximate": "Whether the source is not exact about the days.",
        "actors": "Who took part, each with a role.",
        "source": "Who reports it.",
        "attributed_to": "Its attackers, and its backers if it has an attacker. Empty if it is not attributed.",
        "citations": "The publications that report it, each with its paragraphs and address.",
        "note": "What the compilers decided.",
    },
    "figures": {
        "id": "Its event, metric and source.",
        "event": "The event that it is given for.",
        "label": "What its share counts. For a metric with parts: those not known to be in one of the parts.",
        "share": "What it adds that no other figure does. Only shares add up, those of a metric and of its parts. 0 if"
        " the same people may be in another figure, empty if it is not counted.",
        "month": "The month that its days are in. Empty if they are in more than one.",
        "first": "The first day that it counts.",
        "last": "The last day that it counts, included. Empty if it was still going on.",
        "approximate": "Whether the source is not exact about the days.",
        "status": "counted, included in another figure, alternative (another source on the same people), may_repeat,"
        " wider, not_attributed or replaced.",
        "printed_value": "The number as printed. Do not add up.",
        "printed_low": "The lower limit that its words state. Do not add up.",
        "printed_high": "The upper limit that its words state. Do not add up.",
        "source": "Who gives it.",
        "phase": "The phase of its event.",
        "places": "The places that it covers.",
        "attributed_to": "Who it is attributed to. Empty if it is not attributed.",
        "kinds": "The kinds of its event.",
        "inside": "The event whose figure includes it.",
        "note": "What the compilers decided.",
        "paragraphs": "The paragraphs that report its event.",
    },
    "quotes": {
        "metric": "What is counted.",
        "label": "What it is called.",
        "best": "The total. Do not add up: metrics overlap.",
        "low": "Its lower limit, if every figure states one.",
        "high": "Its upper limit, of coded data alone: a sum of reports has none.",
        "quote": "The number to quote, with its hedge and source.",
        "our_sum": "Whether no source printed it.",
        "headline": "The number, what was asked and what is left out. Quote the whole line.",
        "notes": "What to print with the number, in whole sentences.",
    },
}

#: What each word of a vocabulary means.
WORDS: Mapping[type, Mapping[str, str]] = {
    ActorKind: {
        ActorKind.STATE: "a country or its government",
        ActorKind.AUTHORITY: "a part of a state that is named by itself: a ministry, a council, a court",
        ActorKind.ARMED_GROUP: "armed people who do not belong to a state",
        ActorKind.ORGANISATION: "a union, a charity, a party, a hospital, the United Nations",
        ActorKind.COMPANY: "a business",
        ActorKind.MEDIA: "a newspaper, an agency, a broadcaster",
        ActorKind.MONITOR: "an organisation that counts: a human-rights monitor, an observatory",
        ActorKind.GROUP: "people who act together without arms: demonstrators, workers, the people of a street",
        ActorKind.PERSON: "one person",
    },
    Role: {
        Role.ATTACKER: "did it; the event and its figures are attributed to it",
        Role.BACKER: "supported it; the event and its figures are attributed to it if there is an attacker too",
        Role.TARGET: "was aimed at",
        Role.ACCUSED: "is accused by someone else; nothing is attributed to it",
        Role.AFFECTED: "suffered something that has no attacker, such as a flood",
        Role.HELPER: "rescued, treated or gave relief",
        Role.PARTY: "took part in any other way",
    },
    Hedge: {
        Hedge.EXACT: "the number itself; the same as leaving `hedge` out",
        Hedge.ABOUT: "about, around, some, roughly, close to: states no limits",
        Hedge.NEARLY: "nearly, almost, just under: states an upper limit",
        Hedge.AT_LEAST: "at least, no fewer than: states a lower limit",
        Hedge.MORE_THAN: "more than, over: states a lower limit",
        Hedge.AT_MOST: "up to, as many as, no more than: states an upper limit",
        Hedge.FEWER_THAN: "fewer than, under: states an upper limit",
    },
    Scope: {
        Scope.INCIDENT: "one event; the same as leaving `scope` out",
        Scope.CUMULATIVE: "everything in `period`: a toll",
    },
}
