"""Which database an address means, and how PostgreSQL is spoken with."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from huitou.foundation.database import database_settings
from huitou.kernel import InvalidInput

HERE, SERVER = Path("/data"), "postgresql://huitou:secret@db:5432/shop"


def test_without_an_address_it_is_a_file_in_the_data_folder() -> None:
    made = database_settings(None, HERE)
    assert (made["ENGINE"], made["NAME"]) == ("django.db.backends.sqlite3", HERE / "huitou.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in made["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("more", "after"),
    [("", 5), ("?prepare_threshold=none", None), ("?sslmode=require&prepare_threshold=3", 3)],
)
def test_statements_are_prepared_unless_a_pooler_forbids(more: str, after: int | None) -> None:
    options = database_settings(SERVER + more, HERE)["OPTIONS"]
    assert options["prepare_threshold"] == after
    assert options["server_side_binding"] is True
    assert options.get("sslmode") == ("require" if "sslmode" in more else None)


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql", "://", "sqlite:///x.db"])
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        database_settings(url, HERE)


def test_the_server_prepares_what_is_asked_often(committed: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its statements by itself")
    with connection.cursor() as cursor:
        for number in range(7):
            cursor.execute("SELECT %s::int + 40000", [number])
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%40000%'")
        assert cursor.fetchone() == (1,)
