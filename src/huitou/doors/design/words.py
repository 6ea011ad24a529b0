"""Types that several components share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from huitou.doors.design.component import Component

# What may stand in a component: another one, HTML that is safe already, or text, which is escaped.
Content = Component | str
# What a colour says. Words and icons say it too: nobody has to see the colour.
Tone = Literal["plain", "accent", "good", "warn", "bad", "info"]
# Further attributes of an element: those of htmx, data-…, aria-…, and the like.
Attributes = Mapping[str, str]
