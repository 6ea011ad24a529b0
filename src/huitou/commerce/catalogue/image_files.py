"""Pictures that strangers send: checked before they are decoded, and written anew.

What is kept is drawn from the pixels alone: neither the place where a photo was taken nor anything
hidden in the file goes along. Names are the SHA-256 of what is in a file, so that a file never
changes and may be kept by browsers for ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageCms, ImageOps

from huitou.commerce.catalogue.details import PictureFile
from huitou.kernel import InvalidInput, StorageRefused, TooLarge

MOST_BYTES = 10 * 2**20
LONGEST_SIDE = 10_000
MOST_PIXELS = 40_000_000
WIDTHS = (320, 640, 1280)
_FILE = re.compile(r"[0-9a-f]{64}\.(webp|jpeg)")
_READ = ("JPEG", "PNG", "WEBP")
_WRITTEN: dict[str, dict[str, Any]] = {
    "webp": {"quality": 82, "method": 4},
    "jpeg": {"quality": 85, "optimize": True, "progressive": True},
}


def media_folder() -> Path:
    """Where pictures lie."""
    return Path(settings.HOME) / "media"


def picture_file(path: str) -> Path | None:
    """Where a file of a picture lies, by the path that a PictureFile has; None for what is none."""
    folder, _, name = path.partition("/")
    file = media_folder() / folder / name
    return file if _FILE.fullmatch(name) and folder == name[:2] and file.is_file() else None


def store_picture(sent: bytes) -> tuple[PictureFile, ...]:
    """Write a picture in WebP and JPEG at every width of WIDTHS that it reaches (at least one).
    TooLarge or InvalidInput for what is too big, no JPEG, PNG or WebP, broken, or moves.
    """
    picture = _decoded(sent)
    widths = [width for width in WIDTHS if width < picture.width]
    if len(widths) < len(WIDTHS):
        widths.append(picture.width)
    return tuple(_stored(picture, width, form) for width in widths for form in _WRITTEN)


def _decoded(sent: bytes) -> Image.Image:
    if len(sent) > MOST_BYTES:
        raise TooLarge(
            f"The picture has {len(sent) / 2**20:.1f} MiB.",
            remedy=f"Send up to {MOST_BYTES // 2**20} MiB.",
            code="catalogue.image_too_large",
            field="image",
        )
    # Pillow answers a broken file with errors of a dozen kinds, MemoryError among them.
    try:
        with Image.open(io.BytesIO(sent), formats=_READ) as opened:
            _check_size(opened)
            opened.load()
            return _plain(ImageOps.exif_transpose(opened))
    except InvalidInput:
        raise
    except Exception as error:
        raise _refused("it cannot be read as JPEG, PNG or WebP") from error


def _check_size(opened: Image.Image) -> None:
    """By what the head of the file says; nothing is decoded yet."""
    if max(opened.size) > LONGEST_SIDE or opened.width * opened.height > MOST_PIXELS:
        raise _refused(f"it measures {opened.width:,} x {opened.height:,} pixels")
    if getattr(opened, "n_frames", 1) > 1:
        raise _refused("it moves")


def _plain(picture: Image.Image) -> Image.Image:
    """In sRGB, with transparency where there is some."""
    see_through = picture.has_transparency_data
    profile = picture.info.get("icc_profile")
    # A broken profile is worth no refusal: colours stay as they are.
    with contextlib.suppress(ImageCms.PyCMSError, OSError):
        if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
            picture = _in_srgb(picture, profile)
    return picture.convert("RGBA" if see_through else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    target = ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(picture, source, target, outputMode=mode) or picture


def _stored(picture: Image.Image, width: int, form: str) -> PictureFile:
    height = max(1, round(picture.height * width / picture.width))
    drawn = picture.resize((width, height), Image.Resampling.LANCZOS)
    if form == "jpeg" and drawn.mode == "RGBA":
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
        drawn = paper
    drawn.info.clear()
    buffer = io.BytesIO()
    drawn.save(buffer, form.upper(), **_WRITTEN[form])
    content = buffer.getvalue()
    name = hashlib.sha256(content).hexdigest()
    path = f"{name[:2]}/{name}.{form}"
    _write(media_folder() / path, content)
    return PictureFile(path, width, height, form, len(content))


def _write(path: Path, content: bytes) -> None:
    """The whole file or none."""
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageRefused(
            "The picture could not be written.",
            remedy="Check the free space and the permissions of the media folder.",
            code="catalogue.image_not_stored",
        ) from error


def _refused(why: str) -> InvalidInput:
    return InvalidInput(
        f"The picture is refused: {why}.",
        remedy=f"Send a still JPEG, PNG or WebP of up to {LONGEST_SIDE:,} pixels a side and "
        f"{MOST_PIXELS // 10**6} megapixels.",
        code="catalogue.bad_image",
        field="image",
    )
