"""Which of the sample goods looks like what."""

from __future__ import annotations

from collections.abc import Callable

from huitou.doors.samples import things
from huitou.doors.samples.drawing import Still, colour

Draw = Callable[[Still], None]
# The walls behind the goods of a category.
_WALLS = {
    "tea": "#dfe8d8",
    "snacks": "#f6e3cb",
    "fruit": "#fbe4d6",
    "home": "#dde6ec",
    "care": "#efe2ea",
    "pets": "#e9e4d4",
}


def drawn(slug: str, category: str) -> bytes:
    """A picture of the goods, as PNG; of unknown ones a box."""
    still = Still.before(colour(_WALLS.get(category, "#e8e4dc")))
    _GOODS.get(slug, _like(things.box, "#b99a6b", "#7a5c33"))(still)
    return still.png()


def _like(thing: Callable[..., None], *colours: str, **more: float | bool) -> Draw:
    inks = [colour(name) for name in colours]
    return lambda still: thing(still, *inks, **more)


def _cut(skin: str, leaf: str, inside: str, size: float) -> Draw:
    inks = [colour(name) for name in (skin, leaf, inside)]
    return lambda still: things.fruit(still, inks[0], inks[1], size=size, inside=inks[2])


def _pile(*colours: str) -> Draw:
    return lambda still: things.folded(still, tuple(colour(name) for name in colours))


_GOODS: dict[str, Draw] = {
    "longjing": _like(things.tin, "#4f7d4a", "#7fae5c"),
    "tieguanyin": _like(things.tin, "#2f5d62", "#6b8f5a"),
    "puer-cake": _like(things.disc, "#6a4430", "#efe6d2"),
    "dianhong": _like(things.tin, "#8f2f24", "#b5532f"),
    "jasmine": _like(things.bag, "#e9e3c6", "#8fae6a"),
    "white-peony": _like(things.tin, "#d8d3c2", "#a9b78b", wide=15, tall=44),
    "chrysanthemum": _like(things.bag, "#e2b33e", "#f0cf62", wide=17),
    "walnuts": _like(things.bag, "#a9773f", "#8a5a2b"),
    "pistachios": _like(things.bag, "#7d9a4f", "#9fba5f"),
    "mango-dried": _like(things.bag, "#ef9f2c", "#f6b845", wide=17),
    "beef-jerky": _like(things.bag, "#7c2f22", "#a24a2f"),
    "egg-rolls": _like(things.tin, "#e8b54d", "#d99a2b", wide=21, tall=34),
    "seaweed": _like(things.bag, "#27513f", "#3f7a55", wide=16, tall=46),
    "mung-cakes": _like(things.box, "#cfdca6", "#86a35a", wide=24, tall=22),
    "oranges": _cut("#f08a24", "#4d7c3a", "#f9b04f", 17),
    "apples": _like(things.fruit, "#c8372d", "#5d8a3f"),
    "kiwi": _cut("#8a6a3f", "#6b8c3c", "#a5c64b", 15),
    "pomelo": _cut("#dcc94a", "#5f8a3d", "#f3b9a0", 19),
    "dates": _like(things.small_fruit, "#8f4a2a", "#6d8c46"),
    "cherry-tomatoes": _like(things.small_fruit, "#d93a2b", "#4d7f3c"),
    "tissues": _like(things.box, "#e7dcc0", "#8aa06a", wide=28, tall=22),
    "thermos": _like(things.flask, "#2f4f63"),
    "towels": _pile("#8fb0bf", "#f3efe6", "#d98f7a"),
    "bedding": _like(things.pillows, "#7d93ad"),
    "knife": _like(things.knife, "#3b2a22"),
    "lunch-box": _like(things.lunch_box, "#d96b4a"),
    "night-light": _like(things.lamp, "#f7c65b"),
    "shampoo": _like(things.bottle, "#c58a3a", "#5a3f22", pump=True),
    "toothpaste": _like(things.tube, "#dff0e4", "#3f8a64", count=3),
    "hand-cream": _like(things.tube, "#f4d58a", "#c98a2e"),
    "face-cream": _like(things.jar, "#f7dfe4", "#c2607a"),
    "soap": _like(things.bar, "#f6efe0", "#7d9a86"),
    "sun-cream": _like(things.tube, "#fff3d6", "#ef8f2f"),
    "masks": _like(things.box, "#cfe3ea", "#5f9bb0", wide=20, tall=34),
    "cat-food": _like(things.bag, "#e08a3a", "#c2582a", wide=22, tall=54),
    "dog-food": _like(things.bag, "#8a4a32", "#b06a3f", wide=23, tall=56),
    "cat-litter": _like(things.bag, "#a9c3a0", "#6f9468", wide=22, tall=48),
    "cat-treats": _like(things.sticks, "#e3685a", "#fbe3c8"),
    "dog-leash": _like(things.leash, "#2f6f73"),
    "scratcher": _like(things.board, "#cfa468"),
}
