"""The report page: a ShopReport as one self-contained page of HTML, in English and Chinese.

`render` makes it from any report; the views show the live one over the event log. `page.py` is
the page as a typed object, `figures/` has a file a chart, `texts.py` every word.
"""

from huitou.doors.report.formats import count, percent_of
from huitou.doors.report.orders_of_log import log_lines
from huitou.doors.report.rendering import LANGUAGES, render
from huitou.doors.report.text import Text
from huitou.doors.report.texts import say
from huitou.doors.report.write import checked_output, write_page

__all__ = [
    "LANGUAGES",
    "Text",
    "checked_output",
    "count",
    "log_lines",
    "percent_of",
    "render",
    "say",
    "write_page",
]
