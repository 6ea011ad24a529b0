"""A client of the crash story, run as a process: python hammer.py PORT KEY FOLDER ROUND

Four connections send batch after batch until the server dies. Ids are written to
`sent-N` before they are sent and to `acked-N` after their 200; a batch that got no answer is kept
in `pending-N` and is sent again, with the same ids, by the next round.
"""

from __future__ import annotations

import base64
import http.client
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

CONNECTIONS = 4
BATCH = 25
PAUSE = 0.01  # the story is about crashes: more events would only take longer to count


def main() -> None:
    port, key, folder, turn = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
    threads = [
        threading.Thread(target=_hammer, args=(port, key, folder, turn, number))
        for number in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _hammer(port: int, key: str, folder: Path, turn: str, number: int) -> None:
    pending = folder / f"pending-{number}"
    authorization = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    batch = json.loads(pending.read_text()) if pending.exists() else None
    sent_file, acked_file = (folder / f"{kind}-{number}" for kind in ("sent", "acked"))
    with sent_file.open("a") as sent, acked_file.open("a") as acked:
        for serial in range(1_000_000):
            batch = batch or [f"{turn}-{number}-{serial}-{n}" for n in range(BATCH)]
            pending.write_text(json.dumps(batch))
            _write(sent, batch)
            try:
                body = json.dumps({"batch": [_event(message_id) for message_id in batch]})
                connection.request("POST", "/v1/batch", body, {"Authorization": authorization})
                response = connection.getresponse()
                document = json.loads(response.read())
            except (OSError, http.client.HTTPException, ValueError):
                return  # no whole answer came: the batch may be kept or not
            if response.status == 200:
                assert document["accepted"] == BATCH, document
                _write(acked, batch)
                pending.unlink()
                batch = None
                time.sleep(PAUSE)


def _event(message_id: str) -> dict[str, Any]:
    return {
        "type": "track",
        "event": "Tea Tasted",
        "userId": "u1",
        "messageId": message_id,
        "properties": {"said": message_id, "padding": "茶" * 50},
    }


def _write(file: Any, ids: list[str]) -> None:
    file.write("".join(f"{message_id}\n" for message_id in ids))
    file.flush()


if __name__ == "__main__":
    main()
