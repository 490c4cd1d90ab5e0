"""Tables as files: what is a table at all, encodings, quotes, zips, pipes, and what would take too much."""

import io
import os
import threading
import zipfile
from pathlib import Path

import pytest
from invented import acled, file_of, ged

from idlibtl import DatasetError, Filters, load
from idlibtl.field import tables
from idlibtl.field.totals import totals_from
from idlibtl.read import files


def refusal(path: Path) -> str:
    with pytest.raises(DatasetError) as told:
        load(path)
    return str(told.value).removeprefix(f"{path}: ")


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


# Quotes and lines


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {}).replace(b",Ford town,", b',"Ford town,', 1))
    assert refusal(path) == "line 2 opens a quote that is never closed"
    with pytest.raises(DatasetError, match="line 2 opens a quote that is never closed"):
        totals_from(path, Filters())


def test_a_row_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_RECORD_BYTES", 2000)
    told = "begins a row of more than 2,000 bytes: it is very long, or a quote in it is not closed"
    for content in (
        ged({}, {"side_a": "x" * 3000}, {}),
        ged({}, {"side_a": "x\n" * 1500}, {}),
        ged({}).replace(b",Ford town,", b',"Ford town,') + ged(*[{}] * 9),
    ):
        path = file_of(tmp_path, content)
        line = 2 if content.count(b"id,year") == 2 else 3
        assert refusal(path) == f"line {line} {told}"
        with pytest.raises(DatasetError, match=told):
            totals_from(path, Filters())


def test_many_rows_are_read_block_by_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"source_article": 'a\n"b"\n' * (number % 4), "best": str(number)} for number in range(60)]
    path = file_of(tmp_path, ged(*rows, columns=49).removesuffix(b"\n"))
    for size in (100, 1000, 10_000):
        monkeypatch.setattr(tables, "BLOCK_BYTES", size)
        assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == sum(range(60))


def test_lines_that_end_as_in_windows(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, ged({}, {"source_article": "a\r\nb"}, columns=49).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
    )
    assert len(load(path).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16


def test_a_lone_carriage_return_ends_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"where_coordinates": "Ford"}).replace(b",Ford,", b",Ford\rtown,"))
    assert [event.id for event in load(path).events] == ["ged-1"]
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 8


# What is a table


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\0" * 100_000, "is not JSON"),
        (b"a,b,c\n1,2,3\n", "is not JSON"),
        (("id,year" * 20).encode("utf-16"), "is UTF-16 text; save it as UTF-8"),
        (b",".join([b"x"] * 1_000_000), "has no header that is known"),
        (b'"' + b",,,,,,,,,,,,\n" * 1000, "line 1 opens a quote that is never closed"),
        (b"\xff,,,,,,,,,,,\n", "line 1 is not UTF-8 text: it has the byte 0xff"),
    ],
)
def test_what_is_no_dataset(tmp_path: Path, content: bytes, told: str) -> None:
    path = file_of(tmp_path, content)
    assert refusal(path).startswith(told)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.csv") == "cannot be read: No such file or directory"
    with pytest.raises(DatasetError, match="cannot be read: "):
        load("a\0b")


def test_a_folder_and_a_device(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "cannot be read: Is a directory"
    assert refusal(Path("/dev/null")) == "is a device, not a file"


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}))
    path.chmod(0)
    assert refusal(path) == "cannot be read: Permission denied"


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(ged({}, {}),))
    writer.start()
    try:
        assert [event.id for event in load(path, Filters(places=["ford"])).events] == ["ged-1", "ged-2"]
    finally:
        writer.join()


def test_a_pipe_may_have_a_chronology_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(files.bundled().read_bytes(),))
    writer.start()
    try:
        assert len(load(path).events) == len(load().events)
    finally:
        writer.join()


# Zips


@pytest.mark.parametrize("name", ["rows.csv", "folder/ROWS.CSV", "../../rows.csv", "/etc/rows.csv"])
def test_the_one_csv_of_a_zip_is_read_wherever_it_says_it_lies(tmp_path: Path, name: str) -> None:
    path = file_of(tmp_path, zipped({"read me.txt": b"x", "__MACOSX/._rows.csv": b"x", name: ged({}, {})}), "x.bin")
    assert len(load(path).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.bin"]  # nothing is unpacked


@pytest.mark.parametrize("members", [{}, {"a.txt": b"x"}, {"a.csv": b"x", "b.csv": b"y"}])
def test_a_zip_must_have_one_csv(tmp_path: Path, members: dict[str, bytes]) -> None:
    number = sum(name.endswith(".csv") for name in members)
    told = refusal(file_of(tmp_path, zipped({"more.txt": b"", **members})))
    assert told == f"is a zip with {number} CSV files; it must hold exactly one"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"rows.csv": ged({}) + b" " * 3_000_000})
    told = "is a zip whose 'rows.csv' would unpack to 3,0"
    assert refusal(file_of(tmp_path, bomb)).startswith(told)
    monkeypatch.setattr(tables, "MAX_ZIP_RATIO", 10**6)
    monkeypatch.setattr(tables, "MAX_UNZIPPED_BYTES", 1_000_000)
    assert refusal(file_of(tmp_path, bomb)).startswith(told)


def lying(content: bytes, size: int) -> bytes:
    """The same zip, which says that its one member has this size."""
    begin = content.index(b"PK\x01\x02")
    return content[: begin + 24] + size.to_bytes(4, "little") + content[begin + 28 :]


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    whole = ged(*[{}] * 200)
    path = file_of(tmp_path, lying(zipped({"rows.csv": whole}, zipfile.ZIP_STORED), 5000))
    assert refusal(path)  # in words; what it says is read, and no more


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    content = bytearray(zipped({"rows.csv": ged({})}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(file_of(tmp_path, bytes(content))) == "is a zip with a password; unpack it first"


def test_a_broken_zip(tmp_path: Path) -> None:
    whole = zipped({"rows.csv": ged(*[{}] * 200)})
    assert refusal(file_of(tmp_path, whole[:100])).startswith("cannot be read: ")
    broken = bytearray(whole)
    broken[60:200] = bytes(140)
    assert refusal(file_of(tmp_path, bytes(broken))).startswith("cannot be read: ")


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    assert refusal(file_of(tmp_path, zipped({"rows.csv": b"a,b\n1,2\n"}))).startswith("has no header that is known")


def test_a_limit_on_what_a_zip_gives() -> None:
    closed: list[str] = []
    limited = io.BufferedReader(tables._Limited(io.BytesIO(b"x" * 100), 10, lambda: closed.append("all")))
    with pytest.raises(files.Unreadable, match="is a zip that unpacks to more than it says"):
        limited.read()
    limited.close()
    assert "all" in closed


# Whether it is one


def test_tables_of_events_are_no_field_tables(tmp_path: Path) -> None:
    assert tables.is_field_table(file_of(tmp_path, ged({})))
    assert tables.is_field_table(file_of(tmp_path, acled({})))
    assert tables.is_field_table(file_of(tmp_path, zipped({"rows.csv": ged({})})))
    assert not tables.is_field_table(
        file_of(tmp_path, b"id,date,date_text,title,summary,kind,phase,actors,places,source,x\n")
    )
    assert not tables.is_field_table(file_of(tmp_path, b"{}"))
    assert not tables.is_field_table(tmp_path)
