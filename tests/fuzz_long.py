"""A long run of random command lines and files, all in this process.

    python tests/fuzz_long.py [INPUTS] [SEED] [SECONDS]

An input is one command line for the program's own `main`, with the bundled chronology or a changed one. Each changed
file is used by eight command lines, the first of which is `check`. It prints how many inputs there were, how many of
them differ from all others, and how many gave a traceback, an exit code other than 0, 1, 2 or 130, or control or
direction characters on a terminal. The exit code is 1 if any did.

To save time, two things that a process does once are also done once here: the parser of each command is built at its
first use, and a chronology that one command has loaded is there for the next. Most changed files have a few of the
bundled events, so that tables are short.
"""

import copy
import gc
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

from typer.main import get_command  # noqa: TID251 - the program's own parsers, kept from one line to the next

from idlibtl.cli import commands
from idlibtl.cli import main as program
from idlibtl.model.records import Record
from idlibtl.model.vocabulary import EVENT_FIELDS, FIGURE_FIELDS, KINDS
from idlibtl.read import dataset, files
from idlibtl.show import output

#: How often a command is drawn; `schema` and `timeline` take long for what they are.
COMMANDS = {
    "list": 12, "range": 8, "totals": 14, "figures": 8, "actor": 10, "phase": 8, "place": 8, "show": 8, "names": 2,
    "check": 3, "schema": 0.2, "timeline": 3, "report": 0.5, "export": 4, "claim": 4, "crosscheck": 1,
    "convert": 1, "init": 0.5, "": 0.2, "nothing": 0.5,
}  # fmt: skip
#: Commands that answer nothing without a word.
NEEDY = ("range", "show", "export", "claim", "convert", "crosscheck", "init")
VALUED = [
    "--from", "--to", "--actor", "--phase", "--place", "--kind", "--source", "--metric", "--text", "--format", "-f",
    "--fields", "--limit", "--color", "--by", "-o", "--output",
]  # fmt: skip
FLAGS = ["--json", "--no-pager", "--", "-", "--nothing", "-x"]
RARE = ["--help", "-h", "--version", "-V"]  # they answer at once, whatever else is asked
FORMATS = ["csv", "json", "jsonl", "tsv", "markdown", "table", "month", "quarter", "year", "phase", "actor", "place",
           "source", "kind", "always", "never", "auto", "1", "3", "0", "-1"]  # fmt: skip
DATES = ["2019", "2019-06", "2019-06..", "..2019", "2019-13", "2019-Q3", "June 2019", "15 June 2019", "2019-02-30",
         "2019-06-15/..", "1/2/2019", "summer 2019", "2019-04-26~", "2019..2020", "2020-01"]  # fmt: skip
HOSTILE = [
    "", "\x1b[2J", "\x1b]0;title\x07", "\u202e", "\u2066x\u2069", "=1+1", "\n=1", "\uff1d1", "a\nb", "a\r\nb", "\x9b2J",
    "\x00", "\x7f", "\ud800", "\udcff", "x" * 400, "\u0301" * 50, "\u2028", "\u0085", "*", "$(id)", "`id`", "'", '"',
    "\\", "|", "<b>", "[x](y)", "[bold]", "[/x]", ":boom:", "~~~", "&amp;", "\U000e0041", "\ufeff", "\u200b", "\u00ad",
    "日本語", "إدلب", "\u1100\u1161", "👩‍👩‍👧", "99999999999999999999", "1e9", "٣", "²", "%s", "{}", "-" * 30,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 100, 10**13, 10**20, 1.5, 1e308, "", "x", "2019-06", "2019-06-01/..",
    "2019-04~/2019-05", "exact", "at_least", "nearly", "cumulative", "incident", "attacker", "hundreds", [], {}, [[]],
    [None], ["russia"], "russia", "idlib", "idlib-region", "civilians", "killed", {"id": "x"},
]  # fmt: skip
#: Keys whose text may be anything: with one of these changed a file stays valid, and is shown.
TEXTS = frozenset({"title", "description", "license", "name", "note", "summary", "label", "unit", "wording",
                   "date_text", "aliases", "kind"})  # fmt: skip

_MOVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    seen = True

    def isatty(self) -> bool:
        """Run as the arguments say."""
        return self.seen


class Harness:
    """The program, with what takes long done once: parsers built, chronologies loaded."""

    def __init__(self) -> None:
        self.loaded: dict[str | None, dict[bool, Any]] = {}
        self.load = dataset.load
        setattr(dataset, "load", self.loaded_once)  # noqa: B010 - it takes the place of another signature
        program.app = cache(lambda names=tuple(commands.COMMANDS): get_command(self.app(names)))  # type: ignore[assignment]
        output.abandon_stdout = lambda: None

    app = staticmethod(program.app)

    def loaded_once(self, path: Any = None, _filters: Any = None, *, strict: bool = False, **_: Any) -> Any:
        """The chronology, or the error, as it was read the first time."""
        if path not in self.loaded:
            if len(self.loaded) > 3:
                self.loaded = {None: self.loaded.get(None, {})}
            self.loaded[path] = {}
        loaded = self.loaded[path]
        if strict not in loaded:
            try:
                loaded[strict] = self.load(path)
            except files.DatasetError as error:
                loaded[strict] = error
        if isinstance(result := loaded[strict], Exception):
            raise result.with_traceback(None)
        return result


# What is drawn


def text(chance: random.Random) -> str:
    """A word or a few, most often odd."""
    draw = chance.random()
    if draw < 0.5:
        return chance.choice(HOSTILE)
    if draw < 0.8:
        return "".join(chance.choice(HOSTILE)[:3] + chance.choice("abz 09-_.") for _ in range(chance.randint(1, 4)))
    return "".join(
        chr(chance.choice((chance.randrange(256), chance.randrange(0x3000), chance.randrange(0x110000))))
        for _ in range(chance.randint(1, 6))
    )


def few(raw: Any, chance: random.Random) -> Any:
    """The chronology with one to four of its events, and of each other section some."""
    kept = chance.sample(raw["events"], chance.randint(1, 4))
    ids = {event["id"] for event in kept}
    for event in kept:
        for figure in event.get("figures", ()):
            if "includes" in figure:
                figure["includes"] = [one for one in figure["includes"] if one in ids]
    return {**raw, "events": kept, "paragraphs": []}


def changed(raw: Any, chance: random.Random) -> str:
    """The text of the chronology with one to three values changed; half the time only words that people read."""
    only_text = chance.random() < 0.5
    for _ in range(chance.randint(1, 3)):
        _change(raw, chance, only_text=only_text)
    message: str = json.dumps(raw, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.02:
        cut = chance.randrange(len(message))
        return message[:cut] + chance.choice(("", "}", "\x00", '"', "[" * 3000)) + message[cut + chance.randint(0, 3) :]
    return message


def _change(raw: Any, chance: random.Random, *, only_text: bool) -> None:
    at = raw
    for _ in range(12):
        keys: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(at[key], (dict, list)) and at[key] and chance.random() < 0.9:
            at = at[key]
        elif not only_text:
            _replace(at, key, chance)
            return
        elif key in TEXTS:
            at[key] = [text(chance)] if isinstance(at[key], list) else text(chance)
            return
        else:
            at = raw


def _replace(at: Any, key: Any, chance: random.Random) -> None:
    match chance.randrange(8):
        case 0:
            del at[key]
        case 1 if isinstance(at, list):
            at.append(copy.deepcopy(at[key]))
        case 1:
            at[text(chance)] = copy.deepcopy(at[key])
        case 2 | 3:
            at[key] = text(chance)
        case _:
            at[key] = copy.deepcopy(chance.choice(VALUES))


class Lines:
    """Command lines about a chronology: its own names, dates, and much that is wrong."""

    def __init__(self, raw: Any) -> None:
        sections = ("actors", "places", "phases", "metrics", "events")
        self.names: list[str] = [one["id"] for section in sections for one in raw[section]]
        self.names += [*KINDS, "regime", "un", "publication", "4", "deaths", "ceasefire", "Ma'arrat An Nu'man"]
        self.fields = [*EVENT_FIELDS, *FIGURE_FIELDS]

        self.fitting: dict[str, list[str]] = {
            "--actor": ["actors", "regime", "un"], "--phase": ["phases", "4"], "--place": ["places"],
            "--kind": [*KINDS, "ceasefire"], "--source": ["un", "sohr", "publication"],
            "--metric": ["metrics", "deaths"],
            "--from": DATES[:4] + DATES[5:8], "--to": DATES[:4:3] + DATES[5:8], "--text": ["strike", "Idlib", "un"],
            "--format": FORMATS[:6], "-f": FORMATS[:6], "--by": FORMATS[6:14], "--color": FORMATS[14:17],
            "--limit": ["1", "3"], "--fields": ["id,title", "event", "id"], "actor": ["actors"], "phase": ["phases"],
            "place": ["places"], "show": ["events"], "range": DATES[:4] + DATES[5:8], "totals": ["metrics"],
            "names": ["actors", "phases", "places", "metrics", "kinds", "sources"],
            "export": ["geojson", "timelinejs", "datapackage", "sqlite", "svg"], "convert": ["f.json"],
            "claim": ["about 1,000", "80", "40 to 50", "hundreds"], "crosscheck": ["f.json"], "init": ["new.json"],
        }  # fmt: skip
        for option, values in self.fitting.items():
            if option != "names":
                loaded = [[one["id"] for one in raw[value]] if value in sections else [value] for value in values]
                self.fitting[option] = [name for names in loaded for name in names]

    def value(self, chance: random.Random, behind: str) -> str:
        """What may follow an option or a command; usually something that fits."""
        if chance.random() < 0.75 and (fitting := self.fitting.get(behind)):
            return chance.choice(fitting)
        match chance.randrange(10):
            case 0 | 1 | 2 | 3:
                return chance.choice(self.names)
            case 4 | 5:
                return chance.choice(DATES)
            case 6 | 7:
                return chance.choice(FORMATS)
            case 8:
                return ",".join(chance.choice(self.fields) for _ in range(chance.randint(1, 3)))
            case _:
                return text(chance)

    def line(self, chance: random.Random, file: str | None) -> list[str]:
        """A command line."""
        command = chance.choices(list(COMMANDS), list(COMMANDS.values()))[0]
        words: list[str] = [command]
        if command in self.fitting and chance.random() < (0.8 if command in NEEDY else 0.3):
            words.append(self.value(chance, command))
        for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 3))):
            draw = chance.random()
            if draw < 0.8:
                option = chance.choice(VALUED)
                words += [option, self.value(chance, option)]
            elif draw < 0.9:
                words.append(self.value(chance, command))
            else:
                words.append(chance.choice(FLAGS if chance.random() < 0.95 else RARE))
        return words if file is None else [*words, "--data", file]


# Results


def outcome(arguments: list[str], screen: tuple[bool, bool, str]) -> list[str]:
    """The result of one input: its exit code, and what must not happen."""
    seen, heard, encoding = screen
    out = Terminal(io.BytesIO(), encoding, newline="")
    err = Terminal(io.BytesIO(), encoding, errors="backslashreplace", newline="")
    out.seen, err.seen = seen, heard
    result = []
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = program.main(arguments)
        result.append(f"exit {code}")
        if code not in (0, 1, 2, 130):
            result.append(f"wrong exit {code}: {arguments!r}")
    except SystemExit as leaving:  # completion leaves so
        result.append(f"exit {leaving.code or 0}")
        if leaving.code not in (None, 0, 1):
            result.append(f"wrong exit {leaving.code}: {arguments!r}")
    except BaseException as error:  # noqa: BLE001 - any exception is a finding
        result.append(f"traceback {type(error).__name__}: {error!s:.200}: {arguments!r}")
    for stream, is_seen in ((out, seen), (err, True)):
        stream.flush()
        message = stream.buffer.getvalue().decode(encoding, errors="replace")  # type: ignore[attr-defined]
        if is_seen and (bad := _MOVES.findall(_COLOUR.sub("", message) if "always" in arguments else message)):
            result.append(f"control character {sorted(set(bad))!r}: {arguments!r}")
    return result


def _screen(chance: random.Random) -> tuple[bool, bool, str]:
    """Whether stdout and stderr are terminals, and in which encoding; its width is set as well."""
    os.environ["COLUMNS"] = chance.choice(("20", "40", "72", "80", "110", "150", "", "x", "0"))
    os.environ["LINES"] = chance.choice(("5", "50"))
    return chance.random() < 0.7, chance.random() < 0.1, chance.choice(("utf-8", "utf-8", "utf-8", "ascii", "latin-1"))


def _completing(words: list[str]) -> list[str]:
    """The environment of a TAB after the words; there are no arguments then."""
    shell = "bash" if len(words) % 2 else "zsh"
    typed = [word.replace("\x00", "").replace("\n", " ").encode(errors="replace").decode() for word in words]
    os.environ["_IDLIBTL_COMPLETE"] = f"complete_{shell}"
    os.environ["_TYPER_COMPLETE_ARGS"] = " ".join(["idlibtl", *typed])
    os.environ["COMP_WORDS"] = "\n".join(["idlibtl", *typed])
    os.environ["COMP_CWORD"] = str(len(typed))
    return []


def _tidied(folder: Path) -> None:
    """Remove what -o and similar options have written."""
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "f.json":
            left.unlink()


def _run(inputs: int, seed: int, seconds: float) -> int:
    os.environ |= {"NO_COLOR": "1", "IDLIBTL_PAGER": "cat"}
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - `check -` reads it
    harness, chance, counts, begin = Harness(), random.Random(seed), Counter[str](), time.monotonic()  # noqa: S311
    original = files.bundled().read_text(encoding="utf-8")
    lines = Lines(json.loads(original))
    distinct: set[int] = set()
    done = changes = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        while done < inputs and time.monotonic() - begin < seconds:
            if done % 8 == 0:
                raw = json.loads(original)
                content = changed(few(raw, chance) if chance.random() < 0.95 else raw, chance)
                Path("f.json").write_bytes(content.encode(errors="surrogatepass"))
                harness.loaded.pop("f.json", None)
                changes += 1
            if done % 5000 == 0:
                _tidied(Path(folder))
            if done % 100_000 == 0:
                print(f"seed {seed}: {done:,} inputs in {time.monotonic() - begin:.0f} s:", dict(counts), flush=True)
            if done % 8 == 0:
                arguments, about = ["check", "f.json", *(("--json",) if chance.random() < 0.1 else ())], changes
            else:
                about = changes if chance.random() < 0.9 else 0
                arguments = lines.line(chance, "f.json" if about else None)
            screen = _screen(chance)
            distinct.add(hash((*arguments, about, screen)))
            if completes := chance.random() < 0.02:
                arguments = _completing(arguments)
            for message in outcome(arguments, screen):
                counts[message.split(":")[0].split(" [")[0]] += 1
                if not message.startswith("exit"):
                    kept = Path(tempfile.gettempdir(), f"found-{seed}-{done}.json")
                    kept.write_bytes(content.encode(errors="surrogatepass"))
                    print(f"{message} (input {done}, screen {screen}, file {kept if about else 'bundled'})", flush=True)
            if completes:
                del os.environ["_IDLIBTL_COMPLETE"]
            done += 1
        os.chdir("/")
    print(
        f"seed {seed}: {done:,} inputs, {len(distinct):,} of them different, {changes:,} changed files, in"
        f" {time.monotonic() - begin:.0f} s ({time.process_time():.0f} s of CPU):",
        dict(counts),
    )
    return int(any(not count.startswith("exit") for count in counts))


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] + [0, 0, 0]
    Record.model_rebuild()
    gc.freeze()
    sys.exit(_run(numbers[0] or 1_000_000, numbers[1] or 1, numbers[2] or float("inf")))
