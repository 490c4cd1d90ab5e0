"""Cross-checks and claims, which two commands in many need, -> blocks for people, and tidy rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from idlibtl.compare.claim import ClaimReport
from idlibtl.compare.crosscheck import Crosscheck
from idlibtl.reports import Comparison
from idlibtl.show.blocks import Block
from idlibtl.show.claim_view import claim_blocks, claim_rows
from idlibtl.show.crosscheck_view import crosscheck_blocks, crosscheck_rows


def comparison_blocks(report: Comparison) -> Iterator[Block]:
    """Return the report as headings, sentences and tables."""
    match report:
        case Crosscheck():
            return crosscheck_blocks(report)
        case ClaimReport():
            return claim_blocks(report)
        case _:
            assert_never(report)


def comparison_rows(report: Comparison) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return the report as a header and rows."""
    match report:
        case Crosscheck():
            return crosscheck_rows(report)
        case ClaimReport():
            return claim_rows(report)
        case _:
            assert_never(report)
