"""Both languages say everything, nothing is said that no page shows, and vice versa."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import huitou.doors.report as room
from huitou.doors.report.figures.rfm import segment_name
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import SEGMENTS

FOLDER = Path(room.__file__).parent


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_it_with_the_same_places(key: str) -> None:
    text = TEXTS[key]
    assert text.en.strip()
    assert text.zh.strip()
    assert places(text.en) == places(text.zh)


def test_every_text_is_used_and_every_used_text_exists() -> None:
    code = "".join(p.read_text() for p in FOLDER.rglob("*.py") if p.name != "texts.py")
    code += (FOLDER.parent / "cli" / "report_source.py").read_text()
    html = "".join(p.read_text() for p in FOLDER.rglob("*.html"))
    in_html = set(re.findall(r"\bt\.(\w+)\.html", html))
    assert in_html <= set(TEXTS)
    quoted = set(re.findall(r'"([\w.]+)"', code))
    # Keys that are put together from a stem, such as f"{key}_title" or f"tone_{tone}".
    stems = re.findall(r'f"([a-z_.]*\{[a-z_.]+\}[a-z_.]*)"', code)
    patterns = [
        re.compile(re.sub(r"\\\{.*?\\\}", r"\\w+", re.escape(stem)))
        for stem in stems
        if re.search(r"[a-z]{3}", re.sub(r"\{.*?\}", "", stem))
    ]
    unused = {
        key
        for key in set(TEXTS) - in_html - quoted
        if not any(pattern.fullmatch(key) for pattern in patterns)
    }
    assert unused == set()


def test_chinese_is_chinese() -> None:
    for key, text in TEXTS.items():
        assert re.search(r"[\u4e00-\u9fff]", text.zh), key
        assert not re.search(r"[\u4e00-\u9fff]", text.en), key


def test_every_segment_has_a_name_and_a_word_on_who_is_in_it() -> None:
    for key in SEGMENTS:
        assert f"segment.{key}" in TEXTS
        assert f"who.{key}" in TEXTS
    assert segment_name("big_spenders").en == "Big spenders"


def test_filling_takes_each_language_its_own() -> None:
    lead = say("as_of", moment=TEXTS["yes"])
    assert (lead.en, lead.zh) == ("Data as of yes", "数据截至 是")
    with pytest.raises(KeyError):
        say("no_such_text")
