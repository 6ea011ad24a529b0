"""Guessing which column means what, from names in English and Chinese and from the values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from huitou.engine.files.mapping import Choice, Mapping, check_stated
from huitou.engine.files.moments import CLOCK, looks_counted, looks_written
from huitou.engine.files.numbers import looks_like_number
from huitou.engine.files.roles import EVENTS, ORDERS, ROLES, WHOLE_ORDER_NAMES, Role, plain_name
from huitou.engine.files.statuses import known_status
from huitou.kernel import InvalidInput

Sample = Sequence[Sequence[str | None]]

_HOLDS = {
    "any": lambda text: True,
    "date": lambda text: looks_written(text) or looks_counted(text),
    "number": looks_like_number,
    "time": lambda text: bool(CLOCK.match(text)),
    "currency": lambda text: bool(re.fullmatch(r"[A-Za-z]{3}", text)),
    "status": known_status,
}
# This share of the values must look right; the rest may be what gets refused.
_SHARE = {"date": 0.3, "number": 0.3, "time": 0.6, "currency": 0.6, "status": 0.6, "any": 0.0}


def guess(
    columns: Sequence[str],
    sample: Sample,
    *,
    kind: str | None = None,
    stated: Lookup[str, str | None] | None = None,
) -> Mapping:
    """The likeliest mapping of a file with these columns and first rows. What is `stated` (role to
    column, None for no column) is taken as it is. InvalidInput if a required role has no column.
    """
    stated = stated or {}
    kind = kind or _kind(columns, stated)
    if kind == EVENTS:
        outer = [place for place, column in enumerate(columns) if "." not in column]
        columns = [columns[place] for place in outer]  # not the members of inner objects
        sample = [[row[place] for place in outer if place < len(row)] for row in sample]
    values = _values(columns, sample)
    choices = _stated_choices(check_stated(stated, columns, kind))
    taken = {choice.column for choice in choices}
    open_roles = [role for name, role in ROLES[kind].items() if name not in stated]
    for choice in _by_name(open_roles, columns, values):
        if choice.column not in taken and choice.role not in {c.role for c in choices}:
            choices.append(choice)
            taken.add(choice.column)
    if kind == ORDERS:
        choices = _shopify(choices, columns, stated)
        choices += _only_date(choices, columns, values, stated)
        choices = _whole_order(choices, columns, sample, stated)
    if kind == EVENTS and any(choice.role == "type" for choice in choices):
        stated = {"event": None} | dict(stated)  # identify and page calls have no event
    mapping = Mapping(kind, _in_order(choices, kind))
    _require(mapping, columns, stated)
    return mapping


def _kind(columns: Sequence[str], stated: Lookup[str, str | None]) -> str:
    only_events = set(stated) - set(ROLES[ORDERS])
    only_orders = set(stated) - set(ROLES[EVENTS])
    if only_orders or only_events:
        return ORDERS if only_orders else EVENTS
    names = {plain_name(column) for column in columns}
    if not names & _EVENT_NAMES:
        return ORDERS
    money = {name for role in _MONEY for name in ROLES[ORDERS][role].names}
    return ORDERS if names & money and names & set(ROLES[ORDERS]["order_id"].names) else EVENTS


_EVENT_NAMES = frozenset(
    ("event", "eventname", "eventtype", "behavior", "behaviortype", "事件", "事件名", "messageid")
)
_MONEY = ("price", "amount")


def _values(columns: Sequence[str], sample: Sample) -> dict[str, list[str]]:
    """The sample's texts by column, without the blank ones."""
    values: dict[str, list[str]] = {column: [] for column in columns}
    for row in sample:
        for column, cell in zip(columns, row, strict=False):
            if cell is not None and cell.strip():
                values[column].append(cell.strip())
    return values


def _stated_choices(checked: Lookup[str, str | None]) -> list[Choice]:
    return [
        Choice(role, column, 1.0, "stated with --map") for role, column in checked.items() if column
    ]


def _by_name(
    roles: list[Role], columns: Sequence[str], values: Lookup[str, list[str]]
) -> list[Choice]:
    """All choices that names allow and values do not forbid, the surest first."""
    choices = []
    for role in roles:
        for column in columns:
            score, name = _name_score(role, column)
            if score and _fits(role, values[column]):
                why = f"its name says {name}{_HOLDING.get(role.holds, '')}"
                choices.append(Choice(role.name, column, round(score, 2), why))
    return sorted(choices, key=lambda choice: -choice.confidence)


def _name_score(role: Role, column: str) -> tuple[float, str]:
    group, _, inner = column.rpartition(".")
    forms = [plain_name(column), plain_name(_BRACKETS.sub("", column))]
    if plain_name(group) in _ITEM_LISTS:
        forms.append(plain_name(inner))
    for form in dict.fromkeys(forms):
        if form in role.names:
            return 1.0 - 0.4 * role.names.index(form) / len(role.names), form
    plain = plain_name(column)
    inside = [name for name in role.names if len(name) >= _least(name) and name in plain]
    if not inside:
        return 0.0, ""
    longest = max(inside, key=len)
    return 0.2 + 0.3 * len(longest) / len(plain), longest


_ITEM_LISTS = ("lineitems", "items", "orderitems", "products", "lines", "orderlines", "goods")
_HOLDING = {"date": ", its values dates", "number": ", its values numbers"}
_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


def _least(name: str) -> int:
    """How long a name must be to count as a part of a longer one."""
    return 7 if name.isascii() else 3


def _fits(role: Role, values: list[str]) -> bool:
    if not values:
        return role.holds in ("any", "currency")
    holds = _HOLDS[role.holds]
    return sum(1 for value in values if holds(value)) >= _SHARE[role.holds] * len(values)


def _shopify(
    choices: list[Choice], columns: Sequence[str], stated: Lookup[str, str | None]
) -> list[Choice]:
    """Shopify calls the order number just "Name"."""
    names = {plain_name(column): column for column in columns}
    if not {"name", "lineitemname"} <= set(names) or "order_id" in stated:
        return choices
    kept = [c for c in choices if c.role != "order_id" and c.column != names["name"]]
    return [*kept, Choice("order_id", names["name"], 0.9, "as Shopify names it")]


def _only_date(
    choices: list[Choice],
    columns: Sequence[str],
    values: Lookup[str, list[str]],
    stated: Lookup[str, str | None],
) -> list[Choice]:
    """The only column of dates, whatever it is called."""
    if "ordered_at" in stated or any(choice.role == "ordered_at" for choice in choices):
        return []
    taken = {choice.column for choice in choices}
    dated = [
        column
        for column in columns
        if column not in taken and values[column] and all(map(looks_written, values[column]))
    ]
    if len(dated) != 1:
        return []
    return [Choice("ordered_at", dated[0], 0.5, "the only column of dates")]


def _whole_order(
    choices: list[Choice],
    columns: Sequence[str],
    sample: Sample,
    stated: Lookup[str, str | None],
) -> list[Choice]:
    """A total that the rows of an order repeat is not the money of each row."""
    by_role = {choice.role: choice for choice in choices}
    amount, order_id = by_role.get("amount"), by_role.get("order_id")
    if amount is None or "amount" in stated or order_id is None:
        return choices
    if not _is_of_whole_order(amount.column, order_id.column, columns, sample):
        return choices
    kept = [choice for choice in choices if choice is not amount]
    if "price" in by_role or "order_total" in by_role:
        return kept
    why = f"{amount.why}; the rows of an order share it"
    return [*kept, Choice("order_total", amount.column, amount.confidence, why)]


def _is_of_whole_order(amount: str, order_id: str, columns: Sequence[str], sample: Sample) -> bool:
    place, order_place = columns.index(amount), columns.index(order_id)
    orders: dict[str, list[str]] = defaultdict(list)
    for row in sample:
        order = row[order_place] if order_place < len(row) else None
        if order and order.strip():
            orders[order].append((row[place] if place < len(row) else None) or "")
    several = [amounts for amounts in orders.values() if len(amounts) > 1]
    named = plain_name(amount) in WHOLE_ORDER_NAMES
    if not several:
        return named
    shared = sum(1 for amounts in several if len({a for a in amounts if a.strip()}) <= 1)
    return shared >= 0.9 * len(several) and (named or len(several) >= 5)


def _in_order(choices: list[Choice], kind: str) -> tuple[Choice, ...]:
    roles = list(ROLES[kind])
    return tuple(sorted(choices, key=lambda choice: roles.index(choice.role)))


def _require(mapping: Mapping, columns: Sequence[str], stated: Lookup[str, str | None]) -> None:
    for role in ROLES[mapping.kind].values():
        if role.required and role.name not in stated and mapping.column(role.name) is None:
            raise _unrecognised(role.name, role.meaning, columns)
    one_of, meaning = _ONE_OF[mapping.kind]
    if not any(map(mapping.column, one_of)):
        raise _unrecognised(one_of[0], meaning, columns)


_ONE_OF = {
    ORDERS: (
        ("amount", "price", "order_total"),
        "the money of the row; or price, the price of one",
    ),
    EVENTS: (("user_id", "anonymous_id"), "who did it; or anonymous_id"),
}


def _unrecognised(role: str, meaning: str, columns: Sequence[str]) -> InvalidInput:
    return InvalidInput(
        f"No column was recognised as {role} ({meaning}). The columns are: {', '.join(columns)}.",
        remedy=f'State it with: --map "{role}=COLUMN"',
        code="files.unmapped",
        field=role,
    )
