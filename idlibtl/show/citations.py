"""How to cite a record: as text, as BibTeX, as CSL-JSON (version 1.0.2, which Zotero and pandoc read).

Nothing is added to what the file says about its publications: `as_of` is the cut-off date, and is given as such, not
as the date of publication.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import day_text
from idlibtl.model.records import Citation, Event, Publication
from idlibtl.model.vocabulary import Cite
from idlibtl.show.safe_text import as_json, harmless
from idlibtl.totals.sentences import citation, paragraphs_text, record_text

#: CSL's type of a publication, by a word in its kind; `document` if no word matches.
_CSL_TYPES = {
    "newspaper": "article-newspaper",
    "news": "article-newspaper",
    "magazine": "article-magazine",
    "journal": "article-journal",
    "report": "report",
    "dataset": "dataset",
    "book": "book",
    "blog": "post-weblog",
    "website": "webpage",
    "broadcast": "broadcast",
}

#: Characters that LaTeX does not take literally. Braces come in pairs, because BibTeX counts them.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
)


def citations(chronology: Chronology, events: Sequence[Event], form: Cite) -> Iterator[str]:
    """Return citations of these records in a form: an entry for each publication that each of them cites."""
    entries = [(event, cited) for event in events for cited in chronology.cited(event)]
    match form:
        case Cite.TEXT:
            return (f"{harmless(citation(chronology, event, cited))}\n" for event, cited in entries)
        case Cite.BIBTEX:
            return (_bibtex(chronology, event, cited) for event, cited in entries)
        case Cite.CSL_JSON:
            return iter([as_json([_csl(chronology, event, cited) for event, cited in entries], indent=True)])
        case _:
            assert_never(form)


def _note(chronology: Chronology, event: Event, publication: Publication, cited: Citation) -> str:
    paragraphs = paragraphs_text(cited.paragraphs).removeprefix(", ").capitalize()
    parts = [paragraphs] if paragraphs else []
    return harmless(". ".join([*parts, f"As of {day_text(publication.as_of)}", record_text(chronology, event)]))


def _key(event: Event, cited: Citation) -> str:
    """The name of an entry: the event's id, and the publication if it cites several."""
    return f"{event.id}.{cited.publication}" if len(event.citations) > 1 else event.id


def _csl(chronology: Chronology, event: Event, cited: Citation) -> Mapping[str, str]:
    publication = chronology.publication_by_id[cited.publication]
    words = re.findall("[a-z]+", publication.kind.lower())
    item = {
        "id": _key(event, cited),
        "type": next((_CSL_TYPES[word] for word in words if word in _CSL_TYPES), "document"),
        "title": publication.title,
        "genre": publication.kind,
        "publisher": publication.publisher,
        "URL": cited.url,
        "note": _note(chronology, event, publication, cited),
    }
    return {name: value for name, value in item.items() if value}


def _bibtex(chronology: Chronology, event: Event, cited: Citation) -> str:
    publication = chronology.publication_by_id[cited.publication]
    fields = {
        "title": f"{{{_latex(publication.title)}}}",  # keeps its capitals
        "howpublished": _latex(publication.kind),
        "publisher": _latex(publication.publisher or ""),
        "url": cited.url or "",
        "note": _latex(_note(chronology, event, publication, cited)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_key(event, cited)},\n{lines}}}\n"


def _latex(text: str) -> str:
    return harmless(text).translate(_LATEX)
