"""What clients said, with nobody to be recognised in it; ids that may stand in an address."""

from __future__ import annotations

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from huitou.doors.console.whole.addresses import (
    person_address,
    person_key,
    person_of_key,
    shown_id,
)
from huitou.doors.console.whole.masking import HIDDEN, masked_json, masked_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ann.lee@example.com", "a***@example.com"),
        ("write to ann@example.com, or 13800138000", "write to a***@example.com, or 138****8000"),
        ("+86 13800138000", "+86 138****8000"),
        ("+447911123456", "+44****56"),
        ("261125-MQ1N6-MZAR6", "261125-MQ1N6-MZAR6"),
        ("019edc28-8e85-7d91-8802-6924716479b3", "019edc28-8e85-7d91-8802-6924716479b3"),
        ("12346", "12346"),
        ("红茶 250g", "红茶 250g"),
    ],
)
def test_contacts_are_masked_wherever_they_stand(text: str, masked: str) -> None:
    assert masked_text(text) == masked


def test_traits_hide_what_tells_who_somebody_is() -> None:
    said = {
        "name": "Ann Lee",
        "first_name": "Ann",
        "Phone Number": 13800138000,
        "plan": "gold",
        "address": {"street": "1 Nanjing Road"},
        "page": {"name": "Checkout", "url": "/x?mail=ann@example.com"},
        "age": 31,
        "email": "",
    }
    assert masked_json(said, of_traits=True) == {
        "name": HIDDEN,
        "first_name": HIDDEN,
        "Phone Number": HIDDEN,
        "plan": "gold",
        "address": HIDDEN,
        "page": {"name": "Checkout", "url": "/x?mail=a***@example.com"},
        "age": 31,
        "email": "",
    }


def test_things_keep_their_names_and_people_do_not() -> None:
    said = {"name": "Teapot", "products": [{"name": "Teapot", "price": 48.5}], "phone": "1380013"}
    assert masked_json(said) == {
        "name": "Teapot",
        "products": [{"name": "Teapot", "price": 48.5}],
        "phone": HIDDEN,
    }
    deep: object = "x"
    for _ in range(40):
        deep = [deep]
    masked_json(deep)  # ends


@given(st.text(min_size=1, max_size=120).filter(lambda text: text.isprintable()))
def test_every_id_has_an_address_of_its_own_and_comes_back(person: str) -> None:
    key = person_key(person)
    assert person_of_key(key) == person
    assert person_key(person) == key
    assert "/" not in key
    assert "@" not in key


def test_an_id_that_is_a_contact_is_sealed_in_addresses_and_masked_on_pages() -> None:
    address = person_address("ann@example.com")
    assert address.startswith("/console/people/~")
    assert "ann" not in address
    assert shown_id("ann@example.com") == "a***@example.com"
    assert person_address("c-12346") == "/console/people/c-12346"
    for wrong in ("~", "~AAAA", "~not base64!", "~" + "A" * 60):
        with pytest.raises(Http404):
            person_of_key(wrong)
