"""Permissions are data; every one that the code asks for must be among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import huitou
from huitou.foundation import accounts

_SRC = Path(huitou.__file__).parent
_ASKED = re.compile(r"""(?:\.need|\.may|staff_with|ApiToken|StaffSession)\(\s*"([a-z_.]+)"\s*\)""")


def asked_for() -> dict[str, str]:
    """Each permission that stands in the code, and a file that has it."""
    return {
        name: str(path.relative_to(_SRC))
        for path in _SRC.rglob("*.py")
        for name in _ASKED.findall(path.read_text())
    }


def test_every_permission_that_is_asked_for_exists() -> None:
    found = asked_for()
    assert "staff.write" in found
    assert {name: file for name, file in found.items() if name not in accounts.MEANINGS} == {}


def test_every_permission_that_exists_is_asked_for() -> None:
    here = {_SRC / "foundation/accounts" / name for name in ("permissions.py", "rules.py")}
    code = "".join(path.read_text() for path in _SRC.rglob("*.py") if path not in here)
    assert [name for name in accounts.MEANINGS if f'"{name}"' not in code] == []


def test_owners_may_do_everything_and_auditors_change_nothing() -> None:
    assert accounts.ROLES["owner"] == set(accounts.MEANINGS)
    assert all(name.endswith(".read") for name in accounts.ROLES["auditor"])


@pytest.mark.parametrize("role", ["operator", "analyst", "support", "auditor"])
def test_only_owners_change_staff(role: str) -> None:
    assert "staff.write" not in accounts.ROLES[role]
    assert accounts.ROLES[role] < set(accounts.MEANINGS)


def test_roles_add_up_and_an_unknown_one_gives_nothing() -> None:
    both = accounts.permissions_of(["analyst", "auditor"])
    assert both == accounts.ROLES["analyst"] | accounts.ROLES["auditor"]
    assert accounts.permissions_of(["king"]) == frozenset()
