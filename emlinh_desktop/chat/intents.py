"""What a message is when it is no wish and no change: stop, how far, help, a question, small talk."""

from __future__ import annotations

from enum import StrEnum

from emlinh_desktop.chat.backgrounds import GROUND
from emlinh_desktop.chat.captions import CAPTIONS, MUSIC
from emlinh_desktop.chat.phrase import ME, NOT, YOU, phrase, phrase_at_end
from emlinh_desktop.chat.request_words import FILM, MAKE
from emlinh_desktop.chat.sentences import Sentence


class Intent(StrEnum):
    """The kinds of message."""

    CREATE_VIDEO = "create_video"
    EDIT_VIDEO = "edit_video"
    CANCEL = "cancel"
    STATUS = "status"
    HELP = "help"
    QUESTION = "question"
    SMALLTALK = "smalltalk"
    NONE = "none"


_CALL = (
    rf"(?:(?:à|ê|này|ok|oke|thôi|thôi được|dạ|em linh|{YOU} ơi|{YOU}|ơi|hãy|làm ơn|vui lòng|xin|giúp {ME}|please|pls|hey|no|wait|khoan|khoan đã"
    rf"|actually|can you|could you|{ME} muốn|i want to|mau|ý|nhầm|nhầm rồi|sorry|xin lỗi|just|oh|oops|à mà|mà)[ ,]+){{0,8}}"
)
_STOP = "(?:dừng|ngừng|ngưng|hủy|hủy bỏ|thôi hủy|stop|cancel|abort|halt|quit|kill)"
_END = (
    rf"(?: (?:{YOU}|{ME}|lại|đi|giúp|giùm|dùm|hộ|nhé|nha|nghen|ạ|nữa|ngay|luôn|rồi|please|pls|now|it|that|everything|all|rendering|this|here|với"
    rf"|cái|thôi|hết|đã|việc|{MAKE}|{FILM}|the|my|this|job|current|render|rendering|process|quá trình|tiến trình|lệnh|yêu cầu|này|đó|ấy|kia|đang|làm|chạy|tạo"
    "|dở|vừa rồi|mới tạo|xuất)){0,8}"
)
_CANCEL = phrase(
    rf"^\s*{_CALL}(?:{_STOP}{_END}(?:\s*$| (?:về|việc|about|on|của|nói|số|making|creating|generating|rendering|the|{MAKE})(?: .*)?$)"
    rf"|(?:thôi|thôi thì|thôi mà),? ?(?:{YOU} )?(?:(?:khỏi|đừng|{NOT})(?: (?:cần|phải|có)){{0,8}}(?: {MAKE}| chạy| muốn)?|bỏ đi|dừng|hủy|dẹp|stop"
    rf"|cancel)(?: .{{0,40}})?"
    rf"|(?:khỏi|đừng|{NOT})(?: (?:cần|phải|muốn))? ?(?:{MAKE}|chạy|render)(?: {FILM}| cái| nó| tiếp| gì){{0,8}}(?: (?:này|đó|ấy|kia))? nữa(?: .{{0,20}})?"
    rf"|(?:khỏi|{NOT} cần)(?: {MAKE})?(?: {FILM})?(?: (?:nữa|đâu|nhé|nha|em|bạn|luôn|ơi|ạ)){{0,8}}|(?:mà |à ){{0,2}}(?:thôi,? )?để (?:sau|mai"
    rf"|khi khác|hôm khác)(?: (?:đi|nhé|nha|vậy|{YOU}|rồi tính)){{0,3}}|bỏ đi(?: {YOU})?|bỏ {FILM} (?:này|đó|đang).*|(?:thôi"
    "|dẹp)(?: (?:đi|luôn|bỏ đi|nhé|nha|em|bạn)){0,8}|(?:mình |tôi |em |tui )?đổi ý rồi.*|(?:i )?changed? my mind.*"
    "|never ?mind(?:[ ,].*)?|forget (?:it|about it|that)(?:[ ,].*)?|don't (?:bother|make it|do it)(?: anymore)?|call it off|no need(?: to .*)?"
    r"|scrap (?:it|that))\s*$"
)
_OF_THE_FILM = phrase(
    rf"(?:dừng|ngừng|ngưng|hủy|khỏi|đừng|{NOT}|bỏ|tắt|dẹp|stop|cancel|kill)(?: (?:cần|có|để|hiện|thêm|cái|luôn|the|my)){{0,3}} (?:{MUSIC}|{CAPTIONS}|{GROUND})"
)
"""a part of the film is put away, not the film"""
_STATUS = phrase(
    rf"(?:xong|hoàn thành|hoàn tất|làm xong|ra|có|render xong|sẵn sàng|được|đc|xuất)(?: {FILM})?(?: rồi)? (?:chưa|ch)(?: (?:{YOU}|vậy|thế|ạ"
    rf"|ta|nhỉ|ơi|zậy|dị|bạn)){{0,8}}\s*$|(?:sắp|gần|đã) (?:xong|được|có)(?: .{{0,12}})? (?:chưa|{NOT})(?: .{{0,12}})?\s*$|xong (?:chưa|ch|rồi à"
    "|rồi hả)"
    rf"|(?:tới|đến|đi|chạy|làm|được) (?:đâu|bước nào|khúc nào|giai đoạn nào|phần nào)(?: (?:rồi|vậy|thế|{YOU}))|(?:được |đc |tới "
    "|đến )?(?:bao nhiêu|mấy) (?:phần trăm|%|percent)|(?:còn |mất )?(?:bao lâu|mấy phút|bao nhiêu phút|bao nhiêu lâu|lâu) nữa|còn (?:lâu"
    r"|bao lâu)(?: nữa)?(?: (?:không|ko|k|hông|vậy|em|hả|thế)){0,8}\s*$|(?:khi nào|bao giờ|chừng nào) (?:thì )?(?:xong|có|ra|được)"
    r"(?! (?:tiền|rảnh|dịp|thời gian|hứng|điều kiện))|(?:vẫn )?chưa xong(?: (?:à|hả|sao|nữa|ta|vậy|em|ạ)){1,3}\s*$"
    rf"|tiến độ(?: .{{0,30}})?|tiến trình (?:sao|tới|đến|thế nào)(?: .{{0,20}})?|tình hình (?:{FILM}|sao|thế nào|tới)(?: .{{0,30}})?"
    rf"|{FILM}(?: .{{1,40}})? (?:sao rồi|thế nào rồi|tới đâu|đến đâu)(?: .{{0,12}})?"
    rf"|(?:is|are|was) (?:it|my|the|that|this|they)(?: .{{0,60}})? (?:done|ready|finished|complete|completed|rendered|over)(?: yet| now"
    rf"| already)?|(?:are you|have you) (?:done|finished|still)(?: .{{0,30}})?|done yet|ready yet|finished yet|how (?:far|long"
    rf"|much)(?: .{{0,20}})? (?:left|longer|more|along|remaining|remains|until|to go|along|progress)|how(?:'s| is) (?:it|the"
    rf"|my)(?: .{{0,30}})?(?: going| coming| doing| coming along| progress)|how much longer|what(?:'s| is) the (?:status|progress|eta)|eta"
    rf"|still (?:rendering|working|running|processing|going|making)|any (?:progress|update)s?|are we there yet|^\s*(?:status|progress|trạng thái)"
    rf"|when will (?:it|my|the)(?: .{{0,40}})? (?:be )?(?:done"
    "|ready|finished?|finish)|show me the progress"
)
_HELP = phrase(
    rf"^\s*(?:(?:{YOU} ơi|{YOU}|ơi|hi|hello|chào|dạ|xin|please|ad)[ ,]+){{0,8}}(?:help(?: me)?|trợ giúp|cứu(?: {ME})?(?: với)?|giúp(?: {ME})?(?: (?:với"
    rf"|đi|cái|nhé|nha|tí|chút|một chút|xíu)){{0,8}}(?: {YOU})?|(?:{ME} )?cần (?:giúp đỡ|trợ giúp|giúp|hỗ trợ|hướng dẫn)(?: .{{0,20}})?"
    rf"|hướng dẫn(?: (?:sử dụng|{ME}|dùng|cho|cách).{{0,60}})?|chỉ {ME}(?: .{{0,60}})?|i need help|hỗ trợ {ME}.{{0,20}}|/help|menu"
    r"|\?+)(?: (?:với|đi|nhé|nha|ạ|please|em|bạn|me)){0,8}\s*$"
    "|cách (?:sử dụng|dùng|xài)|hướng dẫn sử dụng|(?:làm|tạo|biết làm|giúp)(?: được| đc)? (?:những |được )?(?:gì|việc gì|cái gì)(?: (?:vậy"
    rf"|thế|được|cho {ME}|{YOU}|nhỉ|ta)){{0,8}}\s*$|có (?:những )?(?:chức năng|tính năng|khả năng) (?:gì|nào)|help me(?: please)?\s*$"
    "|what can (?:you|i|it|this) (?:do|make|ask)|how (?:do|can|to|should)(?: (?:i|you|we))? (?:use|start|begin|make|create|get started"
    rf"|work)|how does (?:this|it) work|(?:{NOT}|chưa) biết (?:bắt đầu|làm|dùng|xài|sử dụng|phải|tạo)(?: .{{0,30}})?|bắt đầu (?:từ đâu"
    rf"|thế nào|như thế nào|sao)|(?:làm sao|làm thế nào|làm cách nào|cách nào|sao|làm sao để)(?: để| mà| {ME}){{0,8}} (?:dùng|xài|sử dụng|tạo|làm"
    rf"|bắt đầu)|use this (?:app|program|software)|get(?:ting)? started|instructions|(?:i )?don't know (?:where|how)(?: .{{0,40}})?"
)
_QUESTION = phrase(
    r"gì|(?:cái|loại|giọng|nền|video|chủ đề|người|bước|lúc|khi|ngày|chỗ|thế|kiểu|phần|câu|bản) nào|^\s*(?:thế |vậy |mà )?sao|(?<!coi\s)(?<!xem\s)sao\s*$"
    "|sao (?:lại|không|chưa|mà|video|rồi|vậy|thế|ta|nhỉ)|tại sao|vì sao|làm sao|thế nào|ra sao|ở đâu|đâu (?:vậy|rồi|thế)|khi nào|bao giờ"
    r"|bao nhiêu|bao lâu|mấy (?:giờ|phút|giây|câu|giọng|người|cái|loại|kiểu|ngày|phần|bước|nền|chế độ)|^\s*ai|là ai|của ai|cho ai|liệu"
    rf"|chi (?:vậy|rứa|rứa hè)|răng|mô (?:rứa|vậy)|phải {NOT}|(?:có|được|đúng|phải) .{{0,80}}{NOT}(?: (?:em|bạn|ạ|vậy|nhỉ|ta|thế|ad|linh|chị"
    rf"|anh|hả)){{0,8}}\s*$|(?:được|đc|có|phải) {NOT}(?: (?:em|bạn|ạ|vậy)){{0,8}}\s*$|hả(?: em| bạn)?\s*$|(?!\uff41)à\s*$|hay {NOT}|hay sao"
    rf"|chưa(?: (?:em|bạn|ạ|vậy"
    r"|nhỉ))?\s*$"
    r"|^\s*(?:(?:hi|hello|hey|so|and|but|ok|please|em linh)[ ,]+){0,8}(?:what|why|how|when|where|who|whose|which|do(?!n't)|does|did|is|are|was"
    r"|were|can|could|should|will|would|have(?! (?:an?|her|him|it))|has|may|am)(?:'s|'re|n't)?|(?:what|which|who|where) \w+.*\?"
)
_GREETING = (
    "(?:xin chào|chào buổi (?:sáng|trưa|chiều|tối)|chào|hello|helo|hellu|hê lô|hế lô|hé lô|hi+|hey|heyy+|yo|alo+|good (?:morning|evening"
    rf"|afternoon|night)|greetings|xin kính chào|kính chào|hola|a lô)(?: (?:{YOU}|{ME}|mọi người|cả nhà|there|everyone|buổi sáng|bé|nhé|nha|ạ|cô"
    "|all|again|lại|yêu|nhá|nè|hen|em linh)){0,8}"
)
_SMALLTALK = phrase(
    rf"{_GREETING}|cảm ơn|cám ơn|cam on|thank you|thanks?|thx|tks|thank|ty|tạm biệt|bye|bái bai|bai bai|good ?bye|see you|hẹn gặp lại"
    r"|ngủ ngon|good night|ha+ha+(?:ha){0,8}|hi+hi+|he+he+|hì hì|hehe|kk+|lol|lmao|=\)+|:\)+|:d|ok|oke+|okie|okay|okela|được rồi|tốt lắm"
    "|tuyệt vời|tuyệt|dạ|vâng|ừ|uh|um|yes|yeah|yep|no|nope|giỏi|đỉnh|xịn|wow|good job|well done|nice|great|awesome|amazing|perfect|cool"
    "|love (?:it|this|you)|dễ thương|cute|yêu em|thương em|đẹp|hay quá|hay ghê|hay lắm|hay đó|xuất sắc|chúc mừng|chúc (?:em|bạn)|xin lỗi"
    rf"|sorry|khỏe {NOT}|có khỏe|how are you|how's it going|what's up|dạo này|(?:ăn cơm|ăn sáng|ăn) chưa|vui quá|buồn quá|mệt quá|chán quá"
    rf"|em linh ơi|nice to meet you|rất vui|i love|pleasure|{YOU} ơi"
)


_ENDS_ASKING = phrase_at_end(
    rf"(?:có .{{1,60}} {NOT}|đâu rồi|ở đâu|gì|nào|sao|(?:bao nhiêu|mấy)(?: \w+){{0,2}}|bao lâu|chưa|được {NOT}|phải {NOT}|{NOT} (?:em|bạn|ạ|vậy"
    rf"|ad))(?: (?:em|bạn|ạ|vậy|thế|nhỉ|ta|hả"
    rf"|rồi)){{0,3}}"
)
_CHAT_QUESTION = phrase(
    rf"how are you|how's it going|what's up|how have you been|khỏe {NOT}|(?:ăn|uống|ngủ)(?: \w+)? chưa|dạo này (?:thế nào|sao rồi|ra sao)"
    rf"|có (?:vui|mệt|buồn) {NOT}"
)


def is_cancel(plain: str, sentence: Sentence) -> bool:
    """Stop what is being made."""
    part = plain[sentence.start : sentence.end].rstrip(" ,~)(")
    return bool(_CANCEL.search(part)) and not _OF_THE_FILM.search(part)


def is_status(plain: str, sentence: Sentence) -> bool:
    """Asks how far the film is."""
    return bool(_STATUS.search(plain[sentence.start : sentence.end]))


def is_help(plain: str, sentence: Sentence) -> bool:
    """Asks how this program is used."""
    return bool(_HELP.search(plain[sentence.start : sentence.end]))


def is_question(plain: str, sentence: Sentence) -> bool:
    """Asks anything."""
    return sentence.asked or bool(_QUESTION.search(plain[sentence.start : sentence.end]))


def is_chat_question(plain: str, sentence: Sentence) -> bool:
    """A question that wants no answer but kindness."""
    return bool(_CHAT_QUESTION.search(plain[sentence.start : sentence.end]))


def ends_asking(plain: str, sentence: Sentence) -> bool:
    """Whether the last words ask, with or without a question mark: "đâu rồi", "là gì vậy", "được không em"."""
    return bool(_ENDS_ASKING.search(plain, sentence.start, sentence.end))


def is_smalltalk(plain: str, sentence: Sentence) -> bool:
    """A greeting, thanks, praise, a laugh."""
    part = plain[sentence.start : sentence.end]
    return bool(_SMALLTALK.search(part)) or not any(c.isalnum() for c in part)
