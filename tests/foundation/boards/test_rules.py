"""Names, states and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.foundation.boards.rules import checked_name, checked_state, moved
from huitou.kernel import InvalidInput


def test_a_name_loses_the_spaces_around_it() -> None:
    assert checked_name("  Week  4 \n") == "Week 4"
    assert checked_name("四周留存") == "四周留存"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_what_is_no_name_is_refused_at_its_field(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_name(name)
    assert (refused.value.code, refused.value.field) == ("boards.bad_name", "name")


@pytest.mark.parametrize("state", ["x" * 6001, "start=\n", "start=茶"])
def test_a_state_is_what_an_address_can_hold(state: str) -> None:
    with pytest.raises(InvalidInput):
        checked_state(state)
    assert checked_state("") == ""


@given(st.permutations(["a", "b", "c", "d"]), st.integers(-9, 9))
def test_a_move_keeps_the_others_in_their_order(ids: list[str], steps: int) -> None:
    after = moved(ids, "b", steps)
    assert [one for one in after if one != "b"] == [one for one in ids if one != "b"]
    assert after.index("b") == max(0, min(3, ids.index("b") + steps))
