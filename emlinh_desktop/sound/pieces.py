"""The project's own music: where each piece lies, and which suits a topic."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from emlinh_desktop.base.resources import resource
from emlinh_desktop.domain.brief import AUTO_MUSIC, MUSIC_PIECES
from emlinh_desktop.domain.errors import unknown_name

_MOODS = (
    (
        "thoughtful",
        "lịch sử|chiến tranh|chiến thắng|vũ trụ|triết|cô đơn|buồn|ký ức|kỷ niệm|mất mát|vì sao|tại sao|khoa học|nghiên cứu|giải thích|nguồn gốc|bí ẩn"
        "|kinh tế|trí tuệ nhân tạo|biến đổi khí hậu|tương lai|tâm lý|ý nghĩa|đạo đức|pháp luật"
        "|history|war|universe|space|philosophy|lonel(?:y|iness)|memor(?:y|ies)|loss|why|science|research|origins?|myster(?:y|ies)|econom(?:y|ics)"
        "|artificial intelligence|ai|climate|future|psychology|meaning|ethics|law",
    ),
    (
        "bright",
        "du lịch|lễ hội|thể thao|bóng đá|chạy bộ|nấu|món|ẩm thực|mẹo|cách|hướng dẫn|trò chơi|vui|sinh nhật|năng lượng|khởi nghiệp|sản phẩm|ra mắt|quảng cáo"
        "|trẻ em|mùa hè|mùa xuân|tết|tiệc|khuyến mãi|giảm giá|âm nhạc|nhảy"
        "|travel|festivals?|sports?|football|soccer|running|cook(?:ing)?|recipes?|food|tips|how to|games?|fun|birthday|energy|startups?|products?|launch"
        "|kids|children|summer|spring|party|sale|dance",
    ),
)
_RULES = tuple((piece, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for piece, words in _MOODS)


def music_file(wish: str, topic: str) -> str:
    """The path of the music a Brief wishes for: a piece by name, the one that suits the topic, or the user's own file.

    Raises:
        InputError: UNKNOWN_NAME.
    """
    piece = piece_for(topic) if wish == AUTO_MUSIC else wish
    if piece in MUSIC_PIECES:
        return str(resource(f"music/{piece}.ogg"))
    if not Path(wish).is_absolute():
        raise unknown_name("music", wish, (*MUSIC_PIECES, AUTO_MUSIC, "none"))
    return wish


def is_seamless(music: Path) -> bool:
    """Whether it is one of our pieces, whose last sample is followed by its first."""
    return music.parent == resource("music") and music.stem in MUSIC_PIECES


def piece_for(topic: str) -> str:
    """By the topic's words, those of thinking before those of joy; `calm` suits the rest."""
    plain = unicodedata.normalize("NFC", topic).casefold()
    return next((piece for piece, rule in _RULES if rule.search(plain)), MUSIC_PIECES[0])
