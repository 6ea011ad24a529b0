"""Files in: a stranger's table of orders or events, understood or refused row by row.

`open_file` finds out how a file is written, `guess` what its columns mean, `read_orders` gives
order lines. What cannot be taken is refused with its line and a reason; nothing is mended
silently.
"""

from huitou.engine.files.guess import guess
from huitou.engine.files.mapping import Choice, Mapping, parse_map
from huitou.engine.files.opened import OpenedFile, open_file
from huitou.engine.files.orders import OrderRules, OrdersFile, read_opened_orders, read_orders
from huitou.engine.files.refusals import REFUSED_SCHEMA, RefusedGroup, by_reason

__all__ = [
    "REFUSED_SCHEMA",
    "Choice",
    "Mapping",
    "OpenedFile",
    "OrderRules",
    "OrdersFile",
    "RefusedGroup",
    "by_reason",
    "guess",
    "open_file",
    "parse_map",
    "read_opened_orders",
    "read_orders",
]
