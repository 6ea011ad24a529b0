"""Statuses, windows, and that nothing is shown that nobody approved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail
from huitou.commerce.catalogue.models import Product
from huitou.commerce.catalogue.rules import is_visible
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, Money, NotFound

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
pytestmark = pytest.mark.usefixtures("tables")
OnSale = Callable[..., ProductDetail]


@pytest.fixture
def draft(tea: CategoryNode, editor: Actor, clock: FakeClock) -> ProductDetail:
    made = catalogue.create_product(
        names={"en": "Oolong"}, category_id=tea.id, actor=editor, clock=clock
    )
    made = catalogue.add_variant(made.id, sku="oolong", actor=editor, clock=clock)
    price = Money.parse("50", "CNY")
    catalogue.set_price(made.variants[0].id, price=price, actor=editor, clock=clock)
    return made


def test_the_way_into_the_shop_is_written_down(
    draft: ProductDetail, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    catalogue.submit(draft.id, actor=editor, clock=clock)
    catalogue.reject(draft.id, reason="no picture", actor=vetter, clock=clock)
    catalogue.submit(draft.id, actor=editor, clock=clock, reason="now with one")
    catalogue.approve(draft.id, actor=vetter, clock=clock)
    shown = catalogue.publish(draft.id, actor=editor, clock=clock)
    assert (shown.status, shown.is_visible, shown.published_at) == ("published", True, clock.now())
    log = [(d.before, d.after, d.actor, d.reason) for d in catalogue.decisions(draft.id)]
    assert log == [
        ("draft", "submitted", "staff:e1", ""),
        ("submitted", "rejected", "staff:v1", "no picture"),
        ("rejected", "submitted", "staff:e1", "now with one"),
        ("submitted", "approved", "staff:v1", ""),
        ("approved", "published", "staff:e1", ""),
    ]
    assert audit.entries(subject=draft.id)[0].action == "catalogue.published"


def test_who_may_what(draft: ProductDetail, editor: Actor, vetter: Actor, clock: FakeClock) -> None:
    with pytest.raises(Forbidden):
        catalogue.submit(draft.id, actor=vetter, clock=clock)
    catalogue.submit(draft.id, actor=editor, clock=clock)
    for verb in (catalogue.approve, catalogue.reject):
        with pytest.raises(Forbidden):
            verb(draft.id, actor=editor, clock=clock, reason="because")  # type: ignore[operator]
    member = Actor("member", "m1")
    with pytest.raises(Forbidden):
        catalogue.publish(draft.id, actor=member, clock=clock)


def test_a_rejection_says_why(
    draft: ProductDetail, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    catalogue.submit(draft.id, actor=editor, clock=clock)
    with pytest.raises(InvalidInput):
        catalogue.reject(draft.id, reason=" ", actor=vetter, clock=clock)


def test_a_change_by_one_who_may_not_vet_needs_a_new_approval(
    on_sale: OnSale, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    shown = on_sale()
    changed = catalogue.change_product(
        shown.id, names={"en": "Other tea"}, actor=editor, clock=clock
    )
    assert (changed.status, changed.is_visible) == ("draft", False)
    assert catalogue.decisions(shown.id)[-1].reason == "changed: names"
    with pytest.raises(Conflict) as error:
        catalogue.publish(shown.id, actor=editor, clock=clock)
    assert error.value.code == "catalogue.wrong_status"


def test_a_change_by_one_who_may_vet_stands_at_once(
    on_sale: OnSale, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    both = Actor("staff", "b1", editor.permissions | vetter.permissions)
    changed = catalogue.change_product(
        on_sale().id, names={"en": "Other tea"}, actor=both, clock=clock
    )
    assert changed.is_visible


def test_a_change_that_changes_nothing_is_none(
    on_sale: OnSale, editor: Actor, clock: FakeClock
) -> None:
    same = catalogue.change_product(
        on_sale().id, names={"en": "Green tea"}, actor=editor, clock=clock
    )
    assert same.is_visible


VERBS = ("submit", "recall", "approve", "reject", "publish", "withdraw", "change")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(VERBS), max_size=12))
def test_no_path_into_the_shop_leads_around_an_approval(
    draft: ProductDetail, editor: Actor, vetter: Actor, clock: FakeClock, steps: list[str]
) -> None:
    with transaction.atomic():
        for number, step in enumerate(steps):
            walk(draft.id, step, number, editor, vetter, clock)
            log = [d.after for d in catalogue.decisions(draft.id)]
            if catalogue.staff_product(draft.id, at=clock.now()).is_visible:
                last_draft = max(
                    (i for i, status in enumerate(log) if status in ("draft", "submitted")),
                )
                assert "approved" in log[last_draft:]
        transaction.set_rollback(True)


def walk(id: str, step: str, number: int, editor: Actor, vetter: Actor, clock: FakeClock) -> None:
    """One step, where the status allows it."""
    with suppress(Conflict):
        if step == "change":
            names = {"en": f"Name {number}"}
            catalogue.change_product(id, names=names, actor=editor, clock=clock)
        else:
            actor = vetter if step in ("approve", "reject") else editor
            getattr(catalogue, step)(id, reason="because", actor=actor, clock=clock)


@pytest.mark.parametrize(
    ("after_opening", "seen"),
    [(-MICROSECOND, False), (timedelta(0), True), (DAY - MICROSECOND, True), (DAY, False)],
)
def test_a_window_holds_its_beginning_and_not_its_end(
    on_sale: OnSale, editor: Actor, clock: FakeClock, after_opening: timedelta, seen: bool
) -> None:
    shown = on_sale()
    opens = clock.now() + DAY
    catalogue.publish(
        shown.id, visible_from=opens, visible_until=opens + DAY, actor=editor, clock=clock
    )
    at = opens + after_opening
    listed = [card.id for card in catalogue.list_products(at=at).products]
    offer = catalogue.offers([shown.variants[0].id], at=at)[shown.variants[0].id]
    row = Product.objects.get(pk=shown.id)
    assert is_visible(row.status, row.visible_from, row.visible_until, at) is seen
    assert listed == ([shown.id] if seen else [])
    assert (offer.buyable, offer.why_not) == ((True, "") if seen else (False, "product_hidden"))
    if seen:
        assert catalogue.product(shown.slug, at=at).id == shown.id
    else:
        with pytest.raises(NotFound):
            catalogue.product(shown.slug, at=at)


def test_windows_that_make_no_sense_are_refused(
    on_sale: OnSale, editor: Actor, clock: FakeClock
) -> None:
    shown = on_sale()
    for window in (
        {"visible_until": clock.now()},
        {"visible_from": clock.now() + DAY, "visible_until": clock.now() + DAY},
        {"visible_from": clock.now().replace(tzinfo=None)},
    ):
        with pytest.raises(InvalidInput):
            catalogue.publish(shown.id, actor=editor, clock=clock, **window)


def test_a_product_without_a_price_or_a_variant_stays_out(
    tea: CategoryNode, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    made = catalogue.create_product(
        names={"en": "White tea"}, category_id=tea.id, actor=editor, clock=clock
    )
    with pytest.raises(Conflict, match="no variant"):
        catalogue.submit(made.id, actor=editor, clock=clock)
    catalogue.add_variant(made.id, sku="w", actor=editor, clock=clock)
    catalogue.submit(made.id, actor=editor, clock=clock)
    catalogue.approve(made.id, actor=vetter, clock=clock)
    with pytest.raises(Conflict) as error:
        catalogue.publish(made.id, actor=editor, clock=clock)
    assert error.value.code == "catalogue.no_price"


def test_what_a_suspended_seller_sells_cannot_be_bought(
    on_sale: OnSale, vetter: Actor, clock: FakeClock
) -> None:
    seller = catalogue.create_seller(code="S1", name="Hill farm", actor=vetter, clock=clock)
    shown = on_sale(seller_id=seller.id)
    variant = shown.variants[0].id
    assert catalogue.offers([variant], at=clock.now())[variant].buyable
    catalogue.change_seller(seller.id, is_active=False, actor=vetter, clock=clock)
    assert catalogue.offers([variant], at=clock.now())[variant].why_not == "seller_inactive"
