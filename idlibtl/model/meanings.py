"""What each key and each word of the format means, in a sentence: for its schema, and for whoever writes a file.

They stand apart from the records, which every run needs: no answer has to wait for them.
"""

from collections.abc import Mapping

from idlibtl.model.figures import Hedge
from idlibtl.model.records import ActorKind, Role, Scope

#: For each record, its keys in the order of the file.
KEYS: Mapping[str, Mapping[str, str]] = {
    "Timeline": {
        "schema_version": "The version of this format, always 1.",
        "title": "What the chronology is called.",
        "description": "What it tells of, in a few sentences.",
        "paragraphs": "The paragraphs that the description rests on, where there is one publication.",
        "publications": "What the records rest on, if that is several publications; each event then cites its own.",
        "publication": "What the records rest on, if that is one publication. A file has this or `publications`.",
        "license": "Under which terms others may use the file.",
        "kinds": "Kinds of event of your own, beside those that every file may use.",
        "metrics": "What is counted.",
        "actors": "All who act, and all who are named as a source.",
        "places": "Where it happens.",
        "phases": "The sections of the story; the list may be empty.",
        "events": "What happened.",
    },
    "Publication": {
        "id": "What events cite it by. Needed in `publications`, left out in `publication`.",
        "title": "Its title.",
        "kind": "What it is: newspaper article, report, press release...",
        "as_of": "The day up to which it tells: mostly the day it came out.",
        "publisher": "Who published it.",
        "url": "Where it can be read.",
        "note": "What a reader should know about it.",
        "paragraphs": "How many paragraphs it has. `check` tells which of them no record cites; where this is not"
        " given, which of those before the last that is cited.",
    },
    "Kind": {
        "id": "What events name it by. With the id of a kind that every file may use, this gives that one other words.",
        "label": "What it is called.",
        "violent": "Whether readers ask who did it. If so, an event with no attacker is shown as attributed to nobody.",
        "aliases": "Other words that people may type for it.",
    },
    "Metric": {
        "id": "What figures name it by.",
        "label": "What is counted, as it stands before a total: people dead, workers on strike.",
        "unit": "What one of them is: people, houses, facilities...",
        "parts": "Metrics that it is made up of, one level deep: killed may have the parts civilians and fighters.",
        "aliases": "Other words that people may type for it.",
        "note": "What is counted, and what is not; it stands under every total.",
    },
    "Actor": {
        "id": "What events and figures name it by.",
        "name": "Its name.",
        "kind": "What it is.",
        "aliases": "Other names and spellings that people may type for it.",
        "note": "What a reader should know about it.",
        "paragraphs": "The paragraphs that the note rests on, where there is one publication.",
    },
    "Place": {
        "id": "What events and figures name it by.",
        "name": "Its name.",
        "kind": "What it is.",
        "within": "The id of the place that it lies in. A question about that place then takes in this one.",
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
    },
    "Event": {
        "id": "What others name it by: mostly its day and a word or two.",
        "date": "When it happened.",
        "date_text": "How the publication puts the date, where it is not as plain as `date`.",
        "title": "What happened, as a headline.",
        "summary": "What happened, in your own words.",
        "kind": "The id of its kind.",
        "phase": "The id of the phase it belongs to.",
        "actors": "Who took part, each with a role. Name nobody whom the publication does not name.",
        "places": "The ids of the places where it happened.",
        "citations": "Where it stands, in a file with several publications.",
        "source": "On whose word the event rests: an actor's id, or null where the publication itself speaks."
        " With several publications also the id of one of them: needed where the event cites more than one.",
        "figures": "The numbers that are given for it.",
        "paragraphs": "The paragraphs it stands in, in a file with one publication.",
        "replaced_by": "The id of the event that corrects this one. It is kept and shown, and counted nowhere.",
        "note": "What you decided yourself, and why.",
    },
    "Participation": {"actor": "The id of the actor.", "role": "What part it had."},
    "Citation": {
        "publication": "The id of the publication.",
        "paragraphs": "The paragraphs of it.",
        "url": "The address of this very passage, if it has one of its own.",
    },
    "Figure": {
        "metric": "The id of what is counted.",
        "value": "The number. A word such as hundreds is entered as the least that it can mean: 100, `at_least`.",
        "hedge": "How the source qualifies the number.",
        "wording": "The number as it is printed, with its hedge.",
        "source": "Who gives it: an actor's id, or null where the publication itself speaks. With several publications"
        " also the id of one of them. Give it always.",
        "low": "The lower end, where the source itself gives a range.",
        "high": "The upper end, where the source itself gives a range.",
        "period": "The days that it counts, where they are not the event's.",
        "places": "The places that it counts, where they are not the event's.",
        "attributed_to": "Those of the event's attackers and backers whom the source makes responsible for this number;"
        " an empty list for nobody.",
        "scope": "Whether it counts one incident, or sums up a stretch of time.",
        "includes": "The ids of the events whose figures of this metric are already inside this cumulative one. This"
        " keeps people from being counted twice.",
        "note": "What you decided yourself, and why.",
    },
}

#: For each word of a vocabulary, what it means.
WORDS: Mapping[type, Mapping[str, str]] = {
    ActorKind: {
        ActorKind.STATE: "a country or its government",
        ActorKind.AUTHORITY: "a part of a state that is named by itself: a ministry, a council, a court",
        ActorKind.ARMED_GROUP: "people under arms who are no state",
        ActorKind.ORGANISATION: "a union, a charity, a party, a hospital, the United Nations",
        ActorKind.COMPANY: "a business",
        ActorKind.MEDIA: "a newspaper, an agency, a broadcaster",
        ActorKind.MONITOR: "an organisation that counts: a human-rights monitor, an observatory",
        ActorKind.GROUP: "people who act together without arms: demonstrators, workers, the people of a street",
        ActorKind.PERSON: "one person",
    },
    Role: {
        Role.ATTACKER: "did it; the event and its figures are attributed to it",
        Role.BACKER: "supported those who did it; the event and its figures are attributed to it too",
        Role.TARGET: "was aimed at by somebody",
        Role.ACCUSED: "is accused by somebody else; nothing is attributed to it",
        Role.AFFECTED: "was struck by something that nobody aims, such as a flood",
        Role.HELPER: "rescued, treated or gave relief",
        Role.PARTY: "took part in any other way",
    },
    Hedge: {
        Hedge.EXACT: "the number itself; the same as leaving `hedge` out",
        Hedge.ABOUT: "about, around, some, roughly: read as 10 % either way",
        Hedge.NEARLY: "nearly, almost, close to: read as up to 10 % less",
        Hedge.AT_LEAST: "at least, no fewer than: open upwards",
        Hedge.MORE_THAN: "more than, over: open upwards",
    },
    Scope: {
        Scope.INCIDENT: "this one event; the same as leaving `scope` out",
        Scope.CUMULATIVE: "all that happened in `period`: a toll",
    },
}

#: For each kind of event that every file may use, what it is for.
KINDS: Mapping[str, str] = {
    "strike": "an attack from afar: from the air, with shells or with missiles (for workers' strikes declare a kind)",
    "clash": "fighting between two sides",
    "advance": "ground is taken",
    "truce": "fighting stops, or is to stop",
    "diplomacy": "states or organisations negotiate, vote, sign",
    "statement": "somebody says something that matters by itself",
    "report": "somebody finds something out; also for what is none of the others",
    "toll": "a number that sums up a stretch of time",
    "background": "what one has to know for the rest",
}
