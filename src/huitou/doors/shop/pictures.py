"""Pictures of goods: their addresses, and the files behind them, which never change."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from huitou.commerce import catalogue
from huitou.doors.design import Picture
from huitou.doors.shop.frame import in_words
from huitou.foundation.access import open_to_all

LIST_WIDTH = 320  # of a picture in a list, so that a page of them stays small
_SHOWN_WIDTHS = (640, 1280)


@open_to_all
@require_safe
def picture(request: HttpRequest, path: str) -> FileResponse:
    """A file of a picture."""
    file = catalogue.picture_file(path)
    if file is None:
        raise Http404("There is no such picture.")
    return FileResponse(
        file.open("rb"),
        content_type=f"image/{file.suffix[1:]}",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def picture_address(path: str) -> str:
    """Where the browser gets a file of a picture; `path` as the rooms give it."""
    return f"/pictures/{path}"


def list_picture(shown: catalogue.Picture, name: str, *, first: bool = False) -> Picture:
    """A small square picture of a product called `name`."""
    return Picture(
        address=picture_address(shown.path(LIST_WIDTH)),
        alt=in_words(shown.alt_texts) or name,
        width=LIST_WIDTH,
        height=LIST_WIDTH,
        first=first,
    )


def large_picture(
    shown: catalogue.Picture, name: str, *, sizes: str, first: bool = False
) -> Picture:
    """The same as large as a page shows it."""
    files = {f.width: f for f in shown.files if f.format == "webp"}
    widest = files[max(files)]
    return Picture(
        address=picture_address(shown.path(_SHOWN_WIDTHS[0])),
        alt=in_words(shown.alt_texts) or name,
        width=widest.width,
        height=widest.height,
        sources=tuple((picture_address(f.path), width) for width, f in sorted(files.items())),
        sizes=sizes,
        first=first,
    )
