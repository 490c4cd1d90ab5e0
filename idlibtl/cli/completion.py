"""Completion: ids and names straight from the file, because a TAB must neither wait nor print errors.

Anyone may have written that file, and what is offered goes onto a command line: see `is_plain`.
"""

import re
from collections.abc import Callable

import typer

from idlibtl.model.vocabulary import KINDS
from idlibtl.read import files

#: What a section offers in addition to the names in the file.
_MORE = {"kinds": tuple(KINDS), "sources": ("publication",)}

#: Letters and digits of any script, and between them what a shell takes as plain text once it is quoted.
_PLAIN = r"[^\W_][\w .,/'’-]*"

#: The longest name that is offered: a longer one does not help anyone who types.
MAX_OFFERED_LENGTH = 80


class _AnyCase(str):
    """A name that begins as typed, whatever the case. Typer leaves out words that do not begin exactly so."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Return True: it has been checked."""
        return True


def is_plain(name: str) -> bool:
    """Return whether a name is safe on a command line: once it is quoted, it means nothing else to any shell."""
    return len(name) <= MAX_OFFERED_LENGTH and name.isprintable() and re.fullmatch(_PLAIN, name) is not None


def names(section: str) -> Callable[[typer.Context, str], list[str]]:
    """Return a function that completes the names of a section, whatever the case."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        in_file = ("actors", "publications") if section == "sources" else (section,)
        data, begun = context.params.get("data"), incomplete.casefold()
        records = [*files.names(data[-1] if data else None, *in_file), *([name] for name in _MORE.get(section, ()))]
        # for each record its id if that begins as typed, or else its first name that does
        fitting = (
            [name for name in called if name.casefold().startswith(begun) and is_plain(name)] for called in records
        )
        return list(dict.fromkeys(_AnyCase(names[0]) for names in fitting if names))

    return complete


def listed(fields: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Return a function that completes the last of several fields with commas between them."""

    def complete(incomplete: str) -> list[str]:
        done, comma, begun = incomplete.rpartition(",")
        plain = not done or is_plain(done)
        return [f"{done}{comma}{field}" for field in fields if field.startswith(begun) and plain]

    return complete
