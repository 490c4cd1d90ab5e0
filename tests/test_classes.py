"""A name of a class means one thing."""

import re
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "idlibtl"


def test_no_two_public_classes_have_one_name() -> None:
    modules = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    classes = Counter(name for code in modules for name in re.findall(r"^ *class (\w+)", code, re.MULTILINE))
    assert classes["FileLayout"] == classes["Layout"] == 1
    assert [name for name, number in classes.items() if number > 1 and not name.startswith("_")] == []
