"""What one fills in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.components.buttons import Button
from huitou.doors.design.words import Attributes

FieldKind = Literal[
    "text", "email", "tel", "number", "password", "search", "url", "date", "datetime-local", "file",
    "textarea", "select", "radio", "checkbox", "checkboxes",
]  # fmt: skip
_GROUPS = ("radio", "checkboxes")


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    hint: str = ""
    disabled: bool = False


@dataclass(frozen=True)
class ShownOption:
    """An option in a field: with the id of its input, and whether it is chosen."""

    option: Option
    id: str
    chosen: bool


@dataclass(frozen=True)
class Field(Component):
    """A field with its label; `error` says what is wrong with what was filled in. `value` is what
    stands in it, or which option is chosen; `values` for `checkboxes`. A `checkbox` is ticked where
    `checked`, and sends `value` or "on". `autocomplete` is the word of the HTML standard (name,
    tel, street-address, one-time-code, ..): browsers fill in for people what they know.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    values: Sequence[str] = ()
    checked: bool = False
    options: Sequence[Option] = ()
    hint: str = ""
    error: str = ""
    required: bool = False
    disabled: bool = False
    autocomplete: str = ""
    placeholder: str = ""
    inputmode: str = ""
    least: str = ""  # of a number or a date
    most: str = ""
    step: str = ""
    longest: int = 0  # letters
    rows: int = 4  # of a textarea
    accept: str = ""  # of a file: image/*
    multiple: bool = False
    before: str = ""  # stands in the field before what is filled in, such as ¥
    behind: str = ""
    label_hidden: bool = False  # heard, not seen
    inline: bool = False  # radio and checkboxes side by side
    attributes: Attributes = field(default_factory=dict)
    template: ClassVar[str] = "design/components/field.html"

    @property
    def id(self) -> str:
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of the elements that say more about it."""
        parts = ((self.hint, "hint"), (self.error, "error"))
        return " ".join(f"{self.id}-{ending}" for text, ending in parts if text)

    @property
    def control(self) -> dict[str, str]:
        """The attributes of its input; one without a value is a bare name."""
        said = {
            "placeholder": self.placeholder,
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "min": self.least,
            "max": self.most,
            "step": self.step,
            "maxlength": str(self.longest or ""),
            "accept": self.accept,
            "aria-describedby": self.described_by,
            "aria-invalid": "true" if self.error else "",
        }
        bare = {
            "required": self.required,
            "disabled": self.disabled,
            "multiple": self.multiple,
        }
        return {
            **{name: value for name, value in said.items() if value},
            **{name: "" for name, is_so in bare.items() if is_so},
            **self.attributes,
        }

    @property
    def is_group(self) -> bool:
        return self.kind in _GROUPS

    @property
    def shown_options(self) -> list[ShownOption]:
        chosen = set(self.values) if self.kind == "checkboxes" else {self.value}
        return [
            ShownOption(option, f"{self.id}-{place}", option.value in chosen)
            for place, option in enumerate(self.options)
        ]


@dataclass(frozen=True)
class Quantity(Component):
    """A small number with buttons for one less and one more. Without script each button sends the
    form with the number that it makes.
    """

    name: str
    label: str
    value: int
    least: int = 1
    most: int = 99
    send: bool = False  # whether a change sends the form at once
    template: ClassVar[str] = "design/components/quantity.html"

    @property
    def less(self) -> int:
        return max(self.least, self.value - 1)

    @property
    def more(self) -> int:
        return min(self.most, self.value + 1)


@dataclass(frozen=True)
class Form(Component):
    """Fields and a button. `action` "" is the page's own address; `key` is `new_form_key()`, so
    that the form is done once; `error` is what is wrong with all of it.
    """

    fields: Sequence[Component]
    submit: Button
    action: str = ""
    method: Literal["post", "get"] = "post"
    key: str = ""
    hidden: Attributes = field(default_factory=dict)
    error: str = ""
    cancel: str = ""  # the address to go back to
    compact: bool = False  # the fields and the button in one line where there is room
    attributes: Attributes = field(default_factory=dict)
    template: ClassVar[str] = "design/components/form.html"

    @property
    def has_files(self) -> bool:
        return any(isinstance(field, Field) and field.kind == "file" for field in self.fields)
