"""Chronologies written as tables and read back, in a folder of a test."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from idlibtl import Chronology, Filters, ask, figures_report, list_report
from idlibtl.model.vocabulary import Format
from idlibtl.read import spreadsheet
from idlibtl.read.dataset import from_bytes
from idlibtl.read.files import DatasetError
from idlibtl.show import formats
from idlibtl.show.safe_text import Screen

Raw = dict[str, Any]


def loaded(raw: Raw) -> Chronology:
    """The chronology with this JSON."""
    return from_bytes(json.dumps(raw).encode())


def tables_of(chronology: Chronology, format_: Format = Format.CSV) -> tuple[str, str]:
    """What list and figures write of a whole chronology."""
    question = ask(chronology, Filters())
    reports = (list_report(question), figures_report(question))
    events, figures = ("".join(formats.written(report, format_, (), Screen())) for report in reports)
    return events, figures


def converted(folder: Path, base: Raw, events: str | bytes, figures: str | bytes | None = None) -> Raw:
    """The chronology that these tables and this base make."""
    paths = []
    for name, content in (("events.csv", events), ("figures.csv", figures)):
        if content is not None:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(folder / name))
    (folder / "base.json").write_text(json.dumps(base), encoding="utf-8")
    return spreadsheet.chronology(paths, str(folder / "base.json")).document


def refused(folder: Path, base: Raw, events: str | bytes, figures: str | bytes | None = None) -> list[str]:
    """The messages about tables that do not make a chronology, line by line."""
    with pytest.raises(DatasetError) as message:
        converted(folder, base, events, figures)
    assert message.value.findings
    return str(message.value).replace(f"{folder}/", "").splitlines()


def csv(*rows: str, columns: str = "", end: str = "\n") -> str:
    """A table of these rows, the names of its columns above them."""
    return "".join(f"{row}{end}" for row in (columns, *rows) if row)


def figures_of(raw: Raw) -> Iterable[Raw]:
    """All figures of a chronology in the form of its JSON."""
    return (figure for event in raw["events"] for figure in event.get("figures", ()))
