"""The streams: the only place that prints."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, assert_never

from idlibtl.model.vocabulary import Color, Format
from idlibtl.show import formats
from idlibtl.show.atomic import is_stream, replacing, require_free, resolved
from idlibtl.show.safe_text import PIPE_WIDTH, Screen, as_json, encoded, harmless

if TYPE_CHECKING:
    from idlibtl.reports import Report


#: The least and the greatest width of a table, whatever the terminal and COLUMNS say.
NARROWEST, WIDEST = 20, 1000


def emit(
    report: "Report",
    format_: Format,
    fields: Sequence[str] = (),
    *,
    file: str | None = None,
    force: bool = False,
    color: Color = Color.AUTO,
    paged: bool = True,
    data: Sequence[str] = (),
) -> None:
    """Write the answer to stdout or a file, and remarks to stderr. Raises BadQuestion and OSError.

    `fields` are those of events or figures; none for all. `data` are the files that it is from; none for the bundled
    chronology.
    """
    for_people = format_ in (Format.TABLE, Format.MARKDOWN)
    screen = screen_of(file, color)
    pieces = formats.written(report, format_, fields, screen, data)
    first = next(pieces, "")
    remark = report.remark if not for_people or not first else ""
    if not is_terminal():  # before someone's own pager, in a pipe, takes the screen
        say(remark)
    pieces = chain([first], pieces)
    if paged and screen.is_terminal:
        _page(pieces, for_people=for_people)
    else:
        emit_text(pieces, file, force=force, for_people=for_people)
    if is_terminal():
        say(remark)


def emit_text(pieces: Iterable[str], file: str | None = None, *, force: bool = False, for_people: bool = False) -> None:
    """Write a document to stdout or a file. Raises OSError."""
    if file is not None:
        write_file(file, pieces, force=force)
    else:
        _write(pieces, for_people=for_people)


def emit_json(value: object, file: str | None = None, *, force: bool = False) -> None:
    """Write one JSON value to stdout or a file. Raises OSError."""
    emit_text([as_json(value, indent=True, ascii_only=screen_of(file).ascii_only)], file, force=force)


# Where it goes


def is_terminal() -> bool:
    """Return whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def screen_of(file: str | None, color: Color = Color.AUTO) -> Screen:
    """Return the screen for an answer: a file, or stdout."""
    if file is not None:
        return Screen(_width(), color=color is Color.ALWAYS)
    encoding = None if sys.stdout is None else sys.stdout.encoding
    return Screen(_width(), _is_colored(color), encoding or "utf-8", is_terminal())


def _width() -> int:
    """Return the columns that COLUMNS sets, else those of the terminal, or 100 in a pipe; 20 to 1000 in any case."""
    unknown = 80 if is_terminal() else PIPE_WIDTH
    return min(max(NARROWEST, get_terminal_size((unknown, 24)).columns), WIDEST)


def _is_colored(color: Color) -> bool:
    """Whether to colour: --color, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether stdout is a terminal."""
    match color:
        case Color.ALWAYS | Color.NEVER:
            return color is Color.ALWAYS
        case Color.AUTO:
            forced, can_have = os.environ.get("FORCE_COLOR"), is_terminal() and os.environ.get("TERM") != "dumb"
            is_wanted = forced.lower() not in ("0", "false") if forced else can_have
            return is_wanted and not os.environ.get("NO_COLOR")
        case _:
            assert_never(color)


# Writing


def _write(pieces: Iterable[str], *, for_people: bool) -> None:
    """Write to stdout: text for programs in UTF-8, text for people in their terminal's encoding. Raises OSError."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    # a terminal with another encoding could take bytes of UTF-8 for control codes
    encoding = (sys.stdout.encoding or "utf-8") if for_people or is_terminal() else "utf-8"
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(encoded(piece, encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()  # its reader has stopped reading


def abandon_stdout() -> None:
    """Discard what is still to be flushed, so that it does not fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def write_file(path: str, pieces: Iterable[str], *, force: bool = False) -> None:
    """Write a file. It is never left half-written, and an existing one is replaced only with `force`.

    Raises BadQuestion, and OSError, which names the file as typed.
    """
    try:
        if is_stream(path):  # written to, not replaced; the way to a pipe, such as /dev/stdout, leads to no name
            with Path(path).open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            return
        with replacing(resolved(path)) as part, part.open("x", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            require_free(path, force=force)  # another program may have made it in the meantime
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


# The pager


def _page(pieces: Iterator[str], *, for_people: bool) -> None:
    """Write to the terminal; longer text goes through a pager, as it is made. Raises OSError."""
    screen = get_terminal_size()
    begun, lines = list[str](), 0
    for piece in pieces:
        begun.append(piece)
        lines += sum(1 + len(line) // screen.columns for line in piece.splitlines())
        if lines >= screen.lines:
            break
    if lines >= screen.lines and (pager := _pager()):
        _feed(pager, chain(begun, pieces))
    else:
        _write(chain(begun, pieces), for_people=for_people)


def _pager() -> list[str] | None:
    """The pager's command: IDLIBTL_PAGER, else PAGER, else less; None for no pager."""
    import shlex
    import shutil

    try:
        words = shlex.split(os.environ.get("IDLIBTL_PAGER", os.environ.get("PAGER", "less -FRX")))
    except ValueError:  # quotes that do not close
        return None
    return words if words and words != ["cat"] and shutil.which(words[0]) else None


def _feed(pager: list[str], pieces: Iterable[str]) -> None:
    import signal
    import subprocess

    sys.stdout.flush()
    encoding = sys.stdout.encoding or "utf-8"
    process = subprocess.Popen(pager, stdin=subprocess.PIPE, env={"LESS": "FRX", **os.environ})  # noqa: S603 - the user's
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's now
    try:
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin:  # the reader may have quit
            for piece in pieces:
                process.stdin.write(encoded(piece, encoding))
                process.stdin.flush()
    finally:
        process.wait()
        signal.signal(signal.SIGINT, before)


def say(text: str) -> None:
    """Write lines for people, if any, to stderr, so that programs do not take them for data."""
    if sys.stderr is None or not text:
        return
    encoding = sys.stderr.encoding or "utf-8"
    shown = "\n".join(map(harmless, text.split("\n")))
    with suppress(OSError):  # no one can read it
        sys.stderr.write(f"{encoded(shown, encoding).decode(encoding)}\n")
        sys.stderr.flush()
