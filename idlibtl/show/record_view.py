"""One record in full -> blocks."""

from collections.abc import Iterator

from idlibtl.show.blocks import Block, Column, Heading, Sentence, Table
from idlibtl.show.describe import Description


def record_blocks(record: Description) -> Iterator[Block]:
    """Yield everything that a record says, sentences to quote, and how to cite it."""
    head = (record.printed_days, record.kinds, record.places, record.event.id)
    yield Heading(record.title, " · ".join(filter(None, head)))
    if record.corrected_by:
        yield Sentence(record.corrected_by, bold=True)
    texts = (*record.corrects, record.event.summary)
    yield from (Sentence(text) for text in texts if text)
    facts = (
        ("Attributed to", record.attribution),
        *record.other_roles,
        ("Source", record.source_and_paragraphs),
        *(("Cited", cited) for cited in record.cited),
        ("Phase", record.phase),
        ("Our reading", record.reading),
        ("Note", record.note),
    )
    rows = [(label, text) for label, text in facts if text]
    yield Table((Column("", style="bold", whole=True), Column("")), rows, headed=False)
    if record.figures:
        yield Heading("Figures")
        for figure in record.figures:
            yield Sentence(figure.text, indent=2, style="number")
            if figure.qualifiers:
                yield Sentence("; ".join(figure.qualifiers), indent=2)
            yield from (Sentence(note, indent=2) for note in figure.notes)
        yield Heading("To quote")
        yield from (Sentence(sentence, indent=2) for sentence in record.to_quote)
    yield Heading("To cite")
    yield from (Sentence(citation, indent=2) for citation in record.cite)
