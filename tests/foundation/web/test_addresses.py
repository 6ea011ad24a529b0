"""Where a request comes from."""

from __future__ import annotations

import pytest
from django.test import RequestFactory, override_settings

from huitou.foundation.web import address_of


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_the_address_of_the_peer(peer: str, address: str) -> None:
    forged = {"X-Forwarded-For": "198.51.100.1"}
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=peer, headers=forged)) == address


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_trusted_proxy_the_last_address_that_it_names() -> None:
    said = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    assert address_of(RequestFactory().get("/", headers=said)) == "203.0.113.7"
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")) == "203.0.113.9"
