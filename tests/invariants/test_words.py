"""Every word that people read is there in English and in Chinese."""

from __future__ import annotations

import gettext
from collections import defaultdict
from pathlib import Path

import pytest

import message_catalogues as catalogues
from unmarked_words import in_python, in_template

ROOMS = catalogues.rooms()
# Doors whose pages are made with the design language.
FACES = [room for room in ROOMS if room.parent.name == "doors"]


def name(path: Path) -> str:
    return path.relative_to(catalogues.SOURCE).as_posix()


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_every_word_of_a_room_has_a_translation(room: Path) -> None:
    assert catalogues.untranslated(room) == [], "run `make messages`, then translate"


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_what_is_compiled_is_what_was_translated(room: Path) -> None:
    with catalogues.mo_file(room).open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogues.kept(room):
        if isinstance(message.id, tuple):
            assert compiled.ngettext(*message.id, 1) == message.string[0], "run `make messages`"
        elif message.context:
            said = compiled.pgettext(message.context, message.id)
            assert said == message.string, "run `make messages`"
        elif message.id:
            assert compiled.gettext(message.id) == message.string, "run `make messages`"


def test_a_word_that_two_rooms_use_has_one_translation() -> None:
    said = defaultdict(set)
    for room in ROOMS:
        for message in catalogues.kept(room):
            # What is not translated yet is told by the test above.
            if message.id and catalogues.is_said(message.string):
                said[message.context, message.id].add(message.string)
    assert {word: strings for word, strings in said.items() if len(strings) > 1} == {}


@pytest.mark.parametrize("room", FACES, ids=name)
def test_no_template_holds_words_that_nobody_can_translate(room: Path) -> None:
    found = {name(file): in_template(file) for file in room.rglob("templates/**/*.html")}
    assert {file: words for file, words in found.items() if words} == {}


@pytest.mark.parametrize("room", FACES, ids=name)
def test_no_component_is_given_words_that_nobody_can_translate(room: Path) -> None:
    found = {name(file): in_python(file) for file in room.rglob("*.py")}
    assert {file: words for file, words in found.items() if words} == {}
