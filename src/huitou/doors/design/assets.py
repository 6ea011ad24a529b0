"""Style sheets, scripts and pictures: the `static` folders of all rooms and packages.

An address carries a hash of the content, so that a browser may keep the file for a year. A style
sheet of `@import`s, or a script of `import`s, is sent as one file with what it names inside it:
there is no build step, and no page waits for a second round of requests.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified

from huitou.foundation.access import open_to_all

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_HASHED = re.compile(r"^(?P<stem>.+)\.(?P<digest>[0-9a-f]{12})(?P<ending>\.\w+)$")
_TEXT = (".css", ".js", ".svg", ".json", ".webmanifest", ".txt", ".map")
_KINDS = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
_CSS_PART = re.compile(r'^@import "(?P<part>[\w./-]+)" layer\((?P<layer>\w+)\);$', re.M)
_JS_PART = re.compile(r'^import "(?P<part>[\w./-]+)";$', re.M)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent; `packed` is the same by gzip, None where that saves nothing."""

    content: bytes
    packed: bytes | None
    kind: str
    digest: str


def asset_address(name: str) -> str:
    """The address of `name`, such as design/app.css, with its hash; Http404 for no such file."""
    stem, dot, ending = name.rpartition(".")
    return f"{settings.STATIC_URL}{stem}.{load(name).digest}{dot}{ending}"


def load(name: str) -> Asset:
    """The file as it is now; Http404 if no folder has it."""
    path = _find(name)
    parts = (path, *_parts(path))
    return _made(parts, tuple(part.stat().st_mtime_ns for part in parts))


@open_to_all
def asset(request: HttpRequest, path: str) -> HttpResponse:
    """The file, to be kept for a year if the address carries the hash of what it holds now."""
    hashed = _HASHED.match(path)
    found = load(hashed["stem"] + hashed["ending"]) if hashed else load(path)
    lasting = hashed is not None and hashed["digest"] == found.digest
    etag = f'"{found.digest}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = _sent(request, found)
    response["ETag"] = etag
    response["Cache-Control"] = _FOR_EVER if lasting else _ASK_AGAIN
    response["Vary"] = "Accept-Encoding"
    return response


def _sent(request: HttpRequest, found: Asset) -> HttpResponse:
    packed = found.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = HttpResponse(packed or found.content, content_type=found.kind)
    if packed is not None:
        response["Content-Encoding"] = "gzip"
    return response


@cache
def _folders() -> tuple[Path, ...]:
    folders = (Path(app.path) / "static" for app in apps.get_app_configs())
    return tuple(folder.resolve() for folder in folders if folder.is_dir())


@cache
def _find(name: str) -> Path:
    if "\0" not in name:
        for folder in _folders():
            file = (folder / name).resolve()
            if file.is_relative_to(folder) and file.is_file():
                return file
    raise Http404(f"There is no static file {name!r}.")


def _parts(path: Path) -> tuple[Path, ...]:
    pattern = {".css": _CSS_PART, ".js": _JS_PART}.get(path.suffix)
    if pattern is None or "huitou" not in path.parts:
        return ()
    text = _text(path, path.stat().st_mtime_ns)
    return tuple(path.parent / found["part"] for found in pattern.finditer(text))


@cache
def _text(path: Path, changed: int) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _made(files: tuple[Path, ...], changed: tuple[int, ...]) -> Asset:
    whole = files[0]
    content = whole.read_bytes()
    if len(files) > 1:
        content = _joined(whole, content.decode()).encode()
    packed = gzip.compress(content, 9, mtime=0) if whole.suffix in _TEXT else None
    kind = _KINDS.get(whole.suffix) or mimetypes.guess_type(whole.name)[0]
    return Asset(
        content,
        packed,
        f"{kind}; charset=utf-8" if whole.suffix in _TEXT else kind or "application/octet-stream",
        hashlib.sha256(content).hexdigest()[:12],
    )


def _joined(whole: Path, text: str) -> str:
    def inner(found: re.Match[str]) -> str:
        return (whole.parent / found["part"]).read_text(encoding="utf-8")

    if whole.suffix == ".css":
        sheet = _CSS_PART.sub(lambda f: f"@layer {f['layer']} {{\n{inner(f)}}}", text)
        return _CSS_COMMENT.sub("", sheet)
    return _JS_PART.sub(lambda f: f"(() => {{\n{inner(f)}}})();", text)
