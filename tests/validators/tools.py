"""The tools that tests/validators/install.sh installs, each run in its own process."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(os.environ.get("IDLIBTL_TOOLS", ROOT / ".tools"))
HERE = Path(__file__).parent


def python_tool(name: str) -> str:
    """A program of the validators' environment; the test is skipped without it."""
    path = TOOLS / "venv" / "bin" / name
    if not path.exists():
        pytest.skip(f"{name} is not installed here; tests/validators/install.sh does it")
    return str(path)


def node_module(name: str) -> Path:
    """The folder of a Node package; the test is skipped without it, or without Node."""
    path = TOOLS / "node_modules" / name
    if shutil.which("node") is None or not path.exists():
        pytest.skip(f"{name} is not installed here; tests/validators/install.sh does it")
    return path


def run(*command: str, folder: Path | None = None, **environment: str) -> tuple[str, int]:
    """What a tool says, on both streams, and its exit code."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return done.stdout, done.returncode
