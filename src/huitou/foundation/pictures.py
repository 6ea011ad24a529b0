"""Pictures that people send as proof: checked before they are unpacked, and made anew, so that
nothing but the picture is left of what was uploaded. They lie in a folder of the data folder that
this server alone reads.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from huitou.kernel import InvalidInput, TooLarge

CONTENT_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2560
_QUALITY = 85


@dataclass(frozen=True)
class Picture:
    """A JPEG without metadata."""

    body: bytes
    width: int
    height: int


@dataclass(frozen=True)
class PrivatePictures:
    """Pictures of a room, in the folder of that name; its errors have codes `room.no_picture` and
    `room.picture_too_large`.
    """

    folder: str
    room: str

    def picture_of(self, upload: bytes, most_bytes: int) -> Picture:
        """The picture in an upload, turned the right way up, at most 2,560 pixels a side. TooLarge
        over `most_bytes` or 50 million pixels; InvalidInput for what is no JPEG, PNG or WebP.
        """
        if len(upload) > most_bytes:
            raise self._too_large(f"Send at most {most_bytes // 1024:,} KiB.")
        broken = (UnidentifiedImageError, OSError, ValueError, SyntaxError)
        try:
            with Image.open(io.BytesIO(upload), formats=_FORMATS) as image:
                # Read from the header: what is too large is never unpacked.
                if image.width * image.height > _MOST_PIXELS:
                    raise self._too_large("Send a picture of at most 50 million pixels.")
                return _encoded(image)
        except (*broken, Image.DecompressionBombError):
            raise InvalidInput(
                "The file is no picture that can be read.",
                remedy="Send a JPEG, PNG or WebP picture.",
                code=f"{self.room}.no_picture",
                field="image",
            ) from None

    def write(self, name: str, body: bytes) -> None:
        """Keep a picture under an id; readable by this server alone."""
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(body)

    def read(self, name: str) -> bytes:
        """The picture. FileNotFoundError if there is none."""
        return self._path(name).read_bytes()

    def delete(self, name: str) -> None:
        """Forget the picture, if there is one."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        # The end of an id is random: files spread evenly over the folders.
        home: Path = settings.HOME
        return home / self.folder / name[-2:] / f"{name}.jpg"

    def _too_large(self, remedy: str) -> TooLarge:
        return TooLarge(
            "The picture is too large.",
            remedy=remedy,
            code=f"{self.room}.picture_too_large",
            field="image",
        )


def _encoded(image: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    mask = upright.convert("RGBA") if upright.has_transparency_data else None
    plain.paste(upright.convert("RGB"), mask=mask)
    body = io.BytesIO()
    plain.save(body, "JPEG", quality=_QUALITY)
    return Picture(body.getvalue(), plain.width, plain.height)
