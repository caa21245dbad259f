"""The window's colours in light and dark: the presenter's teal, coral and cream.

Every pair in `TEXT_PAIRS` keeps a contrast of at least 4.5:1 (WCAG 2.2, success criterion 1.4.3), tested in both themes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as #RRGGBB; a style sheet names them as `@field`."""

    dark: bool
    window: str  # behind the conversation
    side: str  # the sidebar, a step away from the window
    card: str  # Em Linh's bubbles, the composer, menus
    raised: str  # chips, buttons at rest
    hover: str  # the same under the pointer
    pressed: str
    line: str  # hairlines and borders
    text: str
    muted: str  # second-rank text
    accent: str  # teal: main buttons
    accent_hover: str
    on_accent: str  # text on accent
    link: str
    tint: str  # a breath of teal behind something chosen
    user: str  # the user's bubbles
    on_user: str
    user_link: str
    coral: str  # what moves: the bar, the current station; never text
    good: str
    warning: str
    danger: str
    track: str  # the empty part of bars


LIGHT = Colours(
    dark=False,
    window="#FAF6F0",
    side="#F3ECE2",
    card="#FFFFFF",
    raised="#F5EFE7",
    hover="#ECE4D8",
    pressed="#E2D8C9",
    line="#E5DCCF",
    text="#21302F",
    muted="#5C6866",
    accent="#166361",
    accent_hover="#0F5250",
    on_accent="#FFFFFF",
    link="#0F6360",
    tint="#E1EFED",
    user="#166361",
    on_user="#FFFFFF",
    user_link="#FFE3CF",
    coral="#E08A6E",
    good="#1B6B45",
    warning="#8A5200",
    danger="#AD2E24",
    track="#EADFD2",
)

DARK = Colours(
    dark=True,
    window="#181C1D",
    side="#131718",
    card="#232A2B",
    raised="#2C3435",
    hover="#364041",
    pressed="#3F4A4B",
    line="#344041",
    text="#EDE8E0",
    muted="#A7B1AD",
    accent="#66C7BE",
    accent_hover="#7FD5CD",
    on_accent="#0C2422",
    link="#7AD3CA",
    tint="#1F3938",
    user="#1C6763",
    on_user="#F5FBFA",
    user_link="#FFD9C2",
    coral="#EB9A7E",
    good="#7FD0A2",
    warning="#F0BE73",
    danger="#FF9C8F",
    track="#374142",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("window", "side", "card", "raised", "hover", "tint")),
    *((ink, ground) for ink in ("link", "good", "warning", "danger") for ground in ("window", "card", "raised")),
    ("text", "pressed"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_user", "user"),
    ("user_link", "user"),
)
"""(text colour, ground) as they meet somewhere in the window"""


def contrast(ink: str, ground: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(QColor(ink)), _luminance(QColor(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
