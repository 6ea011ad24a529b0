"""How codes reach people: by e-mail through Django's mail backend, by text message through the
gateway that is registered, and without one into a file of the data folder.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from huitou.commerce.members.ways import Kind, Way
from huitou.kernel import StorageRefused

_log = logging.getLogger("huitou.members")


@dataclass(frozen=True)
class CodeMessage:
    """What is sent. Text-message gateways want the parts for a template of their own; `text` is
    the whole in the reader's language.
    """

    to: Way
    code: str
    purpose: str
    minutes: int
    language: str

    @property
    def subject(self) -> str:
        with translation.override(self.language):
            return _("%(code)s is your code") % {"code": self.code}

    @property
    def text(self) -> str:
        with translation.override(self.language):
            return _(
                "%(code)s is your code. It holds for %(minutes)d minutes. Tell it to nobody: we "
                "never ask for it. If you did not want it, do nothing."
            ) % {"code": self.code, "minutes": self.minutes}


class CodeSender(Protocol):
    """Hands a message over; raises whatever it likes if that fails."""

    def send(self, message: CodeMessage) -> None: ...


class MailSender:
    """Through Django's mail backend (EMAIL_BACKEND and the settings beside it)."""

    def send(self, message: CodeMessage) -> None:
        send_mail(message.subject, message.text, None, [message.to.value])


class FileSender:
    """A line of JSON per message in outbox/codes.jsonl of the data folder: for shops in the making
    that have no gateway for text messages.
    """

    def send(self, message: CodeMessage) -> None:
        folder = settings.HOME / "outbox"
        folder.mkdir(parents=True, exist_ok=True)
        line: dict[str, Any] = {"to": message.to.value, "text": message.text, "code": message.code}
        with (folder / "codes.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


_senders: dict[Kind, CodeSender] = {"email": MailSender(), "phone": FileSender()}


def register_sender(kind: Kind, sender: CodeSender) -> CodeSender:
    """Let `sender` take all codes to contacts of that kind; returns the one it replaces."""
    before, _senders[kind] = _senders[kind], sender
    return before


def send_code(message: CodeMessage) -> None:
    """StorageRefused if the sender failed, whatever it was."""
    try:
        _senders[message.to.kind].send(message)
    except Exception as error:
        _log.exception("a code could not be sent by %s", message.to.kind)
        raise StorageRefused(
            "The code could not be sent just now.",
            remedy="Try again in a minute, or sign in another way.",
            code="members.not_sent",
            retry_after=60,
        ) from error
