"""The mail server, from the environment. Read by Django's settings, so nothing of Django is asked
here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from huitou.kernel import InvalidInput

_BACKENDS = "django.core.mail.backends"
_PLAIN, _FROM_THE_START, _USUAL = 25, 465, 587


@dataclass(frozen=True)
class MailServer:
    """What Django wants to know about it; `ssl` from the start, `tls` by STARTTLS. Without a server
    `backend` writes mails into `folder`.
    """

    backend: str
    folder: Path
    host: str = ""
    port: int = _USUAL
    user: str = ""
    password: str = ""
    ssl: bool = False
    tls: bool = False


def mail_server(address: str | None, home: Path) -> MailServer:
    """The server at `address` (host:port or user:password@host:port), else files in the outbox of
    the data folder `home`. InvalidInput for what cannot be read.
    """
    folder = home / "outbox"
    if not address:
        return MailServer(f"{_BACKENDS}.filebased.EmailBackend", folder)
    try:
        parts = urlsplit(f"smtp://{address}")
        host, port = parts.hostname, parts.port or _USUAL
    except ValueError:
        host, port = None, 0
    if not host:
        raise InvalidInput(
            "HUITOU_SMTP names no mail server.",
            remedy="Write host:port or user:password@host:port.",
            code="members.bad_mail_server",
            field="HUITOU_SMTP",
        )
    return MailServer(
        backend=f"{_BACKENDS}.smtp.EmailBackend",
        folder=folder,
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=port == _FROM_THE_START,
        tls=port not in (_PLAIN, _FROM_THE_START),
    )
