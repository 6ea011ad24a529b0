"""What was just taken away, with the way back: the page that follows says it by its address."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.doors.design import ActionButton, Alert, Button, new_form_key


def undo_alert(text: str, action: str, hidden: dict[str, str] | None = None) -> Alert:
    """What was removed, and the button that brings it back."""
    button = ActionButton(
        Button(_("Undo"), icon="undo", small=True), action, hidden or {}, key=new_form_key()
    )
    return Alert(text, tone="info", actions=(button,))
