"""Forms of shoppers that are done once, however often they are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

from huitou.doors.design import done_once
from huitou.doors.shop.who import shopper_for_writing

HandlerT = TypeVar("HandlerT", bound=Callable[..., HttpResponse])


def once(*, whole: bool = True) -> Callable[[HandlerT], HandlerT]:
    """`@once()` below `@shop_page`, see done_once."""
    return done_once(shopper_for_writing, whole=whole)
