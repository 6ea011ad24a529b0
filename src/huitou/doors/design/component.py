"""What a piece of a page is: fields, and a template beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.safestring import SafeString

from huitou.doors.design.rendering import render


@dataclass(frozen=True)
class Component:
    """A subclass is a frozen dataclass that names its template. In the template the component is
    `it`: `{{ it.label }}`. Put into another template, `{{ page.save }}`, it is its HTML.
    """

    template: ClassVar[str]

    def template_values(self) -> dict[str, Any]:
        """What the template is given."""
        return {"it": self}

    def __html__(self) -> SafeString:
        # Without the end of the file: a component may stand within a sentence.
        return SafeString(render(self.template, self.template_values()).strip())

    def __str__(self) -> str:
        # Django asks a value for its text before it asks whether that is HTML.
        return self.__html__()
