"""Serving steps by events that can each serve one of several: bipartite matching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Steps = tuple[int, ...]


def components(steps: int, supplies: Iterable[Steps]) -> list[Steps]:
    """The steps (from 0), those together that some event can serve either of."""
    parts = [{step} for step in range(steps)]
    for supply in supplies:
        joined = [part for part in parts if part & set(supply)]
        parts = [part for part in parts if part not in joined]
        parts.append(set().union(*joined))
    return [tuple(sorted(part)) for part in parts]


def most_served(supplies: Sequence[Steps], counts: Sequence[int]) -> int:
    """How many steps at most are served, each by an event of its own, if there are `counts[i]`
    events that can serve any one of the steps `supplies[i]`.
    """
    serving: list[list[int]] = [[] for _ in supplies]
    able = {step: [i for i, s in enumerate(supplies) if step in s] for s in supplies for step in s}

    def serve(step: int, tried: set[int]) -> bool:
        """Find an event for the step; other steps may have to change theirs (Kuhn 1955)."""
        for supply in able[step]:
            if supply in tried:
                continue
            tried.add(supply)
            if len(serving[supply]) < counts[supply]:
                serving[supply].append(step)
                return True
            for other in serving[supply]:
                if serve(other, tried):
                    serving[supply].remove(other)
                    serving[supply].append(step)
                    return True
        return False

    return sum(serve(step, set()) for step in able)
