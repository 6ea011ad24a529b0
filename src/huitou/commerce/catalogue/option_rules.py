"""What options a product may have, and whether a variant's choice fits them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from huitou.commerce.catalogue.details import Option, OptionValue
from huitou.commerce.catalogue.texts import checked_texts
from huitou.commerce.catalogue.unique import checked_code
from huitou.kernel import InvalidInput

_MOST_OPTIONS, _MOST_VALUES, _LONGEST_CODE = 5, 100, 40


def checked_options(options: Sequence[Option]) -> list[dict[str, Any]]:
    """Options as they are stored. InvalidInput for too many, a code that comes twice, bad names."""
    _check_codes("options", [option.code for option in options], _MOST_OPTIONS)
    return [
        {
            "code": checked_code("options", option.code, _LONGEST_CODE),
            "names": checked_texts("options", option.names, 80),
            "values": checked_values("options", option.values),
        }
        for option in options
    ]


def checked_values(field: str, values: Sequence[OptionValue]) -> list[dict[str, Any]]:
    """Things to choose from, as they are stored."""
    _check_codes(field, [value.code for value in values], _MOST_VALUES)
    return [
        asdict(
            OptionValue(
                checked_code(field, value.code, _LONGEST_CODE),
                checked_texts(field, value.names, 80),
            )
        )
        for value in values
    ]


def read_options(stored: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """Stored options again."""
    return tuple(Option(o["code"], o["names"], read_values(o["values"])) for o in stored)


def read_values(stored: Sequence[Mapping[str, Any]]) -> tuple[OptionValue, ...]:
    """Stored things to choose from again."""
    return tuple(OptionValue(value["code"], value["names"]) for value in stored)


def check_choice(options: Sequence[Option], chosen: Mapping[str, str]) -> None:
    """InvalidInput unless exactly one value of each option is chosen."""
    allowed = {option.code: {value.code for value in option.values} for option in options}
    if set(chosen) != set(allowed) or any(chosen[code] not in allowed[code] for code in chosen):
        listed = "; ".join(f"{o.code}: {', '.join(v.code for v in o.values)}" for o in options)
        raise InvalidInput(
            "The variant does not choose one value of each option of its product.",
            remedy=f"Choose from: {listed or 'nothing, the product has no options'}.",
            code="catalogue.bad_options",
            field="options",
        )


def _check_codes(field: str, codes: Sequence[str], most: int) -> None:
    stripped = {code.strip() for code in codes}
    if len(stripped) != len(codes) or len(codes) > most:
        raise InvalidInput(
            f"{field} has a code twice, or more than {most} of them.",
            remedy=f"Give up to {most} different codes.",
            code="catalogue.bad_options",
            field=field,
        )
