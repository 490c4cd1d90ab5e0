"""How thorough a run is: the profile scales the number of examples of every property."""

from hypothesis import settings

#: How many times as many examples as in the `ci` run.
FACTORS = {"dev": 0.1, "ci": 1.0, "long": 10.0}


def at(profile: str, examples: int, *, least: int = 5) -> int:
    """Return how many examples a profile takes, where the `ci` run takes so many."""
    return max(least, round(examples * FACTORS.get(profile, 1.0)))


def scaled(examples: int, *, least: int = 5) -> int:
    """Return so many examples in a `ci` run, a tenth of them in the ordinary one, ten times as many in a long one."""
    return at(settings.get_current_profile_name(), examples, least=least)
