"""--map: what a person states, and what is said of a mistake."""

from __future__ import annotations

import pytest

from huitou.engine.files import guess, parse_map
from huitou.kernel import InvalidInput

COLUMNS = ["Customer ID", "Ordered, when", "Total"]
SAMPLE = [["1", "2024-05-01", "5"]]


def test_pairs_in_one_or_several_options() -> None:
    expected = {"person": "Customer ID", "amount": "Total"}
    assert parse_map("person=Customer ID, amount = Total") == expected
    assert parse_map(["person=Customer ID", "amount=Total"]) == expected


def test_a_column_name_may_hold_commas_and_equal_signs() -> None:
    assert parse_map("ordered_at=Ordered, when,amount=a=b") == {
        "ordered_at": "Ordered, when",
        "amount": "a=b",
    }


def test_a_dash_is_no_column() -> None:
    assert parse_map("status=-") == {"status": None}


@pytest.mark.parametrize("text", ["person", "person=", "=Total", "person=a,,", ""])
def test_what_is_not_a_pair(text: str) -> None:
    if text == "person=a,,":
        assert parse_map(text) == {"person": "a,,"}
        return
    with pytest.raises(InvalidInput, match="is not a pair"):
        parse_map(text)


def test_a_role_stated_twice() -> None:
    with pytest.raises(InvalidInput, match="states person twice"):
        parse_map(["person=a", "person=b"])


def test_an_unknown_role_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidInput) as caught:
        guess(COLUMNS, SAMPLE, kind="orders", stated={"persn": "Total"})
    assert caught.value.message == "There is no role 'persn' for orders."
    assert caught.value.remedy.startswith("Did you mean person? The roles are: order_id, person,")


def test_an_unknown_column_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidInput) as caught:
        guess(COLUMNS, SAMPLE, stated={"person": "Custmer ID"})
    assert caught.value.message == (
        "The file has no column 'Custmer ID', which --map gives the role person."
    )
    assert caught.value.remedy == (
        "Did you mean Customer ID? Its columns are: Customer ID, Ordered, when, Total."
    )


def test_a_column_is_found_in_any_case() -> None:
    mapping = guess(COLUMNS, SAMPLE, stated={"person": "customer id"})
    assert mapping.column("person") == "Customer ID"
    assert mapping.choices[0].why == "stated with --map"
