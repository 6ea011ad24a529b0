"""Staff say in which ways the shop ships."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from huitou.commerce.orders.delivery import WayOfShipping, as_way
from huitou.commerce.orders.models import ShippingMethod
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, InvalidInput, Money

PERMISSION = "orders.write"
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COUNTRIES = re.compile(r"([A-Z]{2}( [A-Z]{2})*)?")
_WORKS_ON = re.compile(r"[1-7]{1,7}")
_MOST_DAYS, _MOST_GRAMS = 365, 10_000_000


@dataclass(frozen=True)
class MethodFields:
    """What a way of shipping costs and takes: see delivery_rules.Tariff and Timetable. `names` by
    language (`en`, `zh-hans`); `countries` are codes of ISO 3166 with blanks between (empty: all);
    `place` says where it stands in the list, and the first that fits is the one that is proposed.
    """

    names: Mapping[str, str]
    fee: Money
    free_over: Money | None = None
    first_grams: int = 0
    step_grams: int = 0
    step_fee: Money | None = None
    cutoff_hour: int = 16
    handling_days: int = 1
    transit_days: int = 3
    works_on: str = "1234567"
    countries: str = ""
    place: int = 0
    is_active: bool = True


def set_shipping_method(
    actor: Actor, code: str, fields: MethodFields, *, clock: Clock
) -> WayOfShipping:
    """Make the way of that code, or change it. What was promised for an order stays as it was.
    Needs orders.write; InvalidInput that names the first field that makes no sense.
    """
    actor.need(PERMISSION)
    _check(code, fields)
    with transaction.atomic():
        row, _ = ShippingMethod.objects.update_or_create(code=code, defaults=_columns(fields))
        detail = {k: str(v) for k, v in asdict(fields).items()}
        audit.note(actor, "orders.set_shipping_method", code, detail, clock=clock)
        return as_way(row)


def _columns(fields: MethodFields) -> dict[str, Any]:
    same = (
        "first_grams",
        "step_grams",
        "cutoff_hour",
        "handling_days",
        "transit_days",
        "works_on",
        "countries",
        "place",
        "is_active",
    )
    return {name: getattr(fields, name) for name in same} | {
        "name_en": fields.names["en"].strip(),
        "name_zh": fields.names["zh-hans"].strip(),
        "currency": fields.fee.currency.code,
        "fee_minor": fields.fee.minor,
        "free_over_minor": None if fields.free_over is None else fields.free_over.minor,
        "step_fee_minor": 0 if fields.step_fee is None else fields.step_fee.minor,
    }


def _check(code: str, fields: MethodFields) -> None:
    _need(_CODE.fullmatch(code), "code", "Use small letters, digits and dashes.")
    for language in ("en", "zh-hans"):
        name = fields.names.get(language, "").strip()
        _need(0 < len(name) <= 80, "names", "Give a name in en and in zh-hans.")
    for field in ("fee", "free_over", "step_fee"):
        money = getattr(fields, field)
        fits = money is None or 0 <= money.minor < 10**15
        same = money is None or money.currency == fields.fee.currency
        _need(fits and same, field, "Give amounts of one currency, of zero or more.")
    for field in ("first_grams", "step_grams"):
        _need(0 <= getattr(fields, field) <= _MOST_GRAMS, field, "Give a weight in grams.")
    for field in ("handling_days", "transit_days"):
        _need(0 <= getattr(fields, field) <= _MOST_DAYS, field, "Give a number of days.")
    _need(0 <= fields.cutoff_hour <= 24, "cutoff_hour", "Give an hour of the day, 0 to 24.")
    _need(_WORKS_ON.fullmatch(fields.works_on), "works_on", "Give days, 1 (Monday) to 7.")
    _need(_COUNTRIES.fullmatch(fields.countries), "countries", "Write codes such as CN HK MO.")
    _need(0 <= fields.place <= 1000, "place", "Give a number from 0 to 1000.")


def _need(fits: object, field: str, remedy: str) -> None:
    if not fits:
        raise InvalidInput(
            f"The {field} of this way of shipping makes no sense.",
            remedy=remedy,
            code="orders.bad_method",
            field=field,
        )
