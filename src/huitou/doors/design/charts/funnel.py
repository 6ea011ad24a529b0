"""A funnel: how many get to each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design.charts.svg import element, share
from huitou.doors.design.component import Component


@dataclass(frozen=True)
class FunnelStep:
    """A step: how many came to it, as text, and their share of those at the first step. `from_last`
    is what share of the step before went on, as text, `lost` how many did not.
    """

    label: str
    count: str
    share: float
    share_text: str
    from_last: str = ""
    lost: str = ""
    address: str = ""
    lost_address: str = ""
    note: str = ""  # such as the time it took

    @property
    def bar(self) -> str:
        return share(max(0.0, min(1.0, self.share)))


@dataclass(frozen=True)
class FunnelBars(Component):
    """Steps from above down, each with a bar as long as its share. With several groups, give one
    funnel for each.
    """

    steps: Sequence[FunnelStep]
    label: str
    colour: int = 1
    template: ClassVar[str] = "design/components/funnel_bars.html"


def bar_of(step: FunnelStep, colour: int) -> str:
    """The bar of a step on its ground."""
    return element("rect", width="100%", height="100%", rx=4, class_="bar-ground") + element(
        "rect", width=step.bar, height="100%", rx=4, class_=f"fill-{colour}"
    )
