"""Money in JSON: {"amount": "12.50", "currency": "CNY"}."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from huitou.kernel import Currency, HuitouError, Money

_AMOUNT = r"^-?[0-9]{1,19}(\.[0-9]{1,4})?$"
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "amount": {"type": "string", "pattern": _AMOUNT, "examples": ["12.50"]},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["CNY"]},
    },
    "required": ["amount", "currency"],
    "additionalProperties": False,
}


def money_as_json(money: Money) -> dict[str, str]:
    """The amount in major units with all its decimals, and the currency."""
    exponent = money.currency.exponent
    return {"amount": f"{money.decimal():.{exponent}f}", "currency": money.currency.code}


def money_from_json(value: Any) -> Money:
    """ValueError, in words, for anything but such an object; nothing is rounded."""
    if isinstance(value, Money):
        return value
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise ValueError("money is an object with amount and currency")
    amount, code = value["amount"], value["currency"]
    if not isinstance(amount, str) or not re.match(_AMOUNT, amount) or amount.endswith("\n"):
        raise ValueError("an amount is a text of digits, such as 12.50")
    if not isinstance(code, str):
        raise ValueError("a currency is three letters, such as CNY")
    try:
        decimals = len(amount.partition(".")[2])
        if decimals > Currency.of(code).exponent:
            raise ValueError(f"{code} has fewer decimals than {amount}")
        return Money.parse(amount, code)
    except HuitouError as error:
        raise ValueError(str(error)) from None


class _AsJson:
    """How pydantic reads, writes and describes Money."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            money_from_json,
            serialization=core_schema.plain_serializer_function_ser_schema(money_as_json),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(_SCHEMA)


# The type of a field of a ninja.Schema that holds Money.
MoneyJson = Annotated[Money, _AsJson]
