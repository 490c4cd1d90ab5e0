"""The style of everything that a person reads here: words to avoid, and docstrings that begin with a verb."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: Words to avoid, as patterns, each with words to write instead.
AVOID = {
    r"told|tells?(?! it\b)": "report, show, say, list, distinguish",
    r"nobody|somebody|anybody": "no one, someone, anyone; not attributed",
    r"whoever|(?:of|by|to|from) whom": "rewrite with who or that",
    r"covers? more|beyond the question": "wider",
    r"stands(?! out)|stood": "is",
    r"lies|lie (?:in|inside|on|within)": "is",
    r"besides?": "next to, with, in addition to",
    r"rests? on": "is based on, cites",
    r"on (?:whose|the) word(?: of)?|who speaks": "source, as reported by",
    r"at the (?:least|most)": "at least, at most",
    r"not a word": "silently",
    r"reckon\w*|mend(?:s|ed)?|laid on|look(?:ed|ing)? for": "calculate, fix, assign to, search",
    r"whole or not at all": "never leaves a half-written file",
    r"words? of doubt": "hedge",
    r"curators?": "compiler",
    r"by far the most": "most",
    r"what bec(?:ame|omes) of": "the status of",
    r"ha(?:s|ve) to be known": "what a reader must know",
    r"for ever": "forever",
}
_AVOID = re.compile(rf"\b(?:{'|'.join(AVOID)})\b", re.IGNORECASE)

#: Where a word is allowed: what people may type.
_MEANT = {
    ("idlibtl/model/printed_numbers.py", "nobody"),
    ("tests/golden/claim.txt", "nobody"),
}

TEXTS = [
    *(file for name in ("pyproject.toml", ".ci/run") if (file := ROOT / name).exists()),
    *ROOT.glob("*.md"),
    *(file for end in ("md", "1", "json") for file in (ROOT / "docs").rglob(f"*.{end}")),
    *(ROOT / "data").rglob("*.*"),
    *(ROOT / "tests" / "golden").rglob("*.txt"),
    *(file for end in ("css", "js") for file in (ROOT / "idlibtl").rglob(f"*.{end}")),
]
MODULES = [file for folder in ("idlibtl", "benchmarks", "docs", "tests") for file in (ROOT / folder).rglob("*.py")]


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


#: A comment, or the end of a text that has such a sign in it.
_COMMENT = re.compile(r"(?:^|\s)#.*")


def prose(file: Path) -> Iterator[tuple[int, str]]:
    """What a person reads in a module: comments, texts (in tests only docstrings), and the names of tests."""
    code = file.read_text(encoding="utf-8")
    is_test = file.is_relative_to(ROOT / "tests")
    for number, line in enumerate(code.splitlines(), 1):
        if comment := _COMMENT.search(line):
            yield number, comment[0]
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_test:
            yield node.lineno, node.value
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and is_test:
            yield getattr(node, "lineno", 1), ast.get_docstring(node) or ""
        if isinstance(node, ast.FunctionDef):
            yield node.lineno, node.name.replace("_", " ") if is_test else ""


def found(file: Path, line: int, text: str) -> list[str]:
    words = [match[0].lower() for match in _AVOID.finditer(" ".join(text.split()))]
    return [f"{named(file)}:{line}: {word}" for word in words if (named(file), word) not in _MEANT]


@pytest.mark.parametrize("file", TEXTS, ids=named)
def test_a_text_has_no_word_to_avoid(file: Path) -> None:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    assert [word for number, line in lines for word in found(file, number, line)] == []


@pytest.mark.parametrize("folder", ["idlibtl", "benchmarks", "docs", "tests"])
def test_a_module_has_no_word_to_avoid(folder: str) -> None:
    files = [file for file in MODULES if file.is_relative_to(ROOT / folder) and file != Path(__file__)]
    assert [word for file in files for number, text in prose(file) for word in found(file, number, text)] == []


def test_a_word_to_avoid_is_found() -> None:
    assert found(ROOT / "README.md", 1, "Nobody is told whose figure it rests on.") == [
        "README.md:1: nobody",
        "README.md:1: told",
        "README.md:1: rests on",
    ]


#: How a docstring begins that names what a function returns.
_NOUN = re.compile(r"(?:An?|All|Each|Every|How|If|No|Of|One|The|Those|What|Where|Whether|Which|Who|Whose|Why)\b")


def test_the_docstring_of_a_public_function_begins_with_a_verb() -> None:
    wrong = []
    for file in (file for file in MODULES if file.is_relative_to(ROOT / "idlibtl")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                is_property = any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
                if not is_property and _NOUN.match(ast.get_docstring(node) or ""):
                    wrong.append(f"{named(file)}:{node.lineno}: {node.name}")
    assert wrong == []
