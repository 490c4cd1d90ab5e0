"""Completion: ids and names straight from the file, for a TAB must neither wait nor complain."""

from collections.abc import Callable

import typer

from idlibtl.model.vocabulary import EVENT_FIELDS, FIGURE_FIELDS, KINDS
from idlibtl.reading import files

#: What a section offers beside what is in the file.
_MORE = {"kinds": tuple(KINDS), "sources": ("publication",)}


def names(section: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of what may be named in a section."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        in_file = "actors" if section == "sources" else section
        known = [*files.ids(context.params.get("data"), in_file), *_MORE.get(section, ())]
        return [name for name in dict.fromkeys(known) if name.startswith(incomplete)]

    return complete


def _listed(known: tuple[str, ...], incomplete: str) -> list[str]:
    done, comma, begun = incomplete.rpartition(",")
    return [f"{done}{comma}{field}" for field in known if field.startswith(begun)]


def fields(incomplete: str) -> list[str]:
    """A completion of the fields of events, after those given."""
    return _listed(EVENT_FIELDS, incomplete)


def figure_fields(incomplete: str) -> list[str]:
    """A completion of the columns of figures, after those given."""
    return _listed(FIGURE_FIELDS, incomplete)
