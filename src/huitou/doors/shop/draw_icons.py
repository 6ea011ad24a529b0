"""Draws the icons under which the shop stands on a phone: `python -m huitou.doors.shop.draw_icons`.

The shapes are those of design/favicon.svg, on its grid of 32: a circle that comes back to its
arrow. They are drawn four times as large and made smaller, which smooths the edges.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "static" / "shop" / "icons"
GRID, FINER = 32, 4
GROUND, SIGN = "#d33c1d", "#ffffff"
ROUNDED = 8.0
STROKE = 2.75
# The arc "M22 12a7 7 0 1 0 1 6": the centre of its circle, and its ends in degrees clockwise from
# the right.
CENTRE, RADIUS = (16.28, 16.04), 7.0
BEGIN, END = 16.3, 324.8
ENDS = ((22.0, 12.0), (23.0, 18.0))
ARROW = ((22.5, 7.0), (22.5, 12.5), (17.0, 12.5))
# Of a maskable icon only the middle 80 percent are sure to be seen (W3C Web App Manifest, "safe
# zone"): the sign is smaller there and the ground reaches the edges.
SAFE = 0.8


def icon(size: int, *, maskable: bool = False) -> Image.Image:
    """The icon, `size` pixels wide."""
    unit = size * FINER / GRID
    mode = "RGB" if maskable else "RGBA"
    picture = Image.new(mode, (size * FINER,) * 2, GROUND if maskable else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    if not maskable:
        edge = size * FINER - 1
        pen.rounded_rectangle((0, 0, edge, edge), ROUNDED * unit, fill=GROUND)
    _sign(pen, unit, SAFE if maskable else 1.0)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _sign(pen: ImageDraw.ImageDraw, unit: float, scale: float) -> None:
    def at(place: tuple[float, float]) -> tuple[float, float]:
        x, y = ((one - GRID / 2) * scale + GRID / 2 for one in place)
        return x * unit, y * unit

    width = STROKE * scale * unit
    (x, y), reach = at(CENTRE), RADIUS * scale * unit + width / 2
    box = (x - reach, y - reach, x + reach, y + reach)
    pen.arc(box, BEGIN, END, fill=SIGN, width=round(width))
    pen.line([at(place) for place in ARROW], fill=SIGN, width=round(width), joint="curve")
    for place in (*ENDS, *ARROW):
        x, y = at(place)
        half = width / 2
        pen.ellipse((x - half, y - half, x + half, y + half), fill=SIGN)


def icons() -> dict[str, Image.Image]:
    """By file name."""
    return {
        "192.png": icon(192),
        "512.png": icon(512),
        "maskable-192.png": icon(192, maskable=True),
        "maskable-512.png": icon(512, maskable=True),
        "touch-180.png": icon(180, maskable=True),
    }


if __name__ == "__main__":
    for name, picture in icons().items():
        picture.save(FOLDER / name, optimize=True)
