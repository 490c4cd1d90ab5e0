"""The rows of a field dataset that a claim is compared with. The names in a claim are known only from the rows."""

from idlibtl.compare.claim import with_claim
from idlibtl.compare.sentence import outline
from idlibtl.field import load
from idlibtl.field.open import Watch
from idlibtl.field.questions import Asked
from idlibtl.field.totals import with_events
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import By
from idlibtl.query.filters import NO_FILTERS, Filters
from idlibtl.query.question import Question, ask
from idlibtl.totals.total import Total, totals


def load_for_claim(
    path: load.Paths, filters: Filters, words: str, *, strict: bool = False, watch: Watch | None = None
) -> Chronology:
    """Return the chronology in a file, to compare a claim with; of a field dataset, the rows that concern the claim.

    The rows are read once if it is understood at once. If there are more than can be kept, it has those with the
    largest numbers and with the nearest to the claim's. Raises what `load` and `claim_report` raise.
    """
    reading = load.opened_all(path, strict=strict, watch=watch)
    if isinstance(reading, Chronology):
        return reading
    days, phrases = outline(Asked(reading, NO_FILTERS).question.chronology, words)
    window = days if days and filters.since is None and filters.until is None else None
    asked = Asked(reading, filters, ("role",), window, phrases)
    read_window = asked.question.window
    asked.read()
    try:
        asked.resolve()
        claim, asked.question = with_claim(asked.question, words)
        is_understood = asked.question.window == read_window
    except BadQuestion:
        is_understood = False
    if not is_understood:  # a name is not written in full, or the days are not what they seemed
        claim, question = with_claim(ask(load.all_names(reading.again(), filters), filters), words)
        asked = Asked(reading.again(), question.asked, ("role",)).answered()

    def sum_up(other: Question, by: By | None) -> tuple[Total, ...]:
        if by is None and other.asked == asked.question.asked and len(other.metrics) == 1:  # without reading it again
            return totals(with_events(asked, asked.question._replace(metrics=other.metrics), by), by)
        return load.sum_up(reading, other, by)

    kept = load.matching(asked)
    positions, remark = load.positions_of(kept), ""
    if (number := len(positions)) > load.MAX_HELD_ROWS and len(asked.question.metrics) == 1:
        positions = load.nearest(kept, asked.question.metrics[0].id, claim.number.value)
        remark = f"Only {len(positions):,} of {number:,} rows are compared: the nearest and the largest."
    return load.of_rows(asked, positions, remark=remark, sum_up=sum_up)
