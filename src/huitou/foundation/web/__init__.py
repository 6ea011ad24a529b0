"""What the `api.py` of every room builds on.

Callers: `staff_with(permission)`, `shoppers`, `members`, `any_staff`, `anyone`, `public` say for
whom a route is; `caller(request)` is who asks; `register_bearer` lets a room's tokens in. Writes:
`@once`. Shapes: `Input` (bodies), `MoneyJson`, `Paging`, `Page` and `page_of`. Errors: whatever a
view raises is answered in the shape of HuitouError; `install_errors`, `error_response`. For the
doors: `KeptThreads`, `StrictParser`, `limit_bodies`, `address_of`, the middleware `guard.ApiGuard`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.web.addresses import address_of
    from huitou.foundation.web.bearers import register_bearer
    from huitou.foundation.web.bodies import limit_bodies
    from huitou.foundation.web.callers import (
        CallerAuth,
        Public,
        any_staff,
        anyone,
        caller,
        members,
        public,
        shoppers,
        staff_with,
    )
    from huitou.foundation.web.errors import error_response, install_errors
    from huitou.foundation.web.handler import KeptThreads
    from huitou.foundation.web.inputs import Input
    from huitou.foundation.web.money_json import MoneyJson, money_as_json, money_from_json
    from huitou.foundation.web.paging import Page, Paged, Paging, page_of
    from huitou.foundation.web.parsing import StrictParser
    from huitou.foundation.web.writes import once

__all__ = [
    "CallerAuth",
    "Input",
    "KeptThreads",
    "MoneyJson",
    "Page",
    "Paged",
    "Paging",
    "Public",
    "StrictParser",
    "address_of",
    "any_staff",
    "anyone",
    "caller",
    "error_response",
    "install_errors",
    "limit_bodies",
    "members",
    "money_as_json",
    "money_from_json",
    "once",
    "page_of",
    "public",
    "register_bearer",
    "shoppers",
    "staff_with",
]

__getattr__ = lazy(
    __name__,
    addresses=("address_of",),
    bearers=("register_bearer",),
    bodies=("limit_bodies",),
    callers=(
        "CallerAuth",
        "Public",
        "any_staff",
        "anyone",
        "caller",
        "members",
        "public",
        "shoppers",
        "staff_with",
    ),
    errors=("error_response", "install_errors"),
    handler=("KeptThreads",),
    inputs=("Input",),
    money_json=("MoneyJson", "money_as_json", "money_from_json"),
    paging=("Page", "Paged", "Paging", "page_of"),
    parsing=("StrictParser",),
    writes=("once",),
)
