"""Statements that are compiled once answer what Django's querysets answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from huitou.commerce.catalogue.models import Brand, Category, Price, Product, Variant
from huitou.foundation.facts.models import Fact
from huitou.foundation.statements import Question, insert, update

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def fact(name: str, **fields: Any) -> Fact:
    return Fact(message_id=name, event="Seen", happened_at=NOW, **fields)


@pytest.mark.usefixtures("tables")
def test_rows_are_djangos_own_and_as_they_were_stored() -> None:
    shelf = Category(id="c", slug="shelf", names={"en": "Shelf", "zh-hans": "架"})
    brand = Brand(id="b", slug="brand", names={"en": "Brand"})
    assert insert(shelf) == insert(brand) == 1
    shelf.no_reason_return, shelf.position = True, 7
    update(shelf, "no_reason_return", "position")
    assert Category.objects.get(id="c").__dict__ | {"_state": None} == shelf.__dict__ | {
        "_state": None
    }
    asked: Question[Category] = Question(lambda id: Category.objects.filter(id=id))
    for _ in range(2):
        (row,) = asked("c")
        assert row == shelf
        assert row.names["zh-hans"] == "架"
        assert row.no_reason_return is True
        assert not row._state.adding
    assert asked("d") == []
    assert asked.first("d") is None


@pytest.mark.usefixtures("tables")
def test_related_rows_and_annotations_come_along() -> None:
    insert(Category(id="c", slug="shelf", names={"en": "Shelf"}))
    product = Product(
        id="p", slug="p", names={"en": "P"}, category_id="c", created_at=NOW, changed_at=NOW
    )
    insert(product)
    insert(
        *(
            Variant(
                id=f"v{n}",
                product=product,
                sku=f"v{n}",
                position=n,
                option_key=str(n),
                created_at=NOW,
            )
            for n in range(3)
        )
    )
    asked: Question[Any] = Question(
        lambda ids: (
            Variant.objects.filter(pk__in=ids)
            .select_related("product__category", "product__brand")
            .order_by("-position")
        )
    )
    rows = asked(["v0", "v2"])
    with CaptureQueriesContext(connection) as queries:
        assert [row.id for row in rows] == ["v2", "v0"]
        assert [row.product.category.names for row in rows] == [{"en": "Shelf"}] * 2
        assert rows[0].product.brand is None
    assert len(queries) == 0
    assert [row.id for row in asked(["v0", "v1", "v2"])] == ["v2", "v1", "v0"]
    assert len(asked(["v1", "v1"])) == 1


@pytest.mark.usefixtures("tables")
def test_moments_are_compared_to_the_microsecond() -> None:
    insert(fact("early"), Fact(message_id="late", event="Seen", happened_at=NOW + timedelta(1)))
    asked: Question[Fact] = Question(
        lambda at, member: Fact.objects.filter(Q(happened_at__lte=at) | Q(member_id=member))
    )
    assert [row.message_id for row in asked(NOW, "nobody")] == ["early"]
    assert asked(NOW - timedelta(microseconds=1), "nobody") == []
    assert [row.happened_at for row in asked(NOW, "nobody")] == [NOW]


@pytest.mark.usefixtures("tables")
def test_what_is_there_already_is_left_out_or_refused() -> None:
    assert insert(fact("one"), fact("two")) == 2
    assert insert(fact("two"), fact("three"), or_ignore=True) == 1
    assert Fact.objects.filter(message_id__in=["one", "two", "three"]).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(fact("three"))
    assert insert() == 0


@pytest.mark.usefixtures("tables")
def test_a_row_that_is_gone_is_not_updated_in_silence() -> None:
    with pytest.raises(Brand.DoesNotExist):
        update(Brand(id="gone", slug="gone", names={}), "slug")


@pytest.mark.usefixtures("committed")
def test_rows_are_not_locked_outside_a_transaction() -> None:
    asked: Question[Brand] = Question(lambda id: Brand.objects.select_for_update().filter(id=id))
    with transaction.atomic():
        assert asked("b") == []
    with pytest.raises(transaction.TransactionManagementError):
        asked("b")


@pytest.mark.usefixtures("tables")
def test_a_queryset_that_makes_something_of_a_value_is_refused() -> None:
    asked: Question[Price] = Question(lambda id: Price.objects.filter(variant_id=id.upper()[:3]))
    with pytest.raises(ValueError, match="something else"):
        asked("v0")
