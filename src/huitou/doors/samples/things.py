"""The things that the sample goods are: bags, tins, bottles, fruit."""

from __future__ import annotations

from huitou.doors.samples.drawing import Colour, Still, colour, darker, lighter

_CREAM = colour("#fbf6ea")
_STEEL = colour("#c9ced2")


def bag(still: Still, body: Colour, mark: Colour, *, wide: float = 19, tall: float = 50) -> None:
    """A bag that stands, with a label and a mark on it."""
    left, right, foot, top = 50 - wide, 50 + wide, 82, 82 - tall
    still.shadow((left - 6, foot - 5, right + 12, foot + 5))
    still.shape([(left, foot - 1), (right, foot - 1), (right - 2, top), (left + 2, top)], body)
    still.oval((left, foot - 5, right, foot + 3), body)
    still.shape(
        [(right - 9, foot), (right, foot - 1), (right - 2, top), (right - 8, top)],
        darker(body, 0.1),
    )
    still.shape(
        [(left + 1, top + 1), (right - 1, top + 1), (right - 2, top - 6), (left + 2, top - 6)],
        darker(body),
    )
    still.stroke([(left + 2.5, top + 1.5), (right - 2.5, top + 1.5)], lighter(body, 0.35), 0.6)
    middle = top + tall * 0.55
    still.block((left + 7, middle - 13, right - 7, middle + 13), _CREAM, 2.5)
    still.oval((43.5, middle - 9, 56.5, middle + 4), mark)
    still.stroke([(44, middle + 8), (56, middle + 8)], lighter(mark, 0.35), 1.3)


def leaves(still: Still, fill: Colour, at: tuple[float, float], size: float = 9) -> None:
    """Two leaves."""
    x, y = at
    for way in (-1, 1):
        tip = (x + way * size, y - size * 0.75)
        bend = [
            (x, y),
            (x + way * size * 0.25, y - size * 0.85),
            tip,
            (x + way * size * 0.8, y - size * 0.1),
        ]
        still.shape(bend, fill if way < 0 else darker(fill, 0.12))


def tin(still: Still, body: Colour, mark: Colour, *, wide: float = 18, tall: float = 40) -> None:
    """A round tin with a lid."""
    left, right, foot, top = 50 - wide, 50 + wide, 82, 82 - tall
    still.shadow((left - 4, foot - 3, right + 14, foot + 6))
    still.oval((left, foot - 5, right, foot + 5), darker(body))
    still.block((left, top, right, foot), body, 0)
    still.oval((left, foot - 5, right, foot + 5), body)
    still.block((left, top + tall * 0.3, right, foot - tall * 0.18), _CREAM, 0)
    still.block((left + 3, top + 5, left + 6, foot - 3), lighter(body, 0.22), 1.5)
    still.block((left + 3, top + tall * 0.3, left + 6, foot - tall * 0.18), lighter(_CREAM, 0.8), 0)
    still.oval((50 - 7, top + tall * 0.36, 50 + 7, top + tall * 0.36 + 14), mark)
    still.block((left - 1, top - 6, right + 1, top + 3), darker(body, 0.22), 1)
    still.oval((left - 1, top - 10, right + 1, top - 2), lighter(body, 0.18))


def disc(still: Still, body: Colour, paper: Colour) -> None:
    """A round pressed cake, leaning, half in its paper."""
    still.shadow((24, 75, 84, 88))
    still.oval((22, 30, 78, 84), darker(body, 0.3))
    still.oval((20, 28, 76, 82), body)
    for ring, fill in ((6, lighter(body, 0.08)), (13, body), (22, darker(body, 0.25))):
        still.oval((20 + ring, 28 + ring, 76 - ring, 82 - ring), fill)
    still.shape([(20, 62), (44, 54), (80, 68), (72, 84), (28, 84)], paper)
    still.shape([(44, 54), (80, 68), (72, 84), (58, 84)], darker(paper, 0.06))


def fruit(
    still: Still, skin: Colour, leaf: Colour, *, size: float = 17, inside: Colour | None = None
) -> None:
    """Three of them; with `inside` the one in front is cut."""
    places = ((36, 62, size * 0.92), (64, 60, size), (50, 70, size))
    for x, y, r in places:
        still.shadow((x - r, y + r - 5, x + r + 6, y + r + 4), 60)
        still.oval((x - r, y - r, x + r, y + r), darker(skin, 0.14))
        still.oval((x - r, y - r, x + r * 0.9, y + r * 0.9), skin)
        still.oval((x - r * 0.6, y - r * 0.65, x - r * 0.05, y - r * 0.2), lighter(skin, 0.4))
        if inside is None or (x, y) != places[-1][:2]:
            still.stroke([(x, y - r + 1), (x + 1.5, y - r - 3)], darker(leaf, 0.4), 1)
            leaves(still, leaf, (x + 1, y - r - 1), size * 0.45)
    if inside is not None:
        x, y, r = places[-1]
        still.oval((x - r, y - r, x + r, y + r), lighter(skin, 0.3))
        still.oval((x - r + 2, y - r + 2, x + r - 2, y + r - 2), inside)
        still.oval((x - 3.5, y - 3.5, x + 3.5, y + 3.5), lighter(inside, 0.6))


def small_fruit(still: Still, skin: Colour, leaf: Colour) -> None:
    """A bowl of many."""
    still.shadow((20, 78, 86, 90))
    for row, (y, count) in enumerate(((44, 3), (51, 4), (57, 5))):
        for at in range(count):
            x = 50 + (at - (count - 1) / 2) * 11 + row % 2
            still.oval((x - 6.5, y - 6.5, x + 6.5, y + 6.5), darker(skin, 0.12 if at % 2 else 0.02))
            still.oval((x - 4, y - 4.5, x - 1, y - 1.5), lighter(skin, 0.45))
    leaves(still, leaf, (50, 39), 6)
    still.pen.chord(still.pixels((18, 22, 82, 86)), 0, 180, fill=_CREAM)
    still.pen.chord(still.pixels((18, 22, 82, 86)), 0, 70, fill=darker(_CREAM, 0.06))
    still.block((40, 84, 60, 87), darker(_CREAM, 0.12), 1)


def bottle(
    still: Still, body: Colour, cap: Colour, *, pump: bool = False, wide: float = 13
) -> None:
    """A bottle with a label, and a pump if it has one."""
    left, right = 50 - wide, 50 + wide
    still.shadow((left - 3, 79, right + 14, 89))
    still.block((left, 36, right, 84), body, 5)
    still.block((right - 6, 38, right, 82), darker(body, 0.1), 4)
    still.block((50 - wide * 0.45, 28, 50 + wide * 0.45, 38), cap, 1)
    if pump:
        still.block((48.5, 20, 51.5, 29), darker(cap, 0.1), 0.5)
        still.block((38, 17, 54, 21.5), cap, 2)
    still.block((left + 3, 48, right - 3, 74), _CREAM, 1.5)
    still.oval((45, 52, 55, 62), lighter(body, 0.05))
    still.stroke([(45, 68), (55, 68)], lighter(body, 0.2), 1.2)


def flask(still: Still, body: Colour) -> None:
    """A thermos flask."""
    still.shadow((34, 80, 78, 90))
    still.block((37, 30, 63, 85), body, 4)
    still.block((56, 31, 63, 84), darker(body, 0.14), 3)
    still.block((41, 34, 44, 80), lighter(body, 0.3), 1.5)
    still.block((37, 70, 63, 72), _STEEL, 0)
    still.block((39, 16, 61, 31), darker(body, 0.3), 3)
    still.block((39, 27, 61, 30), _STEEL, 0)


def tube(still: Still, body: Colour, cap: Colour, *, count: int = 1) -> None:
    """Tubes that stand on their caps."""
    for at in range(count):
        x = 50 + (at - (count - 1) / 2) * 22
        still.shadow((x - 9, 81, x + 16, 89))
        still.shape([(x - 10, 26), (x + 10, 26), (x + 8, 76), (x - 8, 76)], body)
        still.shape([(x + 4, 26), (x + 10, 26), (x + 8, 76), (x + 3, 76)], darker(body, 0.09))
        still.block((x - 10.5, 21, x + 10.5, 27), darker(body, 0.06), 0.5)
        still.block((x - 7, 75, x + 7, 86), cap, 1.5)
        still.oval((x - 4.5, 40, x + 4.5, 49), lighter(cap, 0.1))
        still.stroke([(x - 4, 55), (x + 4, 55)], lighter(cap, 0.3), 1.1)


def box(still: Still, front: Colour, mark: Colour, *, wide: float = 26, tall: float = 26) -> None:
    """A box with a side and a lid in sight."""
    left, right, foot, top = 46 - wide, 46 + wide, 82, 82 - tall
    still.shadow((left - 2, foot - 4, right + 18, foot + 6))
    still.shape(
        [(right, foot), (right + 10, foot - 7), (right + 10, top - 7), (right, top)],
        darker(front, 0.2),
    )
    still.shape(
        [(left, top), (right, top), (right + 10, top - 7), (left + 10, top - 7)],
        lighter(front, 0.3),
    )
    still.block((left, top, right, foot), front, 0.6)
    still.oval((46 - tall * 0.2, top + tall * 0.22, 46 + tall * 0.2, top + tall * 0.62), mark)
    still.stroke([(40, foot - tall * 0.2), (52, foot - tall * 0.2)], lighter(mark, 0.2), 1.2)


def folded(still: Still, colours: tuple[Colour, ...], *, wide: float = 28) -> None:
    """Cloth, folded and piled."""
    still.shadow((50 - wide - 3, 79, 50 + wide + 12, 89))
    tall = 36 / len(colours)
    for at, cloth in enumerate(colours):
        top = 84 - (at + 1) * tall
        still.block((50 - wide, top + 0.6, 50 + wide, top + tall), cloth, tall * 0.42)
        still.block(
            (50 - wide + 3, top + tall * 0.45, 50 + wide - 8, top + tall * 0.55),
            darker(cloth, 0.1),
            0.5,
        )
        still.bow(
            (50 + wide - tall, top + 0.6, 50 + wide, top + tall), -90, 90, darker(cloth, 0.14), 0.8
        )


def jar(still: Still, body: Colour, lid: Colour) -> None:
    """A low jar of cream."""
    still.shadow((24, 76, 86, 88))
    still.block((26, 54, 74, 83), body, 6)
    still.block((62, 55, 74, 82), darker(body, 0.08), 5)
    still.block((24, 40, 76, 57), lid, 3)
    still.block((24, 52, 76, 55), darker(lid, 0.15), 0)
    still.oval((43, 60, 57, 74), lighter(lid, 0.3))


def bar(still: Still, body: Colour, band: Colour) -> None:
    """Two bars of soap."""
    for x, y in ((6, -13), (0, 0)):
        still.shadow((22 + x, 74 + y, 82 + x, 86 + y), 60)
        still.block((22 + x, 58 + y, 76 + x, 82 + y), darker(body, 0.12), 7)
        still.block((22 + x, 55 + y, 76 + x, 78 + y), body, 7)
    still.block((40, 55, 58, 81), band, 0)
    still.oval((44, 61, 54, 71), lighter(band, 0.6))


def knife(still: Still, handle: Colour) -> None:
    """A kitchen knife on a board."""
    wood = colour("#d9ae78")
    still.shadow((8, 74, 96, 90))
    still.block((12, 40, 88, 84), darker(wood, 0.18), 4)
    still.block((12, 38, 88, 81), wood, 4)
    still.shape([(20, 50), (62, 50), (62, 68), (24, 68)], _STEEL)
    still.shape([(20, 64), (62, 64), (62, 68), (24, 68)], lighter(_STEEL, 0.5))
    still.block((60, 50, 83, 58), handle, 3)
    for x in (66, 72, 78):
        still.oval((x - 0.9, 53.1, x + 0.9, 54.9), lighter(handle, 0.5))


def lunch_box(still: Still, lid: Colour) -> None:
    """A steel box for lunch, with a lid."""
    still.shadow((16, 76, 92, 89))
    still.block((20, 50, 80, 83), _STEEL, 6)
    still.block((66, 51, 80, 82), darker(_STEEL, 0.1), 5)
    still.block((24, 56, 28, 78), lighter(_STEEL, 0.6), 1.5)
    still.block((18, 41, 82, 53), lid, 4)
    still.block((45, 47, 55, 60), darker(lid, 0.22), 1.5)


def lamp(still: Still, light: Colour) -> None:
    """A small lamp that is on."""
    for size, share in ((34, 0.75), (27, 0.5)):
        glow = lighter(light, share)
        still.oval((50 - size, 47 - size, 50 + size, 47 + size), glow)
    still.shadow((36, 80, 72, 88))
    still.oval((31, 28, 69, 66), light)
    still.oval((38, 33, 52, 46), lighter(light, 0.7))
    still.block((42, 63, 58, 84), _CREAM, 3)
    still.block((53, 64, 58, 83), darker(_CREAM, 0.08), 2)


def sticks(still: Still, body: Colour, mark: Colour) -> None:
    """Sticks in their wrappers, like a fan."""
    still.shadow((22, 79, 86, 89))
    for at in range(5):
        x, tip = 34 + at * 8, 24 + abs(at - 2) * 3
        lean = (at - 2) * 4
        points = [(x - 4 + lean, tip), (x + 4 + lean, tip), (x + 4, 84), (x - 4, 84)]
        still.shape(points, body if at % 2 else lighter(body, 0.2))
        still.oval((x - 2.6 + lean / 2, 48, x + 2.6 + lean / 2, 53.2), mark)


def leash(still: Still, cord: Colour) -> None:
    """A rolled up leash with its hook."""
    still.shadow((22, 74, 84, 87))
    for size in (26, 20, 14):
        still.bow(
            (50 - size, 56 - size, 50 + size, 56 + size),
            0,
            360,
            darker(cord, 0.1 * (size == 20)),
            4,
        )
    still.stroke([(66, 76), (84, 84)], cord, 4)
    still.oval((81, 79, 91, 89), _STEEL)
    still.oval((84, 82, 88, 86), darker(_STEEL, 0.3))


def board(still: Still, card: Colour) -> None:
    """A board of ribbed cardboard."""
    still.shadow((12, 74, 94, 90))
    still.shape([(16, 62), (74, 50), (90, 72), (30, 86)], darker(card, 0.2))
    still.shape([(16, 58), (74, 46), (90, 68), (30, 82)], card)
    for at in range(1, 12):
        x = at / 12
        still.stroke(
            [(16 + 58 * x, 58 - 12 * x), (30 + 60 * x, 82 - 14 * x)], darker(card, 0.14), 0.7
        )


def pillows(still: Still, cloth: Colour) -> None:
    """A made bed's pile: a cover and two pillows."""
    folded(still, (darker(cloth, 0.05), lighter(cloth, 0.25), cloth), wide=32)
    for left, top in ((22, 30), (42, 34)):
        still.block((left, top, left + 36, top + 18), lighter(cloth, 0.55), 8)
        still.block((left + 3, top + 13, left + 33, top + 15), lighter(cloth, 0.3), 1)
