"""A chronology of the offensive on Idlib, April 2019 to January 2020, and the questions that you can ask it.

>>> from idlibtl import Filters, ask, load, totals_report
>>> question = ask(load(), Filters(metrics=["civilians"]))
>>> totals_report(question).totals[0].headline
'Civilians killed: about 1,134 reported (sum of 5 figures)'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import *  # noqa: F403 - all of it, for editors and type checkers
    from .api import __all__ as __all__

__version__ = "3.0.0"


def __getattr__(name: str) -> object:
    # all of it is imported when some is needed, so that the command line imports only what it needs
    return getattr(import_module(".api", __name__), name)


def __dir__() -> list[str]:
    # what a shell completes
    return [*globals(), *import_module(".api", __name__).__all__]
