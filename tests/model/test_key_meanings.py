"""Everything in the format has a meaning, and every meaning is of something in the format."""

from enum import StrEnum

import pytest

from idlibtl.model import key_meanings as meanings
from idlibtl.model import records
from idlibtl.model.chronology import Chronology

RECORDS: dict[str, type[records.Record]] = {
    **{
        name: one
        for name, one in vars(records).items()
        if isinstance(one, type) and issubclass(one, records.Record) and one is not records.Record
    },
    "Chronology": Chronology,
}


def test_every_record_is_explained() -> None:
    assert set(meanings.KEYS) == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_every_key_of_a_record_is_explained_in_its_order(name: str) -> None:
    assert list(meanings.KEYS[name]) == [field.alias or key for key, field in RECORDS[name].model_fields.items()]


def test_every_word_of_a_vocabulary_is_explained() -> None:
    vocabularies = {one for one in vars(records).values() if isinstance(one, type) and issubclass(one, StrEnum)}
    # any other word may be the kind of a place
    vocabularies -= {StrEnum, records.PlaceKind}
    assert set(meanings.WORDS) == vocabularies
    for words, message in meanings.WORDS.items():
        assert issubclass(words, StrEnum)
        assert set(message) == set(words)


def test_every_meaning_is_a_sentence() -> None:
    for message in meanings.KEYS.values():
        assert all(meaning[0].isupper() and meaning[-1] == "." for meaning in message.values())
