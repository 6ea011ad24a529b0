"""Which mail server: a named one, or files."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitou.commerce.members import mail_server
from huitou.kernel import InvalidInput


def test_without_a_server_mails_are_files() -> None:
    server = mail_server(None, Path("/data"))
    assert (server.backend.rsplit(".", 2)[1], server.folder) == ("filebased", Path("/data/outbox"))


@pytest.mark.parametrize(
    ("address", "host", "port", "user", "password", "ssl", "tls"),
    [
        ("mail.example.com", "mail.example.com", 587, "", "", False, True),
        ("mail.example.com:465", "mail.example.com", 465, "", "", True, False),
        ("127.0.0.1:25", "127.0.0.1", 25, "", "", False, False),
        ("a%40b:p%3Aw@mail:587", "mail", 587, "a@b", "p:w", False, True),
    ],
)
def test_a_server_is_read(
    address: str, host: str, port: int, user: str, password: str, ssl: bool, tls: bool
) -> None:
    server = mail_server(address, Path("/data"))
    assert (server.host, server.port, server.user, server.password) == (host, port, user, password)
    assert (server.ssl, server.tls) == (ssl, tls)


@pytest.mark.parametrize("address", [":25", "mail:port", "@"])
def test_no_server_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput):
        mail_server(address, Path("/data"))
