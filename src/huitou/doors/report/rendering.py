"""The page as one file of HTML: templates, style, scripts and data, with nothing to fetch."""

from __future__ import annotations

import shlex
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString

from huitou.doors.report.build import build_page
from huitou.doors.report.chart import script_json
from huitou.doors.report.page import Section
from huitou.doors.report.text import HTML_LANG, Text
from huitou.doors.report.texts import TEXTS, say
from huitou.doors.report.theme import style_sheet
from huitou.engine.analytics import ShopReport
from huitou.kernel import HuitouError, InvalidInput

_HERE = Path(__file__).parent
LANGUAGES = tuple(HTML_LANG)


def render(
    report: ShopReport,
    *,
    title: str,
    source_note: str | Text,
    generated: bool,
    language: str = "en",
    version: str,
) -> str:
    """The report as one self-contained HTML page in English and Chinese; `language` ("en" or
    "zh") shows first. `title` "" takes the standard one; `source_note` says where the orders come
    from; `generated` labels the page as sample data. InvalidInput for another language.
    """
    page = build_page(
        report,
        title=title,
        source_note=source_note,
        generated=generated,
        language=checked_language(language),
        version=version,
    )
    tables = script_json({table.key: table.csv for table in page.tables})
    charts = _charts(page.sections)
    return _fill("report/report.html", page=page, tables=tables, charts=charts, plotly=_plotly())


def render_sections(
    sections: tuple[Section, ...],
    *,
    title: Text,
    facts: tuple[Text, ...],
    definition: Text,
    notes: tuple[Text, ...],
    language: str = "en",
    version: str,
) -> str:
    """Sections as a self-contained page of their own, in the frame of the report: `facts` stand
    under the title and `notes` before the sections; `definition`, how all of it is counted, comes
    last. InvalidInput for another language.
    """
    panels = [panel for section in sections for panel in section.panels]
    return _fill(
        "report/sections.html",
        html_lang=HTML_LANG[checked_language(language)],
        title=title,
        initial_title=title.en if language == "en" else title.zh,
        facts=facts,
        sections=sections,
        definition=definition,
        remarks=notes,
        version=version,
        made_by=say("made_by", version=version),
        tables=script_json({table.key: table.csv for panel in panels for table in panel.tables}),
        charts=_charts(sections),
        plotly=_plotly() if any(panel.chart for panel in panels) else "",
    )


def render_empty(*, language: str = "en", version: str, address: str, home: str) -> str:
    """The page of a log without orders: how to send the first one to the server at `address`, or
    import a file into the data folder `home`.
    """
    return _fill(
        "report/empty.html",
        html_lang=HTML_LANG[checked_language(language)],
        title=TEXTS["empty_title"],
        version=version,
        address=address,
        home=shlex.quote(home),
    )


def render_refusal(error: HuitouError, *, language: str = "en") -> str:
    """The page that says why there is no report, and what to do."""
    return _fill(
        "report/refusal.html",
        html_lang=HTML_LANG[checked_language(language)],
        title=TEXTS["refused_title"],
        message=error.message,
        remedy=error.remedy,
    )


def checked_language(language: str) -> str:
    """`language` if the page is written in it; InvalidInput otherwise."""
    if language not in LANGUAGES:
        raise InvalidInput(
            f"The report is not written in {language!r}.",
            remedy=f"Choose one of: {', '.join(LANGUAGES)}.",
            code="report.unknown_language",
            field="language",
        )
    return language


def _charts(sections: tuple[Section, ...]) -> SafeString:
    """The figures of all charts that are drawn, by their keys."""
    panels = [panel for section in sections for panel in section.panels]
    drawn = [panel.chart for panel in panels if panel.chart and panel.drawn]
    return script_json({chart.key: chart.spec for chart in drawn})


def _fill(template: str, **values: Any) -> str:
    values |= {"t": TEXTS, "style": _style(), "script": _static("report.js")}
    # Dates and numbers are written out before they come here; with these two the engine asks
    # Django's settings for nothing, so a page can be made without any.
    context = Context(values, use_l10n=False, use_tz=False)
    filled: str = _engine().get_template(template).render(context)
    return filled


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(_HERE / "templates")], autoescape=True)


@cache
def _style() -> SafeString:
    return SafeString(style_sheet() + _static("report.css"))


@cache
def _static(name: str) -> SafeString:
    return SafeString((_HERE / "static" / name).read_text(encoding="utf-8"))


@cache
def _plotly() -> SafeString:
    """The script that the plotly wheel carries, as it is."""
    script = files("plotly") / "package_data" / "plotly.min.js"
    return SafeString(script.read_text(encoding="utf-8"))
