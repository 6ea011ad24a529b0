"""Where one can go from a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place in a navigation. `current` is where one is; `count` stands beside it if not 0."""

    label: str
    address: str
    icon: str = ""
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class LinkGroup:
    """Links under one heading; `label` "" has none."""

    label: str
    links: tuple[Link, ...]
