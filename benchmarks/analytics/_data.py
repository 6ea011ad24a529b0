"""The event log that every engine is asked about: N million events of 500,000 persons over 180
days, the same ones at every run.

    python benchmarks/analytics/_data.py [MILLIONS] [FOLDER]

A log is made once in FOLDER/Nm (default: huitou-bench in the temporary folder) and used again.

The events come in the order in which they were received, as in a log that grew by itself. People
come in visits of four events; in one visit of twenty they do everything that there is to do, in
order. Three in ten people are there from the first day, the others join evenly. One half of the
visits is by habit (one person in a hundred visits fifty times as often as the average one), the
other half by people who joined lately. Two of three visits are anonymous, on one of two devices;
one event in fifty says who the anonymous visitor is.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from _inputs import Inputs, write_inputs

from huitou.engine.events import EVENTS_SCHEMA, EventLog

PERSONS = 500_000
DAYS = 180
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 1_000_000
FOLDER = Path(tempfile.gettempdir()) / "huitou-bench"
# In the order of a visit in which a person does everything; of 200 events so many are these.
NAMES = {
    "Post Viewed": 14,
    "Product Viewed": 84,
    "Product Shared": 6,
    "Signed In": 12,
    "Product Added": 24,
    "Cart Viewed": 16,
    "Coupon Applied": 5,
    "Checkout Started": 10,
    "Payment Info Entered": 8,
    "Order Completed": 8,
    "Product Reviewed": 3,
    "Comment Created": 4,
    "Invite Sent": 3,
    "Group Buy Joined": 3,
}
CATEGORIES = ["tea", "fruit", "toys", "shoes", "skin care", "snacks", "books", "phones"]
# Hashed twice: `hash(key, 'a')` and `hash(key, 'b')` differ by the same bits for every key.
_MACROS = """
CREATE MACRO dice(key, salt, sides) AS (hash(hash(key, salt)) % sides)::BIGINT;
CREATE MACRO share(key, salt) AS (hash(hash(key, salt)) >> 11)::DOUBLE / 9007199254740992;
"""
_VISITS = f"""
WITH numbered AS (
    SELECT i, dice(i // 16, 'whole', 20) = 0 AS whole,
           CASE WHEN whole THEN i // 16 * 4 ELSE i // 4 END AS visit,
           CASE WHEN whole THEN i % 16 ELSE i % 4 END AS place
    FROM range($first, $first + {BATCH}) numbers(i)),
timed AS (
    SELECT *, ($day + $days * share(visit, 'begin')) / {DAYS} AS begin,
           floor({PERSONS} * (0.3 + 0.7 * begin))::BIGINT AS joined,
           share(visit, 'person') AS u
    FROM numbered),
visited AS (
    SELECT *, CASE WHEN dice(visit, 'by habit', 2) = 0
                   THEN floor({PERSONS} * (0.02 * u + 0.98 * u ** 3))::BIGINT
                        * 314159 % {PERSONS} % joined
                   ELSE least(floor(joined * (1 - 0.05 * u - 0.95 * u ** 3))::BIGINT, joined - 1)
              END AS person,
           i % 50 = 0 AS says_who,
           make_timestamptz({int(BEGIN.timestamp()) * 1_000_000}
                            + (begin * {(DAYS * 86_400 - 3_600) * 1_000_000})::BIGINT
                            + place * 45000000 + dice(i, 'moment', 30000000)) AS moment,
           floor(5000 * share(i, 'product') ** 2)::INT AS product
    FROM timed)
"""
_MAKE = f"""{_VISITS}
SELECT md5(i::VARCHAR) AS message_id,
       CASE WHEN says_who THEN 'identify' ELSE 'track' END AS type,
       CASE WHEN says_who THEN NULL
            WHEN whole AND place < {len(NAMES)} AND dice(i, 'stray', 20) > 0
            THEN $journey[1 + place]
            ELSE $names[1 + dice(i, 'event', {sum(NAMES.values())})] END AS event,
       NULL::VARCHAR AS name,
       CASE WHEN says_who OR dice(visit, 'signed in', 3) = 0 THEN 'user-' || person END AS user_id,
       'anonymous-' || person || CASE WHEN dice(visit, 'app', 4) = 0 THEN '-app' ELSE '' END
           AS anonymous_id,
       NULL::VARCHAR AS previous_id, NULL::VARCHAR AS group_id,
       moment AS timestamp, moment AS original_timestamp, moment AS sent_at,
       moment + dice(i, 'lag', 5000) * INTERVAL 1 MILLISECOND AS received_at,
       'web' AS source,
       CASE WHEN NOT says_who THEN
           '{{"product_id":"p' || product || '","category":"' || $categories[1 + product % 8]
           || '","price":' || product * 37 % 9900 / 100 || ',"currency":"CNY"}}' END AS properties,
       NULL::VARCHAR AS traits,
       '{{"library":{{"name":"analytics-python","version":"2.4.0"}}}}' AS context
FROM visited ORDER BY received_at, i
"""


def made(millions: int, folder: Path = FOLDER) -> Path:
    """The home of the log of so many million events; it is made if it is not there."""
    home = folder / f"{millions}m"
    if not home.exists():
        unfinished = folder / f"{millions}m.unfinished"
        append(EventLog.open(unfinished), millions)
        unfinished.rename(home)
    return home


def append(log: EventLog, millions: int) -> None:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(_MACROS)
    days = DAYS / millions
    for number in range(millions):
        given = {
            "first": number * BATCH,
            "day": number * days,
            "days": days,
            "journey": list(NAMES),
            "names": [name for name, count in NAMES.items() for _ in range(count)],
            "categories": CATEGORIES,
        }
        batch = connection.sql(_MAKE, params=given).to_arrow_table()
        log.append(batch.cast(EVENTS_SCHEMA))


def prepare_inputs(home: Path) -> Inputs:
    """What the peers read of the log in `home`: its people are written beside it as Parquet, and
    the names of all files, for `read_inputs` in another process.
    """
    snapshot = EventLog.open(home).snapshot()
    people = home / "people.parquet"
    pq.write_table(snapshot.people.table(), people)
    found = Inputs(snapshot.files, str(people))
    write_inputs(home, found)
    return found


def main(millions: int, folder: Path) -> None:
    home = made(millions, folder)
    found = prepare_inputs(home)
    print(f"{home}: {len(found.files)} files, {pq.read_metadata(found.people).num_rows:,} ids")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["5"])[0]), Path((sys.argv[2:] or [FOLDER])[0]))
