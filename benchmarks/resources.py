"""How runs end with Ctrl-C at any moment, and with any amount of memory.

    python benchmarks/resources.py [TRIES] [SEED]

TRIES runs (300) of each kind, at moments and with limits drawn by SEED (1). Ctrl-C is sent to the installed program,
from its first moment on. It counts how runs ended, by the code that was running: `before us` is Python's own start and
the few lines of the script that pip made. With little memory a run must answer, or end with one line and exit code 1.
The exit code is 1 if a run ended in another way while the program's own code ran.
"""

import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

COMMANDS = (
    "list",
    "totals --by month",
    "list --json",
    "actor russia",
    "--help",
    "list --from 2019-13",
    "list -o out.txt",
)
PROGRAM = Path(sys.executable).with_name("idlibtl")


def interrupted(command: list[str], delay: float) -> str:
    """Return how a run ended with Ctrl-C after these seconds."""
    run = subprocess.Popen([PROGRAM, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(delay)
    run.send_signal(signal.SIGINT)
    _, message = run.communicate(timeout=60)
    if "Traceback" in message or "Fatal" in message:
        frames = [line for line in message.splitlines() if line.startswith("  File ")]
        ours = [line for line in frames if "/idlibtl/" in line and "/bin/" not in line]
        where = "in our code" if ours else "before us"
        return f"traceback, {where}: exit {run.returncode}: {(frames or ['no frame'])[-1].split('/')[-1]}"
    if run.returncode == -signal.SIGINT:
        return "before Python minds signals: ended by the signal"
    return f"exit {run.returncode}" + (", too late" if run.returncode in (0, 2) else "")


def starved(command: list[str], kilobytes: int) -> str:
    """Return how a run ended that may use only this much memory."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))

    run = subprocess.run(
        [sys.executable, "-m", "idlibtl", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=limited,
        text=True,
        errors="replace",
        check=False,
    )
    if "Traceback" in run.stderr or run.returncode not in (0, 1, 2):
        begun = "in our code" if "idlibtl" in run.stderr else "before us"
        return f"traceback, {begun}: exit {run.returncode}: {run.stderr.strip().splitlines()[-1:]}"
    return f"exit {run.returncode}"


def counted(what: str, tries: int, one: Callable[[], str]) -> bool:
    """Print how many tries ended in which way; return whether all ended well."""
    result = Counter(one() for _ in range(tries))
    for message, number in sorted(result.items()):
        print(f"{what}: {number:4} of {tries}: {message}", flush=True)
    return not any("in our code" in message for message in result)


def main() -> int:
    """Run both."""
    tries, seed = [int(one) for one in sys.argv[1:]] + [300, 1][len(sys.argv) - 1 :]
    chance = random.Random(seed)  # noqa: S311 - must be repeatable
    begin = time.monotonic()
    subprocess.run([PROGRAM, "list"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    whole = time.monotonic() - begin
    well = [
        counted("Ctrl-C", tries, lambda: interrupted(chance.choice(COMMANDS).split(), chance.random() * whole)),
        counted("memory", tries, lambda: starved(chance.choice(COMMANDS).split(), chance.randrange(14_000, 90_000))),
    ]
    return int(not all(well))


if __name__ == "__main__":
    sys.exit(main())
