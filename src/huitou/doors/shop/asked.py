"""What a list of goods is asked for, read from an address and written into one.

An address says everything: it can be shared, and the way back leads to the same list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from huitou.commerce.catalogue import Sort, Wanted
from huitou.kernel import HuitouError, Money

SORTS: tuple[Sort, ...] = ("newest", "price", "-price", "name")
ATTRIBUTE = "a."  # before the code of an attribute: a.origin=Fujian
_MOST_VALUES = 20
_MOST_WORDS = 10  # as many as the catalogue searches for
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """A list: its words, what narrows it, its order and which page. `price_from` and `price_to` are
    as they were typed; what makes no sense narrows nothing.
    """

    text: str = ""
    category: str = ""  # a slug; for the results of a search
    sort: Sort = "newest"
    price_from: str = ""
    price_to: str = ""
    brands: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_stock: bool = False
    reduced: bool = False
    cursor: str = ""
    page: int = 1  # how many were shown before, plus one

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowings)

    @property
    def narrowings(self) -> list[tuple[str, str]]:
        """What narrows it, one pair of the query each."""
        return [(n, v) for n, v in self.pairs if n not in ("q", "sort", "category")]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query, without the page, in one order whatever the address had."""
        one = (
            ("q", self.text),
            ("category", self.category),
            ("sort", "" if self.sort == "newest" else self.sort),
            ("price_from", self.price_from),
            ("price_to", self.price_to),
            ("in_stock", "1" if self.in_stock else ""),
            ("reduced", "1" if self.reduced else ""),
        )
        many = [("brand", brand) for brand in self.brands]
        said = [(ATTRIBUTE + c, v) for c, values in self.attributes.items() for v in values]
        return [(name, value) for name, value in (*one, *many, *said) if value]

    def address(self, path: str, *, without: tuple[str, str] | None = None, **more: Any) -> str:
        """The list at `path`, with some of it changed."""
        changed = replace(self, cursor="", page=1, **more)
        pairs = [pair for pair in changed.pairs if pair != without]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def cleared(self, path: str) -> str:
        """The address with nothing that narrows it."""
        kept = [(n, v) for n, v in self.pairs if n in ("q", "sort", "category")]
        return f"{path}?{urlencode(kept)}" if kept else path

    def next_page(self, path: str, cursor: str) -> str:
        """The address of what follows."""
        pairs = [*self.pairs, ("cursor", cursor), ("page", str(self.page + 1))]
        return f"{path}?{urlencode(pairs)}"

    def wanted(self, category_ids: Sequence[str] | None = None) -> Wanted:
        """The same as the catalogue asks it."""
        return Wanted(
            category_ids=category_ids,
            brands=self.brands,
            price_from=money_of(self.price_from),
            price_to=money_of(self.price_to),
            attributes=self.attributes,
            text=self.text,
            reduced=self.reduced,
        )


def asked_in(query: QueryDict) -> Asked:
    """What an address asks for."""
    sort = query.get("sort", "newest")
    page = query.get("page", "")
    return Asked(
        text=" ".join(query.get("q", "").replace("\0", "").split()[:_MOST_WORDS])[:_LONGEST],
        category=query.get("category", "")[:80],
        sort=next((one for one in SORTS if one == sort), "newest"),
        price_from=_amount(query.get("price_from", "")),
        price_to=_amount(query.get("price_to", "")),
        brands=_values(query.getlist("brand")),
        attributes=_attributes(query),
        in_stock=query.get("in_stock") == "1",
        reduced=query.get("reduced") == "1",
        cursor=query.get("cursor", "")[:400],
        page=int(page) if page.isdecimal() and len(page) < 4 else 1,
    )


def money_of(amount: str) -> Money | None:
    """A typed amount in the shop's currency; None for what is none."""
    try:
        money = Money.parse(amount, settings.SHOP_CURRENCY)
    except HuitouError:
        return None
    return money if money.minor >= 0 else None


def _amount(typed: str) -> str:
    typed = typed.strip()[:15]
    return typed if money_of(typed) is not None else ""


def _values(given: Sequence[str]) -> tuple[str, ...]:
    fit = (value[:_LONGEST] for value in given if value and "\0" not in value)
    return tuple(sorted(set(fit)))[:_MOST_VALUES]


def _attributes(query: QueryDict) -> dict[str, tuple[str, ...]]:
    said = {
        name.removeprefix(ATTRIBUTE): _values(query.getlist(name))
        for name in sorted(query)
        if name.startswith(ATTRIBUTE) and name.isprintable()
    }
    return {code: values for code, values in list(said.items())[:10] if values}
