"""`huitou seed` makes a shop that one can buy in, and makes nothing twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LOOK = """
import json
from huitou.foundation.startup import start_django
start_django()
from huitou.commerce import catalogue, orders, supply
from huitou.foundation import accounts, audit
from huitou.foundation.clocks import current_clock
from huitou.kernel import Money

now = current_clock().now()
cards = catalogue.list_products(at=now, limit=100).products
whole = [catalogue.product(card.id, at=now) for card in cards]
variants = [variant.id for product in whole for variant in product.variants]
oranges = [product for product in whole if product.slug == "oranges"]
print(json.dumps({
    "products": len(cards),
    "variants": len(variants),
    "categories": [node.slug for node in catalogue.categories()],
    "oranges": [
        [one.names, one.no_reason_return, [str(v.price) for v in one.variants]] for one in oranges
    ],
    "sellable": sum(count > 0 for count in supply.available(variants).values()),
    "differences": len(supply.reconcile()),
    "suppliers": len(supply.list_suppliers()),
    "linked": sum(bool(supply.suppliers_of(variant)) for variant in variants),
    "ways": [way.code for way in orders.shipping_methods("CN")],
    "staff": [[one.login, one.roles] for one in accounts.staff_members()],
    "chain": audit.check_chain().sound,
}))
"""


def huitou(home: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, env=_environment(home, more)
    )


def seed(home: Path, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    return huitou(home, "-m", "huitou", "seed", *options, **more)


def look(home: Path) -> dict[str, Any]:
    looked = huitou(home, "-c", LOOK)
    assert looked.returncode == 0, looked.stderr
    found: dict[str, Any] = json.loads(looked.stdout)
    return found


def _environment(home: Path, more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUITOU_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"HUITOU_HOME": str(home)} | more


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("shop")
    done = seed(home, "--owner", "li.wei")
    assert done.returncode == 0, done.stderr
    return home, done.stdout


def test_the_shop_is_full_and_its_books_are_right(seeded: tuple[Path, str]) -> None:
    home, said = seeded
    assert "40 products in 6 categories, 6 suppliers and 2 ways of shipping were made." in said
    found = look(home)
    assert found["products"] == 40
    assert found["categories"] == ["tea", "snacks", "fruit", "home", "care", "pets"]
    names = {"en": "Gannan navel oranges", "zh-hans": "赣南脐橙"}
    assert found["oranges"] == [[names, False, ["39.90 CNY", "71.82 CNY"]]]
    assert (found["variants"], found["sellable"], found["linked"]) == (52, 51, 52)
    assert (found["differences"], found["suppliers"], found["chain"]) == (0, 6, True)
    assert found["ways"] == ["standard", "express"]
    assert found["staff"] == [["li.wei", ["owner"]]]
    assert re.search(r"as li\.wei with the password [\w-]{16}\n", said)


def test_again_it_makes_nothing(seeded: tuple[Path, str]) -> None:
    home, _ = seeded
    before = look(home)
    again = seed(home)
    assert "0 products in 0 categories, 0 suppliers and 0 ways" in again.stdout
    assert "The staff stays as it is." in again.stdout
    assert "password" not in again.stdout
    assert look(home) == before


def test_a_shop_with_goods_of_its_own_is_left_alone(seeded: tuple[Path, str]) -> None:
    home, _ = seeded
    own = """
from huitou.foundation.startup import start_django
start_django()
from huitou.commerce import catalogue
from huitou.foundation.actors import SYSTEM
from huitou.kernel import SystemClock
catalogue.create_product(
    names={"en": "A chair"}, category_id=catalogue.categories()[0].id, slug="chair",
    actor=SYSTEM, clock=SystemClock(),
)
"""
    made = huitou(home, "-c", own)
    assert made.returncode == 0, made.stderr
    refused = seed(home)
    assert refused.returncode == 2
    assert "The shop has goods of its own." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_samples_have_prices_in_one_currency(tmp_path: Path) -> None:
    refused = seed(tmp_path, HUITOU_CURRENCY="JPY")
    assert refused.returncode == 2
    assert "Set HUITOU_CURRENCY=CNY" in refused.stderr
    assert look(tmp_path)["categories"] == []
