"""The page of an answer: its words, its numbers, and nothing that a stranger could slip in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from huitou.doors.answers import answer_page
from huitou.doors.answers.words import TEXTS
from huitou.kernel import InvalidInput


def page(name: str, answer: Any, **options: Any) -> str:
    return answer_page(name, answer, version="9.8.7", **options)


def without_scripts(html: str) -> str:
    return re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)


def test_definition_notes_and_mark_are_said_in_both_languages(answers: dict[str, Any]) -> None:
    html = without_scripts(page("retention", answers["retention"], language="zh"))
    assert '<html lang="zh-Hans">' in html
    assert '<span lang="en">What it counts.</span><span lang="zh-Hans">统计口径。</span>' in html
    assert "No event is called “Tee”." in html
    assert "数据截至版本 7" in html
    assert "Made by huitou 9.8.7" in html
    assert html.count("What it counts.") == 1


def test_cells_that_are_not_over_are_hatched_and_still_told(answers: dict[str, Any]) -> None:
    html = page("retention", answers["retention"])
    assert '<td class="open" data-x=""><i>25%</i><i>5</i><i></i>' in html
    assert '<td data-p="7" data-r="0" data-x=""><i>50%</i><i>10</i><i></i></td>' in html


def test_every_answer_has_its_chart_or_its_open_table(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        html = page(name, answer)
        charts = json.loads(re.findall(r'id="charts">(.*?)</script>', html)[0])
        drawn = re.findall(r'data-chart="(.*?)"', html)
        assert sorted(charts) == sorted(drawn), name
        assert bool(drawn) == (name != "cohort"), name
        assert "<table" in without_scripts(html), name
        assert html.count("plotly.js v") == (1 if drawn else 0), name


def test_strangers_words_are_words(split: Any, answers: dict[str, Any], stranger: str) -> None:
    for name, answer in (("retention", split), *answers.items()):
        assert stranger not in page(name, answer), name
    assert "&lt;img src=x" in without_scripts(page("retention", split))


def test_dormant_people_are_drawn_below_zero(answers: dict[str, Any]) -> None:
    html = page("lifecycle", answers["lifecycle"])
    charts = json.loads(re.findall(r'id="charts">(.*?)</script>', html)[0])
    by_name = {trace["name"]["en"]: trace for trace in charts["lifecycle"]["data"]}
    assert by_name["Dormant"]["y"] == [0, -2, -4]
    assert by_name["Dormant"]["customdata"] == ["0", "2", "4"]
    assert by_name["New"]["y"] == [5, 2, 0]
    assert by_name["New"]["marker"]["pattern"]["shape"] == ["", "", "/"]


def test_an_interval_of_an_effect_is_drawn(answers: dict[str, Any]) -> None:
    html = page("drivers", answers["drivers"])
    (trace,) = json.loads(re.findall(r'id="charts">(.*?)</script>', html)[0])["drivers"]["data"]
    assert trace["x"] == [25.0]
    assert trace["error_x"]["array"] == pytest.approx([17.0])
    assert trace["error_x"]["arrayminus"] == pytest.approx([19.0])
    assert "They go together." in without_scripts(html)


def test_an_unknown_language_is_refused(answers: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        page("lifecycle", answers["lifecycle"], language="fr")


def test_every_text_is_written_in_both_languages() -> None:
    places = re.compile(r"\{(\w+)\}")
    for key, text in TEXTS.items():
        assert text.en.strip(), key
        assert text.zh.strip(), key
        assert sorted(places.findall(text.en)) == sorted(places.findall(text.zh)), key


def test_a_step_that_leads_nowhere_stays_in_its_place(answers: dict[str, Any]) -> None:
    html = page("paths", answers["paths"])
    (flow,) = json.loads(re.findall(r'id="charts">(.*?)</script>', html)[0])["paths"]["data"]
    places: dict[str, list[float]] = {}
    for name, x in zip(flow["node"]["label"], flow["node"]["x"], strict=True):
        places.setdefault(name.split("&")[0], []).append(x)
    assert places == {"Home": [0.001, 0.999], "Cart": [0.5], "": [0.5]}
    assert flow["link"]["value"] == [9, 4, 1]
