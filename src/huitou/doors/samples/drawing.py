"""Simple still lifes, drawn from shapes: what the sample goods look like.

Everything is said in hundredths of the picture's side; colours are `#rrggbb`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw, ImageFilter

SIDE = 640
_FINER = 2  # drawn so much larger, then made small: smooth edges
_TABLE = 72  # where the wall ends

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


def colour(name: str) -> Colour:
    """A colour by its name in hexadecimal."""
    red, green, blue = ImageColor.getrgb(name)[:3]
    return red, green, blue


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(one: Colour, share: float = 0.25) -> Colour:
    return mixed(one, (255, 255, 255), share)


def darker(one: Colour, share: float = 0.2) -> Colour:
    return mixed(one, (40, 24, 16), share)


@dataclass
class Still:
    """A picture that is being drawn: a wall, a table, and what stands on it."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    unit: float

    @classmethod
    def before(cls, wall: Colour) -> Still:
        """An empty table before a wall of that colour, lit from above on the left."""
        side = SIDE * _FINER
        image = Image.new("RGB", (side, side), wall)
        still = cls(image, ImageDraw.Draw(image), side / 100)
        light = Image.new("L", (side, side), 0)
        ImageDraw.Draw(light).ellipse(still.pixels((-30, -45, 85, 60)), fill=150)
        soft = light.resize((100, 100)).filter(ImageFilter.GaussianBlur(16)).resize(light.size)
        image.paste(Image.new("RGB", image.size, lighter(wall, 0.7)), mask=soft)
        still.pen.rectangle(
            still.pixels((0, _TABLE, 100, 100)), fill=mixed(wall, (90, 60, 40), 0.09)
        )
        return still

    def pixels(self, box: Box) -> tuple[float, float, float, float]:
        left, top, right, bottom = (at * self.unit for at in box)
        return left, top, right, bottom

    def shadow(self, box: Box, strength: int = 90) -> None:
        """What a thing that stands there casts; softer the farther from it."""
        side = self.image.width
        mask = Image.new("L", (200, 200), 0)
        small = tuple(at * 2 for at in box)
        ImageDraw.Draw(mask).ellipse(small, fill=strength)
        blurred = mask.filter(ImageFilter.GaussianBlur(3.5)).resize((side, side))
        self.image.paste(Image.new("RGB", self.image.size, (70, 45, 30)), mask=blurred)

    def oval(self, box: Box, fill: Colour) -> None:
        self.pen.ellipse(self.pixels(box), fill=fill)

    def block(self, box: Box, fill: Colour, round_: float = 2) -> None:
        self.pen.rounded_rectangle(self.pixels(box), radius=round_ * self.unit, fill=fill)

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        self.pen.polygon([(x * self.unit, y * self.unit) for x, y in points], fill=fill)

    def stroke(self, points: Sequence[tuple[float, float]], fill: Colour, width: float) -> None:
        """A line with round ends."""
        self.pen.line(
            [(x * self.unit, y * self.unit) for x, y in points],
            fill=fill,
            width=round(width * self.unit),
            joint="curve",
        )
        for x, y in (points[0], points[-1]):
            self.oval((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill)

    def bow(self, box: Box, start: float, end: float, fill: Colour, width: float) -> None:
        self.pen.arc(self.pixels(box), start, end, fill=fill, width=round(width * self.unit))

    def png(self) -> bytes:
        """The picture as a file."""
        small = self.image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        small.save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()
