"""Where a chronology was read from."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from idlibtl import DatasetError, Filters, load
from idlibtl.field.load import load_with_origin
from idlibtl.read.files import Origin, bundled, start_tables

CONTENT = bundled().read_bytes()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def test_the_bundled_one_has_no_name() -> None:
    assert load_with_origin(None, Filters()) == (load(), Origin(None, DIGEST))


def test_a_file_is_named() -> None:
    assert load_with_origin(str(bundled()), Filters())[1] == Origin(str(bundled()), DIGEST)


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(CONTENT,))
    writer.start()
    assert load_with_origin(pipe, Filters()) == (load(), Origin(str(pipe), DIGEST))
    writer.join()


@pytest.mark.parametrize("name", ["missing.json", ".", "/dev/null"])
def test_what_cannot_be_read_is_reported(name: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"does not exist|is a device|is a folder"):
        load_with_origin(tmp_path / name, Filters())


def test_the_digest_of_a_folder_is_of_the_tables_that_are_read(tmp_path: Path) -> None:
    for name, table in start_tables().items():
        (tmp_path / name).write_text(table, encoding="utf-8")
    (tmp_path / "events.csv").rename(tmp_path / "Events.CSV")
    (tmp_path / ".hidden.csv").write_text("of a program", encoding="utf-8")
    in_order = ["Events.CSV", "about.csv", "actors.csv", "figures.csv", "metrics.csv", "places.csv"]
    digest = hashlib.sha256(b"".join((tmp_path / name).read_bytes() for name in in_order)).hexdigest()
    assert load_with_origin(tmp_path, Filters())[1] == Origin(str(tmp_path), digest)
