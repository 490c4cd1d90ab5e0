"""A long run of random command lines and files, all in this process: what it prints are honest counts.

    python tests/fuzz_long.py [INPUTS] [SEED] [SECONDS]

Each input is a command line against the bundled chronology or a changed one. Counted are tracebacks, exit codes other
than 0, 1, 2 and 130, and control characters or marks of direction on what stands for a terminal. The exit code is 1
if any was found.
"""

import copy
import io
import json
import os
import random
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from idlibtl.cli.main import main
from idlibtl.reading import files

COMMANDS = [
    "list",
    "range",
    "totals",
    "figures",
    "actor",
    "phase",
    "place",
    "show",
    "names",
    "check",
    "schema",
    "timeline",
]
OPTIONS = [
    "--from", "--to", "--actor", "--phase", "--place", "--kind", "--source", "--metric", "--text", "--format",
    "--json", "--fields", "--limit", "--color", "--by", "--data", "--help", "--version", "-f",
]  # fmt: skip
WORDS = [
    "2019", "2019-06", "2019-06..", "..2019", "2019-13", "russia", "regime", "idlib", "4", "civilians", "strike", "csv",
    "json", "jsonl", "tsv", "markdown", "table", "month", "actor", "place", "phase", "always", "id,title",
    "1", "0", "-1",
    "", "\x1b[2J", "\u202e", "=1", "a\nb", "\ud800", "x" * 400, "\u0301" * 50, "*", "$(id)", "hospital",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 10**13, 1.5, "", "x", "\x1b]0;x\x07", "\u202ex", "a\nb", "=1+1", "2019-06", "2019-06-01/..",
    [], {}, [[]], ["russia"], "russia", "\u2028", "\x9b2J",
]  # fmt: skip


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """True."""
        return True


def changed(raw: Any, chance: random.Random) -> Any:
    """The chronology with one to three values replaced."""
    for _ in range(chance.randint(1, 3)):
        at = raw
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(at[key], (dict, list)) and at[key] and chance.random() < 0.9:
                at = at[key]
                continue
            at[key] = copy.deepcopy(chance.choice(VALUES))
            break
    return raw


def line(chance: random.Random, file: str) -> list[str]:
    """A command line."""
    words = [chance.choice(COMMANDS)]  # and up to four options or values
    words += [chance.choice(OPTIONS if chance.random() < 0.5 else WORDS) for _ in range(chance.randint(0, 4))]
    return [*words, "--no-pager", "--data", file] if chance.random() < 0.5 else words


def outcome(arguments: list[str]) -> list[str]:
    """What one input came to: its exit code, and what must not be."""
    out, err = Terminal(io.BytesIO(), "utf-8", errors="replace"), Terminal(io.BytesIO(), "utf-8", errors="replace")
    found = []
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
        found.append(f"exit {code}")
        if code not in (0, 1, 2, 130):
            found.append(f"wrong exit: {arguments!r}")
    except BaseException as error:  # noqa: BLE001 - it is what is looked for
        found.append(f"traceback: {type(error).__name__}: {arguments!r}")
    out.flush()
    err.flush()
    told = b"".join(each.buffer.getvalue() for each in (out, err)).decode(errors="replace")  # type: ignore[attr-defined]
    if not (told.isascii() and told.replace("\n", "").isprintable()):
        bad = {each for each in told if unicodedata.category(each) == "Cc" and each not in "\n\t"}
        bad |= {
            each for each in told if each in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
        }
        if "\x1b" in bad and "always" in arguments:
            bad.discard("\x1b")
        if bad:
            found.append(f"control character {sorted(bad)!r}: {arguments!r}")
    return found


def _run(inputs: int, seed: int, seconds: float) -> int:
    os.environ |= {"NO_COLOR": "1", "IDLIBTL_PAGER": "cat"}
    chance, counts, begin = random.Random(seed), Counter[str](), time.monotonic()  # noqa: S311 - to be repeated
    original = files.bundled().read_text(encoding="utf-8")
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.json"
        while done < inputs and time.monotonic() - begin < seconds:
            if done % 20 == 0:
                file.write_text(json.dumps(changed(json.loads(original), chance)), encoding="utf-8")
            for told in outcome(line(chance, str(file))):
                counts[told.split(":")[0].split(" [")[0]] += 1
                if not told.startswith("exit"):
                    print(told, flush=True)
            done += 1
    print(f"seed {seed}: {done:,} inputs in {time.monotonic() - begin:.0f} s:", dict(counts))
    return int(any(not each.startswith("exit") for each in counts))


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]] + [0, 0, 0]
    sys.exit(_run(numbers[0] or 1_000_000, numbers[1] or 1, numbers[2] or float("inf")))
