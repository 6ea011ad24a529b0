"""A generated shop to try things on, with its latent truth known.

`simulate(ShopYear(...), seed)` lives through a year; `order_lines` and `write_orders` give it as
an order file, `shop_events` and `write_events` as the Segment-shaped events that a shop's pages
and checkout would have sent.
"""

from huitou.simulator.event_file import shop_events, write_events
from huitou.simulator.order_file import order_lines, write_orders
from huitou.simulator.settings import Campaign, GroupBuy, ShopYear
from huitou.simulator.shelf import SHELF, Language, Product
from huitou.simulator.shop_year import ShopHistory, simulate

__all__ = [
    "SHELF",
    "Campaign",
    "GroupBuy",
    "Language",
    "Product",
    "ShopHistory",
    "ShopYear",
    "order_lines",
    "shop_events",
    "simulate",
    "write_events",
    "write_orders",
]
