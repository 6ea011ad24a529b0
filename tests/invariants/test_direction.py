"""Every room has a contract that says it is entered by its public face."""

from __future__ import annotations

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS_WITH_ROOMS = ("engine", "foundation", "commerce", "social", "growth", "doors")


def rooms() -> set[str]:
    return {
        f"huitou.{floor}.{room.parent.name}"
        for floor in FLOORS_WITH_ROOMS
        for room in (ROOT / "src/huitou" / floor).glob("*/__init__.py")
    }


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def test_every_room_is_entered_by_its_public_face() -> None:
    protected = {
        section["protected_modules"].strip()
        for name, section in contracts().items()
        if name.startswith("importlinter:contract:face-of-")
    }
    assert protected == {f"{room}.*" for room in rooms()}


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "manager.py"}
    found = [path for path in (ROOT / "src").rglob("*.py") if path.name in vague]
    assert found == []


def test_constraints_name_packages_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert [line for line in lines if line.count("==") != 1 or "/" in line or "@" in line] == []
