"""The least that a server could do with a batch: decode the JSON, append the body to a file, fsync,
answer. No keys, no verdicts, no limits, no group commit: the ceiling that `intake.py` measures
its distance to.
"""

from __future__ import annotations

import os
import tempfile

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_file = tempfile.NamedTemporaryFile(dir=os.environ.get("HUITOU_HOME"), suffix=".bare")  # noqa: SIM115


async def batch(request: Request) -> Response:
    body = await request.body()
    events = msgspec.json.decode(body)["batch"]
    os.write(_file.fileno(), body)
    os.fdatasync(_file.fileno())
    answer = msgspec.json.encode({"success": True, "accepted": len(events)})
    return Response(answer, media_type="application/json")


app = Starlette(routes=[Route("/v1/batch", batch, methods=["POST"])])
