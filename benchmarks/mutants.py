"""Do the tests notice when the core is changed? Makes small changes, one at a time, and prints those that survive.

    python benchmarks/mutants.py NUMBER SEED [MODULE ...]

NUMBER mutants are drawn with SEED from the modules below, or from those named. For each, the tests that cover its
module are run in a copy of the checkout, until one fails or they use far more processor time than with the
unchanged code. If the tests do not pass on the unchanged copy, nothing is run. A mutant that survives is a test
that is missing, or a change that changes nothing: the latter are listed in EQUIVALENT, with the reason.
"""

import ast
import os
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import hypothesis  # noqa: F401 - imported once, for all runs
import jsonschema  # noqa: F401
import pydantic  # noqa: F401
import pytest
import typer  # noqa: F401, TID251

ROOT = Path(__file__).parent.parent

_TOTALS = ("tests/totals/test_worked_numbers.py", "tests/query/test_queries.py", "tests/totals tests/test_examples.py")
_SHOWN = ("tests/test_golden.py", "tests/query/test_every_filter.py")
_FIELD = ("tests/field tests/compare/test_crosscheck_rows.py",)
#: The modules, and the tests that should notice, in several runs, the fast and close ones first.
CORE = {
    "idlibtl/query/verdict.py": ("tests/query/test_queries.py", "tests/query", *_TOTALS, *_SHOWN, *_FIELD),
    "idlibtl/query/names.py": ("tests/query/test_names.py", "tests/query tests/compare", *_SHOWN, *_FIELD),
    "idlibtl/totals/nests.py": (*_TOTALS, *_SHOWN),
    "idlibtl/totals/account.py": (*_TOTALS, *_SHOWN, *_FIELD),
    "idlibtl/totals/total.py": (
        "tests/show/test_totals_view.py",
        *_TOTALS,
        *_SHOWN,
        *_FIELD,
        "tests/safety/test_deep.py",
    ),
    "idlibtl/totals/breakdown.py": (
        "tests/show/test_totals_view.py",
        *_TOTALS,
        *_SHOWN,
        *_FIELD,
        "tests/safety/test_deep.py",
    ),
    "idlibtl/totals/figures.py": (*_TOTALS, *_SHOWN, "tests/show"),
    "idlibtl/totals/quotes.py": (*_TOTALS, *_SHOWN, *_FIELD),
    "idlibtl/model/dates.py": ("tests/model/test_dates.py", "tests/model", *_SHOWN, *_TOTALS[:2]),
    "idlibtl/model/figures.py": ("tests/model/test_figures.py", "tests/model tests/reading", *_TOTALS, *_SHOWN),
    "idlibtl/model/printed_numbers.py": ("tests/model/test_printed_numbers.py", "tests/compare/test_claim.py", *_SHOWN),
    "idlibtl/field/totals.py": ("tests/field/test_ged.py", *_FIELD, *_SHOWN),
}

#: Changes that no answer can show: the module, the changed line, what is changed, and why nothing differs.
_EQUIVALENT = (
    (
        "idlibtl/query/names.py",
        'if len(fits) > 1 and section != "phases":  # which have no aliases',
        "Gt",
        "one that fits alone stays, whatever it is called",
    ),
    (
        "idlibtl/model/dates.py",
        "return f\"{since}{',' if month_first else ''} {year[0]}\", until",
        "if",
        "a comma before the year is read in either form",
    ),
    (
        "idlibtl/totals/total.py",
        "MAX_ROWS = 100_000",
        "100000",
        "a limit of the work; by one more it is as good",
    ),
    (
        "idlibtl/totals/account.py",
        "return days_in(Days(w.first, w.last) for w in windows if w.first and w.last and not w.is_empty)",
        "And",
        "a window that ends before it begins adds no day",
    ),
    (
        "idlibtl/totals/nests.py",
        "if nested.holder[figure] == nested.whole[figure] == NONE:",
        "Eq",
        "only saves the steps that find nothing",
    ),
    (
        "idlibtl/model/printed_numbers.py",
        "if 1 <= hundreds < 100:  # fifteen hundred",
        "LtE",
        "one hundred and more is spelled the same in both ways",
    ),
    (
        "idlibtl/model/dates.py",
        'if len(text) == 10 and text[7] == "-":  # most are one day',
        "10",
        "the longer way gives the same",
    ),
    (
        "idlibtl/totals/account.py",
        "if any(window.first is None or window.last is None for window in windows):",
        "any",
        "only a question without phases can have open ends, and it has one window",
    ),
    (
        "idlibtl/totals/breakdown.py",
        "days = Days(dt.date(day.year, begin, 1), month_of(dt.date(day.year, end, 1)).last)",
        "1",
        "any day of the last month gives its last day",
    ),
    (
        "idlibtl/totals/account.py",
        "waiting, size = iter(numbers), 100",
        "100",
        "how many are looked at together",
    ),
    (
        "idlibtl/totals/breakdown.py",
        "MAX_PERIODS = 12_000",
        "12000",
        "a limit of the work; by one more it is as good",
    ),
    (
        "idlibtl/model/printed_numbers.py",
        "while at < len(words) and left:",
        "Lt",
        "there is no number after the last word",
    ),
    (
        "idlibtl/totals/breakdown.py",
        "MAX_PLACES = 1_000_000",
        "1000000",
        "a limit of the work; by one more it is as good",
    ),
    (
        "idlibtl/totals/breakdown.py",
        "begun = max(begun, until)",
        "max",
        "a figure that is pushed again is looked at again",
    ),
    (
        "idlibtl/model/printed_numbers.py",
        "if 1 <= hundreds < 100:  # fifteen hundred",
        "1",
        "one hundred is spelled the same in both ways",
    ),
    (
        "idlibtl/totals/breakdown.py",
        "MAX_STEPS = 2_000_000",
        "2000000",
        "a limit of the work; by one more it is as good",
    ),
    (
        "idlibtl/field/totals.py",
        "_LAST = Count(-1, -1, -1)",
        "1",
        "any number below 0 comes last",
    ),
    (
        "idlibtl/model/dates.py",
        "return Days(first, first + relativedelta(months=2, day=31))",
        "31",
        "a day after the last of a month is its last",
    ),
    (
        "idlibtl/model/dates.py",
        "MAX_LETTERS = 100",
        "100",
        "a limit of the work; by one more it is as good",
    ),
    (
        "idlibtl/totals/total.py",
        "return self.brief or bool(self.question.asked.metrics) or any(total.by for total in self.totals)",
        "any",
        "the totals of a report have the same breakdown",
    ),
    (
        "idlibtl/totals/total.py",
        "cut = (total.notes[-1] for total, whole in zip(totals, self.totals, strict=True) if total is not whole)",
        "True",
        "both have a total of each metric",
    ),
    (
        "idlibtl/totals/nests.py",
        "NONE = -1",
        "1",
        "any number below 0 is no figure",
    ),
    (
        "idlibtl/model/dates.py",
        "for near in filter(_is_read, _similar(text) if len(text) <= MAX_LETTERS else ()):",
        "LtE",
        "a limit of the work; by one less it is as good",
    ),
)
EQUIVALENT = {(module, line, what): reason for module, line, what, reason in _EQUIVALENT}

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Place(NamedTuple):
    """A place that can be changed: the node, which of its parts, and its name in the report."""

    node: ast.AST
    part: int
    what: str


def places(tree: ast.AST) -> Iterator[Place]:
    """Yield every place of a module that can be changed, except in assertions, annotations and code for mypy alone."""
    for node in _run(tree):
        match node:
            case ast.Compare():
                for index, op in enumerate(node.ops):
                    if type(op) in SWAPS:
                        yield Place(node, index, type(op).__name__)
            case ast.BinOp() | ast.BoolOp() if type(node.op) in SWAPS:
                yield Place(node, 0, type(node.op).__name__)
            case ast.Constant(value=int(value)):  # True and False are numbers too
                yield Place(node, 0, str(value))
            case ast.UnaryOp(op=ast.Not()):
                yield Place(node, 0, "not")
            case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
                yield Place(node, 0, name)
            case ast.If(test=test) | ast.IfExp(test=test) if not _is_swapped(test):
                yield Place(node, 0, "if")
            case ast.Tuple(elts=words) | ast.List(elts=words) | ast.Set(elts=words) | ast.Dict(keys=words):
                for index, word in enumerate(words):
                    if isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value.isalpha():
                        yield Place(node, index, repr(word.value))


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are run."""
    if isinstance(node, ast.Assert) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
        return
    yield node
    for name, inner in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, ast.AST):
                yield from _run(one)


def _is_swapped(test: ast.AST) -> bool:
    """Whether a condition is already changed by another rule."""
    return isinstance(test, ast.Compare | ast.BoolOp) or (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    )


def changed(source: str, number: int) -> tuple[str, str, str]:
    """Return the source with the change of this number, the changed line, and what was changed."""
    tree = ast.parse(source)
    node, index, what = list(places(tree))[number]
    line = source.splitlines()[node.lineno - 1].strip()  # type: ignore[attr-defined]
    match node:
        case ast.Compare():
            node.ops[index] = SWAPS[type(node.ops[index])]()  # type: ignore[call-overload]
        case ast.BinOp() | ast.BoolOp():
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Name():
            node.id = NAMES[node.id]
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Tuple() | ast.List() | ast.Set():
            node.elts[index] = ast.Constant("unheard of")
        case ast.Dict():
            node.keys[index] = ast.Constant("unheard of")
    ast.fix_missing_locations(tree)
    return ast.unparse(tree), line, what


class Checkout:
    """A copy of the checkout, in which tests are run, each time in a new process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        left_out = shutil.ignore_patterns(".git", ".venv*", ".tools", "*_cache", ".hypothesis", "__pycache__")
        shutil.copytree(ROOT, folder, ignore=left_out)
        self.most_seconds = 3600

    def require(self, runs: Iterable[str]) -> None:
        """Raise AssertionError if the tests do not pass unchanged; no mutant may take far longer than they do."""
        assert self.passes(" ".join(runs), is_first=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.most_seconds = 20 + int(used.ru_utime + used.ru_stime)

    def passes(self, tests: str, *, is_first: bool = False) -> bool:
        """Return whether the tests pass in time."""
        child = os.fork()
        if child == 0:
            self._run(tests, is_first=is_first)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) == 0

    def _run(self, tests: str, *, is_first: bool) -> None:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (self.most_seconds, self.most_seconds + 1))
            os.chdir(self.folder)
            os.environ |= {"PYTHONPATH": str(self.folder), "PYTHONHASHSEED": "0"}
            sys.dont_write_bytecode = not is_first
            sys.path.insert(0, str(self.folder))
            if not is_first:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            options = ["-q", "-x", "--hypothesis-profile=mutants", f"--basetemp={self.folder / 'temporary'}"]
            options += ["-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
            code = pytest.main([*options, *tests.split()])
        finally:
            os._exit(code)

    def survives(self, module: str, number: int) -> tuple[bool, str, str]:
        """Return whether all tests pass with one change, the line, and what is changed in it."""
        source = (ROOT / module).read_text(encoding="utf-8")
        text, line, what = changed(source, number)
        (self.folder / module).write_text(text, encoding="utf-8")
        passed = all(self.passes(tests) for tests in CORE[module])
        shutil.copy2(ROOT / module, self.folder / module)
        return passed, line, what


def main() -> int:
    """Print each mutant that survives, and how many were killed."""
    number, seed, *modules = sys.argv[1:]
    core = [module for module in CORE if not modules or any(name in module for name in modules)]
    possible = [
        (module, index)
        for module in core
        for index, _ in enumerate(places(ast.parse((ROOT / module).read_text(encoding="utf-8"))))
    ]
    drawn = random.Random(int(seed)).sample(possible, min(int(number), len(possible)))  # noqa: S311 - a sample, no secret
    survived = equivalent = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Checkout(Path(folder, "checkout"))
        copy.require(dict.fromkeys(tests for module in core for tests in CORE[module]))
        for done, (module, index) in enumerate(drawn, 1):
            passed, line, what = copy.survives(module, index)
            if passed and (module, line, what) in EQUIVALENT:
                equivalent += 1
            elif passed:
                survived += 1
                print(f"survived: {module}: {what} in {line!r}", flush=True)
            if done % 25 == 0:
                print(f"{done} done, {survived} survived", flush=True)
    real = len(drawn) - equivalent
    print(
        f"seed {seed}: {len(drawn)} mutants of {len(possible)} possible, {equivalent} of which change nothing;"
        f" {real - survived} of the other {real} killed ({(real - survived) / real:.1%})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
