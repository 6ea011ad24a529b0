"""What one presses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.words import Attributes

ButtonKind = Literal["plain", "primary", "quiet", "danger"]


@dataclass(frozen=True)
class Button(Component):
    """A link where `address` is given, else the button that sends its form, with `name` and
    `value`. `busy`: it was pressed and is at work. `icon_only`: the label is heard, not seen.
    """

    label: str
    address: str = ""
    kind: ButtonKind = "plain"
    icon: str = ""
    name: str = ""
    value: str = ""
    busy: bool = False
    disabled: bool = False
    small: bool = False
    wide: bool = False  # as wide as there is room
    icon_only: bool = False
    attributes: Attributes = field(default_factory=dict)
    template: ClassVar[str] = "design/components/button.html"


@dataclass(frozen=True)
class ActionButton(Component):
    """A form that is one button: it sends `hidden` to `action`. With `key` it is done once."""

    button: Button
    action: str
    hidden: Attributes = field(default_factory=dict)
    key: str = ""
    attributes: Attributes = field(default_factory=dict)  # of the form
    template: ClassVar[str] = "design/components/action_button.html"


@dataclass(frozen=True)
class CopyButton(Component):
    """Copies `text`, such as an address to share; without script it stands there to be selected."""

    label: str
    text: str
    template: ClassVar[str] = "design/components/copy_button.html"
