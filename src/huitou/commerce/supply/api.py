"""Routes of stock: a word on availability for everybody, the books for staff."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huitou.commerce.supply import api_suppliers, reads, reconciling
from huitou.commerce.supply.counting import adjust
from huitou.commerce.supply.hold_states import Reserved
from huitou.commerce.supply.incoming import receive
from huitou.commerce.supply.pools import carve, return_rest
from huitou.commerce.supply.rules import MOST_UNITS, Coarse
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import (
    Input,
    Page,
    Paged,
    Paging,
    caller,
    once,
    page_of,
    public,
    staff_with,
)

router = Router()
router.add_router("", api_suppliers.router)

VariantId = Annotated[str, Field(min_length=1, max_length=36)]
Quantity = Annotated[int, Field(ge=1, le=MOST_UNITS)]
Source = Annotated[
    str, Field(min_length=1, max_length=100, description="The same one counts once.")
]
Pool = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]


class AvailabilityOut(Schema):
    variant_id: str
    state: Coarse


class LevelOut(Schema):
    variant_id: str
    pool: str
    on_hand: int
    reserved: int
    available: int


class MovedOut(Schema):
    number: int
    variant_id: str
    pool: str
    kind: str
    delta_on_hand: int
    delta_reserved: int
    source: str
    reference: str
    actor: str
    at: datetime


class ReservedOut(Schema):
    id: str
    holder: str
    variant_id: str
    pool: str
    quantity: int
    shipped: int
    released: int
    returned: int
    open: int
    expires_at: datetime | None
    state: str


class StockDifferenceOut(Schema):
    variant_id: str
    pool: str
    what: str
    in_balance: int
    in_books: int


class Receipt(Input):
    variant_id: VariantId
    quantity: Quantity
    source: Source
    supplier_id: str | None = Field(None, max_length=36)
    reference: str = Field("", max_length=200)


class Correction(Input):
    variant_id: VariantId
    count: int | None = Field(None, ge=0, le=MOST_UNITS, description="What is there in truth.")
    delta: int | None = Field(None, ge=-MOST_UNITS, le=MOST_UNITS)
    reason: str = Field(min_length=1, max_length=200)
    source: Source


class Carving(Input):
    variant_id: VariantId
    pool: Pool
    quantity: Quantity
    source: Source


class Ending(Input):
    variant_id: VariantId
    pool: Pool
    source: Source


@router.get("/supply/availability", auth=public(), response=list[AvailabilityOut])
def availability(
    request: HttpRequest,
    variant: Annotated[list[VariantId], Query(min_length=1, max_length=50)],
) -> list[dict[str, str]]:
    """Whether variants are there: in stock, few left, or none."""
    states = reads.coarse_stock(variant)
    return [{"variant_id": one, "state": state} for one, state in states.items()]


@router.get("/supply/levels", auth=staff_with("supply.read"), response=Page[LevelOut])
def list_levels(
    request: HttpRequest,
    paging: Query[Paging],
    variant: Annotated[list[VariantId], Query(max_length=50)] = [],  # noqa: B006
) -> Paged[reads.Level]:
    """Exact numbers, of some variants or of all, with their pools."""
    return page_of(
        f"levels:{sorted(variant)}",
        paging,
        lambda after, limit: reads.levels(variant or None, after=after or "", limit=limit),
        lambda level: level.id,
    )


@router.get("/supply/entries", auth=staff_with("supply.read"), response=Page[MovedOut])
def list_entries(
    request: HttpRequest, paging: Query[Paging], variant: Annotated[VariantId, Query()]
) -> Paged[reads.Moved]:
    """The ledger of a variant, the newest first."""
    return page_of(
        f"entries:{variant}",
        paging,
        lambda before, limit: reads.entries(variant, before=before, limit=limit),
        lambda moved: moved.number,
    )


@router.get("/supply/reservations", auth=staff_with("supply.read"), response=list[ReservedOut])
def list_reservations(
    request: HttpRequest, holder: Annotated[str, Query(min_length=1, max_length=80)]
) -> list[Reserved]:
    """What a holder (such as an order) keeps, or kept."""
    return reads.reservations(holder)


@router.get(
    "/supply/differences", auth=staff_with("supply.read"), response=list[StockDifferenceOut]
)
def list_differences(request: HttpRequest) -> list[reconciling.Difference]:
    """Where balances, ledger and reservations do not agree; empty if the books are right."""
    return reconciling.reconcile()


@router.post("/supply/receipts", auth=staff_with("supply.write"), response={201: LevelOut})
@once
def receive_goods(request: HttpRequest, body: Receipt) -> reads.Level:
    """Goods arrived."""
    return receive(**body.dict(), actor=caller(request), clock=current_clock())


@router.post("/supply/corrections", auth=staff_with("supply.write"), response={201: LevelOut})
@once
def correct_stock(request: HttpRequest, body: Correction) -> reads.Level:
    """The shelf was counted: give the count, or by how many the books are wrong."""
    return adjust(**body.dict(), actor=caller(request), clock=current_clock())


@router.post("/supply/pools", auth=staff_with("supply.write"), response={201: LevelOut})
@once
def carve_pool(request: HttpRequest, body: Carving) -> reads.Level:
    """Set units aside for one activity."""
    return carve(**body.dict(), actor=caller(request), clock=current_clock())


@router.post("/supply/pools/return", auth=staff_with("supply.write"), response=LevelOut)
@once
def return_rest_of_pool(request: HttpRequest, body: Ending) -> reads.Level:
    """Give what nobody reserved back to the free stock."""
    return return_rest(**body.dict(), actor=caller(request), clock=current_clock())
