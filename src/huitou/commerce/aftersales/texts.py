"""What people write, checked."""

from __future__ import annotations

from huitou.kernel import InvalidInput


def checked_text(text: str, field: str, *, most: int, least: int = 0) -> str:
    """The text without blanks around it; InvalidInput if it is too short or too long, or cannot be
    stored.
    """
    stripped = text.strip()
    if not least <= len(stripped) <= most or "\x00" in stripped:
        raise InvalidInput(
            f"{field} has {len(stripped)} characters, or one that cannot be kept.",
            remedy=f"Write {least} to {most} characters.",
            code="aftersales.bad_text",
            field=field,
        )
    return stripped
