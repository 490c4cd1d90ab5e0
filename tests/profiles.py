"""How thorough a run is: the profile scales the number of examples of every property."""

from hypothesis import settings

#: How many times as many examples as the ordinary `ci` run.
FACTORS = {"dev": 0.2, "ci": 1.0, "long": 10.0}


def scaled(examples: int) -> int:
    """So many examples in a `ci` run, a fifth of them in the ordinary one, ten times as many in a long one."""
    return max(5, round(examples * FACTORS.get(settings.get_current_profile_name(), 1.0)))
