"""The log's tables on an object store, spoken to over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from moto.server import ThreadedMotoServer

from huitou.engine.events import EventLog, events_table


@pytest.fixture
def bucket() -> Iterator[dict[str, str]]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with urlopen(Request(f"{url}/shop", method="PUT"), timeout=10):
        pass
    yield {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    server.stop()


def test_everything_works_on_an_object_store(
    bucket: dict[str, str], tmp_path: Path, row: Any, accept: Any
) -> None:
    log = EventLog.open(tmp_path, table_url="s3://shop/log", storage_options=bucket)
    identify = row("1", None, type="identify", user_id="ann", anonymous_id="anon")
    log.append(events_table([row("0", anonymous_id="anon"), identify]))
    accept(log, [row("1"), row("2", user_id="bob")]).close()
    snapshot = log.snapshot()
    assert all(file.startswith("s3://shop/log/events/") for file in snapshot.files)
    people = snapshot.duckdb().select("message_id", "person_id").to_pyarrow().to_pydict()
    assert dict(zip(people["message_id"], people["person_id"], strict=True)) == {
        "0": "ann",
        "1": "ann",
        "2": "bob",
    }
    shipped = log.ship()
    assert (shipped.appended, shipped.duplicates) == (1, 1)
    log.compact()
    erased = log.erase("ann")
    assert erased.events == 2
    assert log.snapshot().duckdb().message_id.to_pyarrow().to_pylist() == ["2"]
    assert log.verify().sound
    assert list(tmp_path.rglob("*.parquet")) == []
