"""The report page: a ShopReport as one self-contained page of HTML, in English and Chinese.

`render` makes it from any report; the views show the live one over the event log. `page.py` is
the page as a typed object, `figures/` has a file a chart, `texts.py` every word. Other pages of
numbers are made of the same pieces: sections with panels, charts, grids and tables, which
`render_sections` puts into the same frame.
"""

from huitou.doors.report.chart import Chart, LegendItem, Token, label
from huitou.doors.report.formats import (
    NONE,
    count,
    decimal,
    duration,
    money,
    number,
    percent,
    percent_of,
    period,
)
from huitou.doors.report.heat import HeatCell, HeatGrid, HeatRow, heat_level
from huitou.doors.report.orders_of_log import log_lines
from huitou.doors.report.page import Choice, Panel, Section, Switch
from huitou.doors.report.rendering import LANGUAGES, render, render_sections
from huitou.doors.report.tables import Column, Table, csv_line, plain
from huitou.doors.report.text import Text
from huitou.doors.report.texts import say
from huitou.doors.report.write import checked_output, write_page

__all__ = [
    "LANGUAGES",
    "NONE",
    "Chart",
    "Choice",
    "Column",
    "HeatCell",
    "HeatGrid",
    "HeatRow",
    "LegendItem",
    "Panel",
    "Section",
    "Switch",
    "Table",
    "Text",
    "Token",
    "checked_output",
    "count",
    "csv_line",
    "decimal",
    "duration",
    "heat_level",
    "label",
    "log_lines",
    "money",
    "number",
    "percent",
    "percent_of",
    "period",
    "plain",
    "render",
    "render_sections",
    "say",
    "write_page",
]
