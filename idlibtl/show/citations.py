"""How to cite a record: as text, as BibTeX, as CSL-JSON (version 1.0.2, which Zotero and pandoc read).

Nothing is added to what the file says about its publications: `as_of` is the cut-off date, and is given as such, not
as the date of publication.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.records import Citation, Event
from idlibtl.model.vocabulary import Cite
from idlibtl.show.safe_text import as_json, harmless
from idlibtl.totals.quotes import capital, up_to
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
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


def citations(chronology: Chronology, events: Sequence[Event], form: Cite) -> Iterator[str]:
    """Return citations of these records in a form: an entry for each publication that each of them cites."""
    entries = [(event, cited) for event in events for cited in chronology.cited(event)]
    match form:
        case Cite.TEXT:
            return (f"{harmless(citation(chronology, event, cited))}\n" for event, cited in entries)
        case Cite.BIBTEX:
            return (_bibtex(_item(chronology, event, cited)) for event, cited in entries)
        case Cite.CSL_JSON:
            return iter([as_json([_item(chronology, event, cited) for event, cited in entries], indent=True)])
        case _:
            assert_never(form)


def _item(chronology: Chronology, event: Event, cited: Citation) -> Mapping[str, str]:
    """An entry in CSL-JSON. Its id is the event's, with the publication if the event cites several."""
    publication = chronology.publication_by_id[cited.publication]
    words = re.findall("[a-z]+", publication.kind.lower())
    paragraphs = paragraphs_text(cited.paragraphs).removeprefix(", ").capitalize()
    notes = (paragraphs, capital(up_to(chronology, publication.as_of)), record_text(chronology, event))
    item = {
        "id": f"{event.id}.{cited.publication}" if len(event.citations) > 1 else event.id,
        "type": next((_CSL_TYPES[word] for word in words if word in _CSL_TYPES), "document"),
        "title": publication.title,
        "genre": publication.kind,
        "publisher": publication.publisher,
        "URL": cited.url,
        "note": harmless(". ".join(filter(None, notes))),
    }
    return {name: value for name, value in item.items() if value}


#: The fields of BibTeX, and those of CSL that they have.
_BIBTEX = {"title": "title", "howpublished": "genre", "publisher": "publisher", "url": "URL", "note": "note"}


def _bibtex(item: Mapping[str, str]) -> str:
    fields = {name: harmless(item[key]).translate(_LATEX) for name, key in _BIBTEX.items() if key in item}
    fields["title"] = f"{{{fields['title']}}}"  # keeps its capitals
    if "url" in fields:
        fields["url"] = item["URL"]  # as it is
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{item['id']},\n{lines}}}\n"
