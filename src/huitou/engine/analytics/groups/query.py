"""The question of a report by group."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import Query, Question

By = Literal[
    "age",
    "gender",
    "region",
    "city",
    "city_tier",
    "frequency",
    "hour",
    "weekday",
    "category",
    "brand",
    "channel",
]


class Dimension(Question, frozen=True):
    """What a report is split by.

    - `age`: bands of years, each beginning at one of `bands`, from the trait `birthday` (an ISO
      date; the age on the local day of the as-of moment), else from the trait `age`; with `name`
      from that trait alone, which may be either.
    - `gender`, `region`, `city`, `city_tier`: the trait of that name, or `name`.
    - `frequency`: how many purchases the person made in the range: 0, 1, 2, 3-4, 5+.
    - `hour`, `weekday`: local hour and day of the event; of a purchase, those of the order.
    - `category`, `brand`: of the products of an event, one by one: the entry's own, else that of
      the event (the property of that name, or `name`).
    - `channel`: of the event: the campaign's source, else the property `channel`, else "direct";
      of a purchase, that of the newest Order Completed.

    Of `gender`, the places, `category`, `brand` and `channel` the `limit` values with the most
    people are shown, and all others together as one, counted anew.
    """

    by: By
    name: str | None = None
    limit: int = 20
    bands: tuple[int, ...] = (18, 25, 35, 45, 55, 65)


class GroupsQuery(Query, frozen=True, kw_only=True):
    """What people of each group do and buy from `from_` to `to` (both whole local days; default:
    30 days up to the as-of moment), split `by` one or two dimensions, with a total.

    - People: distinct people with a named event in the group; events: all of these; came back:
      people with such events on two local days or more.
    - Orders, purchases and refunds are those of the shop report (decision 0007). Orders: the
      purchases placed in the range; buyers: the people who made them; repeat buyers: those of them
      who purchased on two local days or more. Revenue: sales in the range less refunds in the
      range, each at its own moment, in whole minor units of each currency; a refund is in the
      group of the order that it gives back. Revenue per buyer is per buyer in that currency.
    - By category or brand an order's money is split over its lines (price x quantity, less their
      part of the discount), and the order and its buyer count in every group that it has a line
      in. Money that names no product (postage, a refund as one sum) goes by the property of the
      order event itself.
    - An order that names no currency is in `default_currency`, null: in USD.
    - `where` is asked of every event, also of every event about an order.
    - Suppression: the numbers of a row with 1 to `min_people` - 1 people are not told, nor what is
      bought by that few people in a row, or in one currency of a row. What is left out could be
      found as the difference to the total; so rows are left out further, the smallest first,
      until the ones left out are at least two and have at least `min_people` people together
      (with groups that share people: until one of them alone has). With two dimensions this holds
      within every value of either one too. It does not protect against comparing the answers to
      many queries, of ranges that differ by a day for example.
    """

    by: tuple[Dimension, ...]
    from_: str | None = None
    to: str | None = None
    min_people: int = 10
    default_currency: str | None = None


class GroupsCell(Question, frozen=True):
    """The people of the row with these `keys` and `other` (none: the total): all, or those who came
    back, bought, or bought repeatedly.
    """

    keys: tuple[str | None, ...] = ()
    other: tuple[bool, ...] = ()
    of: Literal["people", "came_back", "buyers", "repeat_buyers"] = "people"
