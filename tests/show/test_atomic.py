"""Files and folders are never half-written, and replace existing ones only if asked to."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from idlibtl.model.dates import BadQuestion
from idlibtl.show import atomic
from idlibtl.show.atomic import is_stream, replacing, require_free, require_free_folder, resolved

OURS = frozenset(("datapackage.json", "events.csv"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    with replacing(target) as beside:
        beside.write_text("after")
        assert target.read_text() == "before"
    assert (target.read_text(), names(tmp_path)) == ("after", ["out.txt"])


def test_nothing_is_left_of_a_file_or_a_folder_that_fails(tmp_path: Path) -> None:
    def interrupted(path: Path, make: Callable[[Path], None]) -> None:
        make(path)
        raise KeyboardInterrupt

    for make in (Path.touch, Path.mkdir):
        with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "out") as beside:
            interrupted(beside, make)
        assert names(tmp_path) == []


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("first", "second"):
        with replacing(target) as beside:
            beside.mkdir()
            (beside / "events.csv").write_text(text)
        assert (target / "events.csv").read_text() == text
    assert names(tmp_path) == ["out"]


def test_the_folder_before_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "events.csv").write_text("before")
    rename = Path.replace

    def failing(self: Path, to: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(5, "Input/output error")
        return rename(self, to)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="Input/output"), replacing(target) as beside:
        beside.mkdir()
    assert (target / "events.csv").read_text() == "before"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(("step", "left"), [("replace .part", "new"), ("replace out", "old"), ("rmtree", "new")])
def test_ctrl_c_while_a_folder_takes_its_place_leaves_one_of_the_two(
    step: str, left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    rename = Path.replace
    interrupts: list[str] = []

    def make(folder: Path, file: str) -> None:
        folder.mkdir()
        (folder / file).touch()

    def interrupt(at: str) -> None:
        if at == step and not interrupts:  # a second Ctrl-C is ignored
            interrupts.append(at)
            raise KeyboardInterrupt

    def replace(self: Path, to: Path) -> Path:
        renamed = rename(self, to)
        interrupt(f"replace {self.suffix or self.name}")
        return renamed

    def remove(path: Path, *, ignore_errors: bool = False) -> None:
        interrupt("rmtree")
        shutil.rmtree(path, ignore_errors=ignore_errors)

    make(target, "old")
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(atomic, "rmtree", remove)
    with pytest.raises(KeyboardInterrupt), replacing(target) as beside:
        make(beside, "new")
    assert (interrupts, names(tmp_path), names(target)) == ([step], ["out"], [left])


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    require_free(str(path), force=False)
    path.write_text("")
    with pytest.raises(BadQuestion, match=r"out\.txt already exists\. Use --force to replace it"):
        require_free(str(path), force=False)
    require_free(str(path), force=True)
    for force in (False, True):
        with pytest.raises(BadQuestion, match=r"is a folder\. Choose a file to write"):
            require_free(str(tmp_path), force=force)


def test_a_folder_is_replaced_only_if_it_is_ours(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    require_free_folder(str(folder), OURS, force=False)
    folder.mkdir()
    require_free_folder(str(folder), OURS, force=True)
    with pytest.raises(BadQuestion, match=r"already exists\. Use --force to replace a data package"):
        require_free_folder(str(folder), OURS, force=False)
    (folder / "events.csv").touch()
    with pytest.raises(BadQuestion, match=r"is not a data package: it has no datapackage\.json\. Nothing was changed"):
        require_free_folder(str(folder), OURS, force=True)
    (folder / "datapackage.json").touch()
    require_free_folder(str(folder), OURS, force=True)
    (folder / "my notes.txt").touch()
    with pytest.raises(
        BadQuestion, match=r"contains my notes\.txt, which is not part of a data package. Nothing was changed"
    ):
        require_free_folder(str(folder), OURS, force=True)


def test_no_one_is_left_in_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "out" / "inner")
    for path in (".", "..", str(tmp_path / "out")):
        with pytest.raises(BadQuestion, match=r"Cannot replace the current folder or one above it\. Choose another"):
            require_free_folder(path, OURS, force=True)


def test_a_file_or_a_broken_link_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(BadQuestion, match=r"already exists and is not a folder\. Choose another folder"):
            require_free_folder(str(tmp_path / name), OURS, force=True)


def test_a_message_shows_no_unseen_character(tmp_path: Path) -> None:
    strange = tmp_path / "a\x1b[2Jb"
    strange.touch()
    with pytest.raises(BadQuestion) as message:
        require_free(str(strange), force=False)
    assert str(message.value).isprintable()
    assert "\\x1b[2Jb' already exists" in str(message.value)


def test_a_stream_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    result = {name: is_stream(str(tmp_path / name)) for name in ("pipe", "file", "nothing", ".")}
    assert result == {"pipe": True, "file": False, "nothing": False, ".": False}
    assert is_stream("/dev/null")


def test_a_link_that_leads_to_itself_is_reported_like_any_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    (tmp_path / "there").symlink_to(tmp_path / "file")
    with pytest.raises(OSError, match="Too many levels"):
        resolved(str(tmp_path / "link"))
    assert resolved(str(tmp_path / "there")) == tmp_path / "file"


def test_a_way_through_a_folder_that_is_not_there_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (f"{tmp_path}/gone/..", f"{tmp_path}/gone/../file", f"{tmp_path}/gone/further/../../file"):
        with pytest.raises(OSError, match="No such file"):
            resolved(path)
    (tmp_path / "link").symlink_to("gone/../file")
    with pytest.raises(OSError, match="No such file"):
        resolved(str(tmp_path / "link"))
    (tmp_path / "there").mkdir()
    assert resolved(f"{tmp_path}/there/../file") == tmp_path / "file"


def test_a_name_that_only_a_folder_can_have_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("file/", "new/"):
        with pytest.raises(OSError, match="directory"):
            resolved(f"{tmp_path}/{name}")
        assert resolved(f"{tmp_path}/{name}", is_folder=True) == tmp_path / name.removesuffix("/")
    assert resolved(f"{tmp_path}/file") == tmp_path / "file"


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before")
    (tmp_path / "file").chmod(0o600)
    with replacing(tmp_path / "file") as beside:
        beside.write_text("behind")
    assert (tmp_path / "file").read_text() == "behind"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_folder_that_has_one_of_our_names_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "package" / "events.csv").mkdir(parents=True)
    (tmp_path / "package" / "datapackage.json").touch()
    with pytest.raises(BadQuestion, match=r"contains events\.csv"):
        require_free_folder(str(tmp_path / "package"), frozenset({"events.csv", "datapackage.json"}), force=True)
