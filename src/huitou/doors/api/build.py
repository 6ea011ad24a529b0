"""The API as a whole."""

from __future__ import annotations

from huitou.doors.api.document import DocumentedAPI
from huitou.doors.api.routers import mount
from huitou.foundation.web import StrictParser, install_errors

_ABOUT = """Every answer is JSON. An error is an object with `code` (stable, for programs),
`message` (what was wrong), `remedy` (what to do) and, where one is at fault, `field`.

A write needs the header `Idempotency-Key`; sent again with the same key it is done once and
answered as before, with the header `Idempotent-Replayed: true`. Answers are kept for 7 days.

A list is `{"items": [..], "next": ..}`; send `next` as `cursor` to get the page behind it.
An amount is `{"amount": "12.50", "currency": "CNY"}`, a time ISO 8601 in UTC.
Too many requests are answered with 429 and `Retry-After`.
"""

api = DocumentedAPI(
    title="huitou",
    version="1.0",
    description=_ABOUT,
    docs_url=None,
    parser=StrictParser(),
    urls_namespace="api",
)
install_errors(api)
mount(api)
