"""E-mail addresses and phone numbers: one form each, and masks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.commerce.members import way_of
from huitou.kernel import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept", "masked"),
    [
        ("13800138000", "+8613800138000", "138****8000"),
        ("138 0013 8000", "+8613800138000", "138****8000"),
        ("+86 138-0013-8000", "+8613800138000", "138****8000"),
        ("008613800138000", "+8613800138000", "138****8000"),
        ("8613800138000", "+8613800138000", "138****8000"),
        ("１３８００１３８０００", "+8613800138000", "138****8000"),
        ("+44 (20) 7946-0018", "+442079460018", "+44****18"),
        (" Ann.Lee@Example.COM ", "ann.lee@example.com", "a***@example.com"),
        ("ａｎｎ＠example.com", "ann@example.com", "a***@example.com"),
    ],
)
def test_however_it_is_typed_it_is_one_contact(typed: str, kept: str, masked: str) -> None:
    way = way_of(typed)

    assert (way.value, way.masked) == (kept, masked)
    assert way.hash == way_of(kept).hash
    assert kept not in way.hash


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "12800138000",
        "+8612800138000",
        "+861380013800",
        "+0123456789",
        "2079460018",
        "+1234567890123456",
        "ann@",
        "@example.com",
        "ann@example",
        "ann@exa mple.com",
        "a" * 250 + "@example.com",
        "ann@example.com\nbcc: bob@example.com",
        "änn@example.com",
    ],
)
def test_what_cannot_be_reached_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        way_of(typed)
    assert refused.value.field == "contact"
    assert refused.value.code in ("members.bad_phone", "members.bad_email")


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_is_a_contact_in_its_final_form_or_refused(text: str) -> None:
    try:
        way = way_of(text)
    except InvalidInput:
        return
    assert way_of(way.value) == way
