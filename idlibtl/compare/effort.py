"""A bound on the work of one comparison, which could grow as the square of its two files."""

from idlibtl.model.dates import BadQuestion

#: How many rows and places one comparison may look at, each time it looks: some seconds.
MAX_STEPS = 5_000_000


class Effort:
    """Counts the steps of a comparison."""

    def __init__(self) -> None:
        self._left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Count some steps. Raises BadQuestion if there were too many."""
        self._left -= steps
        if self._left < 0:
            raise BadQuestion("These are too many figures and rows to compare. Use --from, --to, --place or --metric.")
