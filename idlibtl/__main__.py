"""`python -m idlibtl`."""

from .cli import run

run()
