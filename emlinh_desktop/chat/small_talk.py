"""Which small talk a message is."""

from __future__ import annotations

from emlinh_desktop.chat.message_text import message_text
from emlinh_desktop.chat.phrase import phrase

_SMALL = (
    ("thanks", phrase("cảm ơn|cám ơn|cam on|thank you|thanks?|thx|tks|ty")),
    ("bye", phrase("tạm biệt|bye|bái bai|bai bai|good ?bye|see you|hẹn gặp lại|ngủ ngon|good night")),
    ("greeting", phrase("xin chào|chào|hello|helo|hi|hey|alo+|good (?:morning|evening|afternoon)|hê lô|kính chào")),
    ("feeling", phrase("how are you|how's it going|what's up|khỏe|dạo này|ăn (?:cơm|sáng|trưa|tối) chưa|mệt|buồn")),
    ("praise", phrase("giỏi|đỉnh|xịn|đẹp|hay|tuyệt|dễ thương|cute|great|nice|awesome|amazing|perfect|cool|wow|good job|well done|love|xuất sắc")),
)


def small_talk_of(text: str) -> str:
    """Which small talk it is: thanks, bye, greeting, feeling, praise or other."""
    plain = message_text(text[:500]).plain
    return next((kind for kind, rule in _SMALL if rule.search(plain)), "other")
