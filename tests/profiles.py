"""How thorough a run is: the profile scales the number of examples of every property."""

from hypothesis import settings

#: The share of the number of examples in a test that a profile takes.
FACTORS = {"dev": 0.1, "ci": 0.5, "long": 5.0, "mutants": 0.1}


def at(profile: str, examples: int, *, least: int = 5) -> int:
    """Return how many examples a profile takes where a test asks for `examples`; at least `least`."""
    return max(least, round(examples * FACTORS.get(profile, 1.0)))


def scaled(examples: int, *, least: int = 5) -> int:
    """Return how many examples this run takes: a tenth in the ordinary one, half in `ci`, five times in `long`."""
    return at(settings.get_current_profile_name(), examples, least=least)
