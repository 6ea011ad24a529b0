from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.foundation.webhooks.rules import checked_events, checked_url, is_public
from huitou.foundation.webhooks.signing import check_signature, new_secret, signed_headers
from huitou.kernel import InvalidInput, Unauthorized

NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_the_example_of_the_specification_is_signed_as_it_says() -> None:
    # https://github.com/standard-webhooks/standard-webhooks, the vector of its libraries' tests
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = datetime.fromtimestamp(1614265330, UTC)
    signed = signed_headers([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at)

    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_signature_fits_its_body_its_secret_and_its_moment() -> None:
    old, new = new_secret(), new_secret()
    signed = signed_headers([new, old], "1", b"{}", NINE)

    assert len(base64.b64decode(new.removeprefix("whsec_"))) == 32
    for key in (old, new):
        check_signature(key, signed, b"{}", NINE + timedelta(minutes=5))
    for key, body, late, code in (
        (new_secret(), b"{}", 0, "webhooks.bad_signature"),
        (new, b"{ }", 0, "webhooks.bad_signature"),
        (new, b"{}", 301, "webhooks.replayed"),
        (new, b"{}", -301, "webhooks.replayed"),
        ("whsec_?", b"{}", 0, "webhooks.bad_secret"),
    ):
        with pytest.raises(Unauthorized) as refused:
            check_signature(key, signed, body, NINE + timedelta(seconds=late))
        assert refused.value.code == code
    moved = signed | {"webhook-timestamp": str(int(signed["webhook-timestamp"]) + 60)}
    with pytest.raises(Unauthorized):
        check_signature(new, moved, b"{}", NINE)
    with pytest.raises(Unauthorized):
        check_signature(new, {}, b"{}", NINE)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)
def test_addresses_of_ones_own_network_are_not_public(address: str) -> None:
    assert not is_public(address)
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(InvalidInput):
        checked_url(f"https://{host}/hook", private=False)
    checked_url(f"http://{host}/hook", private=True)


def test_addresses_of_the_internet_are_public() -> None:
    for address in ("93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"):
        assert is_public(address)
    assert checked_url("https://example.com/hook", private=False).hostname == "example.com"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "ftp://example.com",
        "https://",
        "https://localhost",
        "https://a.localhost",
        "https://user:word@example.com",
        "https://example.com:0",
        "https://example.com:99999",
        "https://exa mple.com",
        "https://例子.com",
        "https://example.com/\r\nX: 1",
        "https://[::1",
        "https://example.com/" + "x" * 500,
    ],
)
def test_addresses_that_cannot_be_are_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_url(url, private=False)
    assert refused.value.field == "url"


@given(st.text(max_size=40))
@settings(max_examples=50, deadline=None)
def test_whatever_is_sent_is_an_address_or_a_sentence(text: str) -> None:
    for url in (text, f"https://{text}"):
        try:
            checked_url(url, private=False)
        except InvalidInput:
            continue


def test_events_are_names_each_once() -> None:
    assert checked_events(["b", "a", "b"]) == ["a", "b"]
    for bad in ([""], ["x" * 81], ["a\nb"], [str(n) for n in range(101)]):
        with pytest.raises(InvalidInput):
            checked_events(bad)
