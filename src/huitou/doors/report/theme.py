"""The page's colours, light and dark, in one place: the style sheet and the charts both use them.

The series colours differ in lightness as well as hue, so they stay apart for colour-blind eyes
and in grey print. Text reaches 4.5:1 on its ground and marks 3:1 (WCAG 2.2, 1.4.3 and 1.4.11);
a test computes both.
"""

from __future__ import annotations

LIGHT = {
    "ground": "#fafaf8",
    "card": "#ffffff",
    "sunken": "#f3f4f1",
    "line": "#e4e5e0",
    "grid": "#ecece8",
    "control": "#85897f",
    "ink": "#191c1a",
    "soft": "#4c524e",
    "faint": "#666c67",
    "accent": "#0b6b61",
    "on-accent": "#ffffff",
    "new": "#3d7fd6",
    "returning": "#0b6b61",
    "resurrected": "#b9770a",
    "dormant": "#878d89",
    "bar": "#4d9e93",
    "mark": "#b4451f",
    "band": "rgba(11,107,97,0.16)",
    "band-far": "rgba(11,107,97,0.08)",
    "good": "#0b6b61",
    "bad": "#b4451f",
    "neutral": "#4a66a8",
    "heat-0": "#f3f6f4",
    "heat-1": "#ddeeea",
    "heat-2": "#c0e1da",
    "heat-3": "#98cfc5",
    "heat-4": "#66b5a9",
    "heat-5": "#258277",
    "heat-6": "#10756a",
    "heat-7": "#08534b",
    "heat-low-ink": "#12302c",
    "heat-high-ink": "#ffffff",
    "hatch": "#dcded8",
    "notice": "#fff4dc",
    "notice-ink": "#6b4700",
    "notice-line": "#ecd29b",
}

DARK = {
    "ground": "#101312",
    "card": "#171b1a",
    "sunken": "#1e2322",
    "line": "#2b312f",
    "grid": "#262c2a",
    "control": "#77807c",
    "ink": "#f0f3f1",
    "soft": "#bfc7c3",
    "faint": "#98a19d",
    "accent": "#4cc7b6",
    "on-accent": "#06201d",
    "new": "#74a9f2",
    "returning": "#2fa898",
    "resurrected": "#e3ab4c",
    "dormant": "#7e8783",
    "bar": "#2c8377",
    "mark": "#f08a63",
    "band": "rgba(76,199,182,0.22)",
    "band-far": "rgba(76,199,182,0.11)",
    "good": "#4cc7b6",
    "bad": "#f08a63",
    "neutral": "#9db4ea",
    "heat-0": "#1d2322",
    "heat-1": "#1d3532",
    "heat-2": "#1c4641",
    "heat-3": "#1a5a53",
    "heat-4": "#197168",
    "heat-5": "#3fae9f",
    "heat-6": "#68cbbd",
    "heat-7": "#a4e6dc",
    "heat-low-ink": "#eef6f4",
    "heat-high-ink": "#06201d",
    "hatch": "#303735",
    "notice": "#33290f",
    "notice-ink": "#f3d799",
    "notice-line": "#5c4a1d",
}

HEAT_LEVELS = 8
# From this level on a heat cell is far enough from the ground to need the other ink.
HIGH_INK_FROM = 5


def style_sheet() -> str:
    """The tokens as CSS: light by default, dark by the system or by choice, light on paper."""
    light, dark = _declarations(LIGHT), _declarations(DARK)
    return (
        f":root{{color-scheme:light;{light}}}\n"
        "@media (prefers-color-scheme:dark){:root:not([data-theme=light])"
        f"{{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        f"@media print{{:root:root:root{{color-scheme:light;{light}}}}}\n"
    )


def _declarations(tokens: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in tokens.items())
