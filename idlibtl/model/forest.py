"""A forest: each key is inside at most one other. Questions take few steps, however deep it is."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")

#: Where a walk through a forest enters a key, and where it has left the key and all inside it.
Stretch = tuple[int, int]


def stretches(parents: Mapping[Key, Key | None]) -> dict[Key, Stretch]:
    """Return, for each key, the part of a walk through it and all inside it; parents come before what is inside."""
    children: dict[Key | None, list[Key]] = defaultdict(list)
    for key, parent in parents.items():
        children[parent].append(key)
    parts: dict[Key, Stretch] = {}
    walk = [(key, True) for key in children[None]]
    while walk:
        key, is_entering = walk.pop()
        if not is_entering:
            parts[key] = (parts[key][0], len(parts))
            continue
        parts[key] = (len(parts), len(parts) + 1)
        if key in children:  # most have nothing inside
            walk += [(key, False), *((child, True) for child in children[key])]
    return parts


def is_inside(inner: Stretch, outer: Stretch) -> bool:
    """Return whether one is inside the other, or is the other."""
    return outer[0] <= inner[0] < outer[1]


class Marked(Generic[Key]):
    """Marked keys of a forest. Marks are added and removed; it says which keys have a marked one inside."""

    def __init__(self, parents: Mapping[Key, Key | None]) -> None:
        self._parents = parents
        self._stretches = stretches(parents)
        self._begins: list[int] = []
        self._far: dict[Key, Key | None] = {}
        self._depth: dict[Key | None, int] = {None: 0}
        for key in self._stretches:
            parent = parents[key]
            self._depth[key] = self._depth[parent] + 1
            # jumps of growing length, so that few of them go far
            far = parent if parent is None else self._far[parent]
            further = None if far is None else self._far[far]
            even = self._depth[parent] - self._depth[far] == self._depth[far] - self._depth[further]
            self._far[key] = further if even and far is not None else parent

    def __bool__(self) -> bool:
        return bool(self._begins)

    def add(self, key: Key) -> None:
        """Mark a key; one that is marked gets another mark."""
        insort(self._begins, self._stretches[key][0])

    def remove(self, key: Key) -> None:
        """Take one mark away."""
        del self._begins[bisect_left(self._begins, self._stretches[key][0])]

    def is_around(self, key: Key) -> bool:
        """Return whether a marked key is inside this one, or is this one."""
        begin, end = self._stretches[key]
        at = bisect_left(self._begins, begin)
        return at < len(self._begins) and self._begins[at] < end

    def nearest_around(self, key: Key) -> Key | None:
        """Return the innermost of this key and those around it that has a marked key inside; None if none has."""
        at: Key | None = key
        while at is not None and not self.is_around(at):
            far = self._far[at]
            at = self._parents[at] if far is None or self.is_around(far) else far
        return at
