"""The picture that a chat or a feed shows of a product: its own, its name, its price, the shop.

Drawn once for each state of a product and kept in the data folder. Where the machine has no font
that sets the name, the picture stands alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # what Open Graph's readers crop least
_VERSION = "1"  # of the drawing
_PAPER, _INK, _SOFT, _ACCENT = "#faf9f7", "#1d1b18", "#57534c", "#c23616"
_EDGE, _TEXT_LEFT = 72, 690
# Fonts that set Chinese and Latin, by the names of their files, the best first.
_FONTS = (
    "NotoSansCJK-Bold.ttc", "NotoSansCJKsc-Bold.otf", "NotoSansSC-Bold.otf",
    "SourceHanSansSC-Bold.otf", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc",
    "PingFang.ttc", "msyhbd.ttc", "msyh.ttc", "Hiragino Sans GB.ttc", "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
)  # fmt: skip
# In Noto's collection the third one sets Chinese as it is written on the mainland.
_PLACE_IN_FILE = {"NotoSansCJK-Bold.ttc": 2, "NotoSansCJK-Regular.ttc": 2}
_LATIN = ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf")
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
    "C:/Windows/Fonts", "~/.local/share/fonts", "~/.fonts",
)  # fmt: skip
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class ShareCard:
    """What stands on it; `picture` is a file."""

    shop: str
    name: str
    price: str
    before: str
    picture: Path | None

    @property
    def digest(self) -> str:
        """The same for the same card."""
        said = "\n".join(
            (_VERSION, self.shop, self.name, self.price, self.before, str(self.picture))
        )
        return hashlib.sha256(said.encode()).hexdigest()


def drawn(card: ShareCard, folder: Path) -> bytes:
    """The card as PNG; from the folder if it was drawn before."""
    file = folder / f"{card.digest}.png"
    if file.is_file():
        return file.read_bytes()
    content = draw(card)
    _keep(file, content)
    return content


def draw(card: ShareCard) -> bytes:
    """The card as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    letters = card.shop + card.name + card.price
    has_text = font_for(letters, 40) is not None
    if card.picture is not None:
        side = HEIGHT if has_text else WIDTH
        _paste(image, card.picture, (side, HEIGHT))
    if has_text:
        _write(image, card, letters)
    buffer = io.BytesIO()
    # Few colours: a photo's card has a third of the bytes, and looks the same in a chat.
    image.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def font_for(text: str, size: int) -> Font | None:
    """A font that sets the text; None if the machine has none."""
    wide = any(ord(letter) > 0x2E7F for letter in text)
    file = _font_file(wide)
    if file is None:
        return None
    return ImageFont.truetype(file, size, index=_PLACE_IN_FILE.get(Path(file).name, 0))


def lines_of(text: str, font: Font, width: int, most: int) -> list[str]:
    """The text broken into at most so many lines, between words where it has any."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        line = _fitting(rest, font, width)
        lines.append(line.strip())
        rest = rest[len(line) :].lstrip()
    if rest and lines:
        lines[-1] = _shortened(lines[-1], font, width)
    return lines


def _paste(image: Image.Image, picture: Path, size: tuple[int, int]) -> None:
    with Image.open(picture) as opened:
        shown = opened.convert("RGB")
    scale = max(size[0] / shown.width, size[1] / shown.height)
    grown = shown.resize((round(shown.width * scale), round(shown.height * scale)))
    left, top = (grown.width - size[0]) // 2, (grown.height - size[1]) // 2
    image.paste(grown.crop((left, top, left + size[0], top + size[1])), (0, 0))


def _write(image: Image.Image, card: ShareCard, letters: str) -> None:
    pen = ImageDraw.Draw(image)
    left = _TEXT_LEFT if card.picture else _EDGE
    width = WIDTH - left - _EDGE
    small, large, huge = (font_for(letters, size) for size in (32, 58, 76))
    if small is None or large is None or huge is None:
        return
    pen.text((left, _EDGE), card.shop, font=small, fill=_SOFT)
    top = 170
    for line in lines_of(card.name, large, width, 3):
        pen.text((left, top), line, font=large, fill=_INK)
        top += 78
    bottom = HEIGHT - _EDGE - 84
    pen.text((left, bottom), card.price, font=huge, fill=_ACCENT)
    if card.before:
        end = left + round(pen.textlength(card.price, font=huge)) + 24
        pen.text((end, bottom + 44), card.before, font=small, fill=_SOFT)
        until = end + round(pen.textlength(card.before, font=small))
        pen.line((end, bottom + 64, until, bottom + 64), fill=_SOFT, width=3)


def _fitting(text: str, font: Font, width: int) -> str:
    """As much of the beginning as fits: to the end of a word, unless the first one is too long."""
    end = len(text)
    while end > 1 and font.getlength(text[:end]) > width:
        end -= 1
    if end == len(text):
        return text
    # Chinese may be broken anywhere.
    space = text.rfind(" ", 0, end + 1)
    return text[: space + 1] if space > 0 and text[end].isascii() else text[:end]


def _shortened(line: str, font: Font, width: int) -> str:
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line + "…"


@cache
def _font_file(wide: bool) -> str | None:
    names = _FONTS if wide else (*_FONTS, *_LATIN)
    there: dict[str, str] = {}
    for folder in _FOLDERS:
        for file in Path(folder).expanduser().rglob("*.[to]t[fc]"):
            there.setdefault(file.name, str(file))
    return next((there[name] for name in names if name in there), None)


def _keep(file: Path, content: bytes) -> None:
    """The whole file or none; a full disk takes nothing from the answer."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(file)
    except OSError:
        return
