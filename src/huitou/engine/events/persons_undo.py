"""What operators took back, and so what counts as never said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huitou.engine.events.persons_links import Key, Link, Saying


@dataclass(frozen=True, slots=True)
class Undone:
    """`found`: every message id that an undo names, and whether a link has it. `until`: the
    sayings that are undone, each with the place up to which that holds for a merge.
    """

    found: dict[str, bool]
    until: dict[Saying, Key]

    @classmethod
    def of(cls, links: Iterable[Link]) -> Undone:
        """What the undos among `links` (sorted by key) take back."""
        said = list(links)
        places = {link.other or "": link.key() for link in said if link.kind == "undo"}
        undone = cls(dict.fromkeys(places, False), {})
        if places:
            for link in said:
                if link.message_id in places and link.kind != "undo":
                    undone._take_back(link, places[link.message_id])
        return undone

    def covers(self, link: Link) -> bool:
        """Whether the link counts as never said: for a merge, unless an operator said it again
        after the undo.
        """
        if not self.until:
            return False
        until = self.until.get(link.saying())
        return until is not None and (link.kind != "merge" or link.key() <= until)

    def _take_back(self, link: Link, undo: Key) -> None:
        self.found[link.message_id] = True
        saying = link.saying()
        self.until[saying] = max(undo, link.key(), self.until.get(saying, undo))
