"""A guard against formulas is removed exactly as it was added."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.letters import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =1", "\uff1d1", "'=1", "''  -1"])
def test_what_may_be_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "15", "around 15", "'tis", "a=1", "''", "' x"])
def test_what_is_not_a_formula_is_left_alone(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@settings(max_examples=scaled(500))
@given(st.text("'=+-@\t\r\n x\uff1d\uff20", max_size=6))
@example("'=")
def test_what_is_read_is_what_was_written(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
