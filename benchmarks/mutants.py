"""Do the tests notice when an operator is changed? Small changes, one at a time, to the core; which survive is printed.

    python benchmarks/mutants.py [NUMBER] [SEED]

NUMBER mutants (40) are drawn with SEED (1) from the modules below. Each runs the tests of its folder, in a copy of the
checkout, ended by the first that fails. All of them pass on the copy as it is, or nothing is run. A mutant that
survives is a test that is missing, or a change that changes nothing: look at each.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: After so long a mutant is taken for a loop without end.
MAX_SECONDS = 600

_ASKING = (
    "tests/totals/test_worked_numbers.py",
    "tests/query/test_queries.py",
    "tests/test_golden.py",
    "tests/query",
    "tests/totals",
)
_READING = ("tests/reading", "tests/safety/test_limits.py", "tests/test_golden.py")
#: The modules, and the tests that are to notice: the quick ones first, for one that fails ends the run.
CORE = {
    "idlibtl/totals/nests.py": _ASKING,
    "idlibtl/totals/account.py": _ASKING,
    "idlibtl/totals/breakdown.py": _ASKING,
    "idlibtl/totals/total.py": _ASKING,
    "idlibtl/totals/figures.py": _ASKING,
    "idlibtl/totals/quotes.py": _ASKING,
    "idlibtl/query/question.py": _ASKING,
    "idlibtl/model/dates.py": ("tests/model", "tests/test_golden.py"),
    "idlibtl/model/figures.py": ("tests/model", "tests/test_golden.py"),
    "idlibtl/model/forest.py": ("tests/model", *_ASKING),
    "idlibtl/read/dataset.py": _READING,
    "idlibtl/read/checks/errors.py": _READING,
}
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
}


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int]]:
    """Where a node of the tree can be changed: the node, its field, and which of several."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                yield from ((node, "ops", index) for index, op in enumerate(node.ops) if type(op) in SWAPS)
            case ast.BinOp() | ast.BoolOp() if type(node.op) in SWAPS:
                yield node, "op", 0
            case ast.Constant(value=int(value)) if not isinstance(value, bool):
                yield node, "value", 0
            case ast.UnaryOp(op=ast.Not()):
                yield node, "not", 0


def mutated(source: str, number: int) -> tuple[str, str]:
    """The source with its change of that number, and what was changed."""
    tree = ast.parse(source)
    node, field, index = list(places(tree))[number]
    line = getattr(node, "lineno", 0)
    match node:
        case ast.Compare():
            before: object = type(node.ops[index]).__name__
            node.ops[index] = SWAPS[type(node.ops[index])]()  # type: ignore[call-overload]
        case ast.BinOp() | ast.BoolOp():
            before = type(node.op).__name__
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.Constant():
            before = node.value
            node.value = int(str(node.value)) + 1
        case ast.UnaryOp():
            before = field
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    ast.fix_missing_locations(tree)
    return ast.unparse(tree), f"line {line}: {before} changed"


def passes(checkout: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests pass there."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    try:
        done = subprocess.run(
            command, cwd=checkout, env=environment, capture_output=True, check=False, timeout=MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False  # a loop without end is noticed
    return done.returncode == 0


def main() -> int:
    """Print each mutant that survives, and how many were killed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    known = [
        (module, index)
        for module in CORE
        for index, _ in enumerate(places(ast.parse((ROOT / module).read_text(encoding="utf-8"))))
    ]
    drawn = random.Random(seed).sample(known, min(number, len(known)))  # noqa: S311 - a sample, no secret
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "checkout")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "*_cache", ".hypothesis"))
        for tests in sorted(set(CORE.values())):
            assert passes(copy, tests), tests
        for done, (module, index) in enumerate(drawn):
            source = (copy / module).read_text(encoding="utf-8")
            changed, told = mutated(source, index)
            (copy / module).write_text(changed, encoding="utf-8")
            if passes(copy, CORE[module]):
                survived += 1
                print(f"survived: {module}, {told} (number {done})", flush=True)
            (copy / module).write_text(source, encoding="utf-8")
    print(f"{len(drawn) - survived} of {len(drawn)} mutants killed, of {len(known)} possible; seed {seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
