"""The style sheets and scripts of the operators' lists and forms, from Django's own folder."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse

from huitou.foundation.access import open_to_all

_FOLDER = (Path(admin.__file__).parent / "static").resolve()
_ONE_DAY = "public, max-age=86400"


@open_to_all
def asset(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the folder; Http404 for anything outside it."""
    file = (_FOLDER / path).resolve()
    if "\0" in path or not file.is_relative_to(_FOLDER) or not file.is_file():
        raise Http404
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return HttpResponse(file.read_bytes(), content_type=kind, headers={"Cache-Control": _ONE_DAY})
