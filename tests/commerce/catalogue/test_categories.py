"""The tree of categories: moves, depth, what is taken back, and two moves at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail
from huitou.commerce.catalogue.models import Category
from huitou.commerce.catalogue.tree import Tree
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound
from own_database import on_postgresql

OnSale = Callable[..., ProductDetail]


def made(name: str, clock: FakeClock, parent: CategoryNode | None = None) -> CategoryNode:
    return catalogue.create_category(
        names={"en": name}, parent_id=parent and parent.id, actor=SYSTEM, clock=clock
    )


@pytest.fixture
def branch(tables: None, clock: FakeClock) -> list[CategoryNode]:
    """Food, tea in it, green tea in that."""
    food = made("Food", clock)
    tea = made("Tea", clock, food)
    return [food, tea, made("Green tea", clock, tea)]


def test_the_tree_is_read_from_the_top(branch: list[CategoryNode], clock: FakeClock) -> None:
    food, tea, green = branch
    assert green.path == (food.id, tea.id, green.id)
    made("Clothes", clock)
    assert [node.slug for node in catalogue.categories()] == [
        "clothes",
        "food",
        "tea",
        "green-tea",
    ]


def test_a_category_takes_what_is_under_it_along(
    branch: list[CategoryNode], clock: FakeClock
) -> None:
    _, tea, green = branch
    catalogue.move_category(tea.id, parent_id=None, position=-1, actor=SYSTEM, clock=clock)
    paths = {node.id: node.path for node in catalogue.categories()}
    assert paths[green.id] == (tea.id, green.id)
    assert catalogue.categories()[0].id == tea.id


def test_nothing_hangs_under_itself(branch: list[CategoryNode], clock: FakeClock) -> None:
    food, _, green = branch
    for parent in (food, green):
        with pytest.raises(Conflict) as error:
            catalogue.move_category(food.id, parent_id=parent.id, actor=SYSTEM, clock=clock)
        assert error.value.code == "catalogue.category_circle"


def test_the_tree_does_not_grow_too_deep(branch: list[CategoryNode], clock: FakeClock) -> None:
    last = branch[-1]
    for depth in range(4, 9):
        last = made(f"Depth {depth}", clock, last)
    with pytest.raises(Conflict, match="deep"):
        made("Depth 9", clock, last)
    with pytest.raises(Conflict, match="deep"):
        catalogue.move_category(
            branch[0].id, parent_id=made("Top", clock).id, actor=SYSTEM, clock=clock
        )


@pytest.mark.usefixtures("tables")
def test_unknown_and_hostile_names_are_refused(clock: FakeClock) -> None:
    with pytest.raises(NotFound):
        catalogue.move_category("nothing", parent_id=None, actor=SYSTEM, clock=clock)
    for names in (
        {},
        {"en": " "},
        {"en": "x" * 81},
        {"en": "a\x00b"},
        {"xx": "a"},
        {"en": "\ud800"},
    ):
        with pytest.raises(InvalidInput):
            catalogue.create_category(names=names, actor=SYSTEM, clock=clock)


def test_slugs_are_made_once_each(branch: list[CategoryNode], clock: FakeClock) -> None:
    again = made("Tea", clock)
    assert again.slug == f"tea-{again.id[-12:]}"
    chinese = catalogue.create_category(names={"zh-hans": "茶"}, actor=SYSTEM, clock=clock)
    assert chinese.slug == f"category-{chinese.id[-12:]}"
    with pytest.raises(Conflict) as error:
        catalogue.create_category(names={"en": "x"}, slug="tea", actor=SYSTEM, clock=clock)
    assert error.value.code == "catalogue.slug_taken"
    for bad in ("Tea", "a--b", "-a", "茶", "x" * 81, "", branch[0].id):
        if bad:
            with pytest.raises(InvalidInput):
                catalogue.create_category(names={"en": "x"}, slug=bad, actor=SYSTEM, clock=clock)


def test_what_is_taken_back_is_inherited(
    branch: list[CategoryNode], on_sale: OnSale, clock: FakeClock
) -> None:
    food, tea, green = branch
    shown = on_sale(category_id=green.id)
    assert shown.no_reason_return
    catalogue.set_return_policy(
        food.id, no_reason_return=False, reason="fresh", actor=SYSTEM, clock=clock
    )
    variant = shown.variants[0].id
    offer = catalogue.offers([variant], at=clock.now())[variant]
    assert (offer.no_reason_return, offer.no_return_reason) == (False, "fresh")
    catalogue.set_return_policy(tea.id, no_reason_return=True, actor=SYSTEM, clock=clock)
    assert catalogue.offers([variant], at=clock.now())[variant].no_reason_return
    assert catalogue.offers([variant], at=clock.now())[variant].category_path == green.path


@pytest.mark.parametrize(("taken", "why"), [(False, ""), (False, "dear"), (True, "fresh")])
def test_only_what_the_law_excludes_is_kept_from_a_return(
    branch: list[CategoryNode], clock: FakeClock, taken: bool, why: str
) -> None:
    with pytest.raises(InvalidInput):
        catalogue.set_return_policy(
            branch[0].id, no_reason_return=taken, reason=why, actor=SYSTEM, clock=clock
        )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=15))
def test_no_order_of_moves_makes_a_circle(
    tables: None, clock: FakeClock, moves: list[tuple[int, int]]
) -> None:
    nodes = [made(f"C{i}", clock) for i in range(6)]
    for moved, under in moves:
        parent = nodes[under].id if under >= 0 else None
        try:
            catalogue.move_category(nodes[moved].id, parent_id=parent, actor=SYSTEM, clock=clock)
        except Conflict:
            assert parent is not None
        assert_no_circle()


def assert_no_circle() -> None:
    parents = dict(Category.objects.values_list("id", "parent_id"))
    for id in parents:
        seen: set[str] = set()
        above: str | None = id
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]


@pytest.mark.skipif(not on_postgresql(), reason="SQLite lets one writer in at a time")
@pytest.mark.usefixtures("committed")
def test_two_moves_at_once_make_no_circle(clock: FakeClock) -> None:
    for _ in range(10):
        a, b = made("A", clock), made("B", clock)
        start = threading.Barrier(2)
        outcomes: list[str] = []

        def move(
            one: CategoryNode,
            under: CategoryNode,
            start: threading.Barrier = start,
            outcomes: list[str] = outcomes,
        ) -> None:
            try:
                start.wait()
                catalogue.move_category(one.id, parent_id=under.id, actor=SYSTEM, clock=clock)
                outcomes.append("moved")
            except Conflict as error:
                outcomes.append(error.code)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=move, args=pair) for pair in ((a, b), (b, a))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["catalogue.category_circle", "moved"]
        assert_no_circle()
        assert isinstance(Tree(Category.objects.all()).nodes(), list)


def test_staff_without_the_permission_are_refused(
    branch: list[CategoryNode], clock: FakeClock
) -> None:
    with pytest.raises(Forbidden):
        catalogue.rename_category(
            branch[0].id, names={"en": "x"}, actor=Actor("staff", "s"), clock=clock
        )
