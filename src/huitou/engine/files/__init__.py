"""Files in: a stranger's table of orders or events, understood or refused row by row.

`open_file` finds out how a file is written, `guess` what its columns mean, `read_orders` gives
order lines, `read_events` rows of the log. What cannot be taken is refused with its line and a
reason; nothing is mended silently.
"""

from huitou.engine.files.dialect import DELIMITERS
from huitou.engine.files.events import EventsFile, read_events, read_opened_events
from huitou.engine.files.guessing import guess
from huitou.engine.files.mapping import Choice, Mapping, parse_map
from huitou.engine.files.messages import EventRules
from huitou.engine.files.opened import OpenedFile, open_file
from huitou.engine.files.orders import OrdersFile, read_opened_orders, read_orders
from huitou.engine.files.refusals import REFUSED_SCHEMA, RefusedGroup, by_reason
from huitou.engine.files.roles import EVENTS, ORDERS
from huitou.engine.files.rows_of_orders import OrderRules

__all__ = [
    "DELIMITERS",
    "EVENTS",
    "ORDERS",
    "REFUSED_SCHEMA",
    "Choice",
    "EventRules",
    "EventsFile",
    "Mapping",
    "OpenedFile",
    "OrderRules",
    "OrdersFile",
    "RefusedGroup",
    "by_reason",
    "guess",
    "open_file",
    "parse_map",
    "read_events",
    "read_opened_events",
    "read_opened_orders",
    "read_orders",
]
