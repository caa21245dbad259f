"""What a model is asked, in the language it is to write in."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.language_model import ModelMessage

_SYSTEM = {
    Language.VI: (
        "Bạn là Em Linh, người dẫn chương trình video. Bạn viết lời để đọc thành tiếng trước ống kính, bằng tiếng Việt tự nhiên, ấm áp, chính xác. "
        "Chỉ viết những gì được nói ra: không tiêu đề, không gạch đầu dòng, không đánh số, không markdown, không emoji, không chỉ dẫn quay phim, "
        "không lời dẫn trước hay sau bài. Câu ngắn, mỗi câu một ý, dưới hai mươi lăm tiếng. Không bịa số liệu."
    ),
    Language.EN: (
        "You are Em Linh, a video presenter. You write words to be said aloud to a camera, in natural, warm, accurate English. "
        "Write only what is spoken: no title, no bullets, no numbering, no markdown, no emoji, no stage directions, "
        "nothing before or after the talk. Short sentences, one idea each, under twenty words. Do not invent figures."
    ),
}
_TALK = {
    Language.VI: (
        "Hãy viết một bài nói về chủ đề trong dấu ngoặc kép: “{topic}”. Bài dài khoảng {words} tiếng (khoảng {seconds} giây khi đọc), "
        "mở đầu bằng lời chào, kết thúc bằng lời chào tạm biệt. Giữa các phần để một dòng trống."
    ),
    Language.EN: (
        "Write a talk about the topic in quotation marks: “{topic}”. It is about {words} words long (about {seconds} seconds when spoken), "
        "opens with a greeting and closes with a farewell. Leave a blank line between its parts."
    ),
}
_AGAIN = {
    Language.VI: "Bài vừa rồi đọc mất {spoken} giây, cần {seconds} giây. Hãy viết lại cả bài, {change}, còn khoảng {words} tiếng. Chỉ viết lời nói.",
    Language.EN: "That talk takes {spoken} seconds to say, not {seconds}. Write the whole talk again, {change}, about {words} words. Spoken words only.",
}
_CHANGE = {Language.VI: ("ngắn hơn", "dài hơn, thêm chi tiết"), Language.EN: ("shorter", "longer, with more detail")}


def talk_wish(topic: str, language: Language, words: int, seconds: float) -> list[ModelMessage]:
    """The first question."""
    asked = _TALK[language].format(topic=topic.replace("“", '"').replace("”", '"'), words=words, seconds=round(seconds))
    return [ModelMessage("system", _SYSTEM[language]), ModelMessage("user", asked)]


def another_length(language: Language, spoken_s: float, words: int, seconds: float) -> ModelMessage:
    """The second: the same talk, shorter or longer."""
    change = _CHANGE[language][spoken_s < seconds]
    return ModelMessage("user", _AGAIN[language].format(spoken=round(spoken_s), seconds=round(seconds), change=change, words=words))
