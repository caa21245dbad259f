"""Changes of the film at hand: "đổi nền sang văn phòng và tắt phụ đề", "make it vertical", "nói chậm lại"."""

from __future__ import annotations

import re
from typing import Any

from emlinh_desktop.chat.backgrounds import GROUND
from emlinh_desktop.chat.captions import CAPTIONS, MUSIC, music_mood
from emlinh_desktop.chat.line_edits import find_line_edits
from emlinh_desktop.chat.meaning import OTHER_MUSIC, Edit
from emlinh_desktop.chat.message_text import MessageText
from emlinh_desktop.chat.phrase import ME, NOT, YOU, expanded, phrase, phrase_at_end
from emlinh_desktop.chat.stated import find_stated
from emlinh_desktop.chat.stated_value import Stated
from emlinh_desktop.chat.topics import leftover, read_topic
from emlinh_desktop.chat.voices import VOICE

_DO = (
    "(?:đổi lại|đổi|chuyển|thay|sửa|chỉnh|xoay|quay|rút|cắt|kéo dài|kéo|tăng|giảm|bật|tắt|mở|xóa|bỏ|thêm|chèn|cho|để|dùng|lấy|chọn|xài"
    "|đưa|làm lại|làm|tạo lại|dựng lại|render lại|xuất lại|xuất|set|gỡ|ẩn|hiện|hạ|nâng|vặn|thu|nới|bớt|gọt|lồng|ghép|đọc|nói|"
    "change|switch|turn|remove|delete|insert|replace|shorten|lengthen|extend|make|use|set|put|add|show|hide|trim|shave|knock|cut|speed|slow|speak|talk"
    "|read|convert|rotate|drop|enable|disable|swap|lower|raise|reduce|increase|give|go|try|redo|remake|pick|choose|mute|have|let|want|need"
    "|resize|reformat|crop|prefer|coi sao|xem sao|coi thử|xem thử|thử|muốn|cần|thích|render|export)"
)
_DO_RULE = phrase(_DO)
_FIRM_DO = phrase("đổi|chuyển|thay|sửa|chỉnh|xoay|rút|cắt|tăng|giảm|bật|tắt|xóa|bỏ|thêm|dùng|change|switch|turn|remove|use|make|add")
_CLAUSES = re.compile(
    rf"\s+(?={expanded('(?:giữ|vẫn giữ|để nguyên|keep) ')})|"
    r"(?<!\d),|,(?!\d)|;|[.!?…]+(?=\s|$)|\n"
    rf"|{phrase('và|rồi|xong|sau đó|đồng thời|với lại|nhưng(?: mà)?|and then|then|and|but|also|plus|cùng với').pattern}"
)
_LEAVE = phrase(
    rf"(?:đừng|{NOT} (?:cần|được|phải|nên|muốn)?|chưa|khỏi|thôi khỏi|don't|do not|never|no need to)(?: (?:có|bao giờ|cần|phải|want you to|want to"
    rf"|vội)){{0,8}} {_DO}|(?:giữ|để) nguyên|giữ|vẫn (?:để|giữ)|leave|keep|{NOT} (?:thích|ưa|khoái|mê)|ghét|don't like|dislike|hate|để yên|stay|as is"
    rf"|đã|vừa|hôm qua|từng|already"
)
_TOO = phrase(rf"(?:quá|hơi|lắm|bị|sai|thừa|dở|xấu|rối|chói|chán|trầm quá|too|ugly|boring|wrong|{NOT} (?:hợp|đẹp|hay|ổn)|chưa (?:hợp|đẹp|hay|ổn)|nghe như)")
_AGAIN = phrase("lại|hơn|bớt|đi|lên|thành|sang|qua|xuống")
_UNDO = phrase(
    "(?:quay|trở|về|lùi|đưa)(?: (?:lại|về|trở lại|trở về))+ (?:cái |với )?(?:bản|phiên bản|video|cái|như|lúc|bước)? ?(?:trước|cũ|ban đầu"
    "|đầu tiên|gốc|hồi nãy|lúc nãy|lúc trước|kia|trước đó)|(?:lấy|dùng|trả|cho|đổi|khôi phục|phục hồi|restore|để|xài)(?: (?:lại|về|mình"
    "|lại cho)){0,8} (?:cái )?(?:bản|phiên bản|như) (?:trước|cũ|ban đầu|gốc|hồi nãy|lúc nãy|đầu tiên|lúc đầu|kia)|"
    r"(?:bản|phiên bản) (?:trước|cũ|đầu|gốc)[^.;\n]{0,40} (?:quay|trở|lấy|trả|đổi|dùng|đưa)(?: lại| về){1,2}(?: đi| nhé| nha)?\s*$|hoàn tác|undo"
    r"|revert|roll ?back|^\s*(?:please )?go back\s*$|^\s*(?:the )?(?:previous|old|last) version(?: please)?\s*$|go back(?: to)?(?: the)? (?:previous"
    r"|last|old|earlier|original|before)|(?:restore|bring back|use"
    "|back to) the (?:previous|old|last|original|earlier) (?:version|one|video|cut)|back to the previous version|"
    "(?:bỏ|hủy|xóa|cancel|discard|drop)(?: (?:cái|các|những|mọi|hết|the|my|all))* (?:thay đổi|chỉnh sửa|sửa đổi|changes?|last change"
    "|edits?)(?: (?:vừa rồi|lúc nãy"
    r"|cuối|vừa nãy|đó))?|trả lại như (?:cũ|trước|ban đầu)|như cũ|như ban đầu|quay xe|ctrl ?\+? ?z|lùi lại một bước"
)
_REPLACED = phrase(r"(?:thay(?: thế)?|đổi|chuyển|replace|swap|change|switch|from|từ) .{1,60}? (?:bằng|thành|sang|qua|with|to|for|into)")
_INTO_LAST = phrase("bằng|thành|sang|qua|with|to|for|into")
_LESS = phrase(
    r"ngắn(?: gọn)?(?: \w+)? (?:hơn|lại|bớt|đi|thôi|chút)|ngắn hơn|ngắn lại|rút ngắn|thu ngắn|rút gọn|cắt ngắn|bớt dài|gọn (?:hơn|lại)|cô đọng"
    "|shorter|shorten|more concise|trim (?:it|the video)(?: down)?|cut it down|tighten"
)
_LONGER = phrase(r"dài gấp (?:đôi|rưỡi|ba)|twice as long|dài(?: \w+)? (?:hơn|ra|thêm)|dài ra|kéo dài(?: ra| thêm)?|nới dài|longer|lengthen|extend|stretch")
_TO_LENGTH = re.compile(phrase("còn|xuống còn|xuống|thành|lên|lên tới|đến|tới|chỉ còn|to|down to|up to|into|là|đúng|in|chỉ").pattern + r"\s*$")
_BY_LENGTH = re.compile(
    phrase("thêm|thêm vào|bớt|bớt đi|đi|by|extra|another|more|off|hơn|cắt|bỏ|giảm|giảm đi|cắt ngắn|rút ngắn|tăng|trừ|add|trim|cut").pattern + r"\s*$"
)
_BY_MORE = phrase(r"(?:ngắn|(?<!kéo\s)dài) hơn(?: khoảng| chừng| tầm)? \d+")
_MORE_AFTER = phrase(r"(?:nữa|more|longer|shorter|off|extra)")
_SHORTEN = phrase("cắt|bớt|giảm|rút|ngắn|bỏ|thu|gọt|shave|knock|trim|cut|shorten|shorter|reduce|off|less|remove|take")
_SLOW = phrase(
    "chậm(?: rãi| chậm)?(?: (?:lại|hơn|thôi|đi|xuống|chút|một chút|một tí|tí|xíu|bớt|nữa|vừa|lại|giúp))|đọc chậm|nói chậm|bớt nhanh"
    "|giảm (?:bớt )?(?:tốc độ|tốc|nhịp)|từ từ thôi|từ từ lại|slower|slow (?:it |the voice |things )?down|more slowly|hạ tốc độ|thong thả|(?:reduce"
    "|lower|decrease) the (?:speaking )?(?:speed|pace|tempo)|chậm$"
)
_FAST = phrase(
    "nhanh(?: (?:lên|hơn|nữa|chút|một chút|một tí|tí|xíu|thêm|đi))|lẹ (?:lên|hơn)|đọc nhanh|nói nhanh|tăng (?:thêm )?(?:tốc độ|tốc|nhịp)"
    "|đẩy (?:nhanh )?tốc|bớt chậm|faster|speed (?:it |things |the voice )?up|more quickly|quicker|(?:increase|raise) the (?:speaking )?(?:speed"
    "|pace|tempo)|nâng tốc độ"
)
_MUSIC = phrase(MUSIC)
_MUSIC_DOWN = phrase(
    "nhỏ(?: (?:lại|bớt|đi|xuống|hơn|thôi|tiếng))|bé (?:lại|hơn|đi)|giảm(?: bớt)?|vặn nhỏ|hạ(?: nhỏ)?|bớt to|bớt lớn|bớt(?: lại| đi| xuống| chút| tí)"
    "|cho nhỏ|turn (?:it "
    "|the music )?down|lower|quieter|softer|less loud|reduce|decrease|down|nhỏ$|khẽ|êm (?:lại|hơn)"
    rf"|nhỏ(?: cái)? {MUSIC} (?:lại|đi|xuống|thôi|bớt)"
)
_MUSIC_UP = phrase("to (?:lên|hơn)|lớn (?:lên|hơn)|tăng|vặn to|vặn lớn|mở to|mở lớn|cho to|turn (?:it |the music )?up|louder|raise|increase|boost|up")
_OTHER = phrase(rf"{MUSIC} khác|(?:another|a different|different|other) (?:piece of )?{MUSIC}")
_WHEN_OFF = (
    (_MUSIC, (Edit("music", music=False),)),
    (phrase(CAPTIONS), (Edit("captions", captions=False),)),
    (phrase(GROUND), (Edit("background", background="none"),)),
)
_NOUNS = (("nền", phrase(GROUND)), ("giọng", phrase(VOICE)))
_LEADS_TO_VALUE = re.compile(rf"(?:{phrase(rf'{_DO}|{ME}|{YOU}|sang|thành|qua|thì|hãy|lại|to|into|it').pattern}\s*)+")
_THINGS = phrase(rf"{MUSIC}|{CAPTIONS}|{GROUND}|{VOICE}")
_JUST_OFF = phrase_at_end(
    rf"(?:tắt|bỏ|dẹp|ẩn|gỡ|xóa|turn (?:it|them|that|this) off|(?:remove|hide|drop|get rid of|lose) (?:it|them|that|this))(?: (?:nó|đi|luôn|hết|giùm"
    rf"|dùm|giúp|hộ|cho"
    rf"|nha|nhé|ạ|với|please|{ME}|{YOU})){{0,5}}\s*"
)
_TOPIC = phrase(
    "(?:đổi|chuyển|thay|sửa|change|switch)(?: lại)?(?: (?:cái|the))? (?:chủ đề|đề tài|topic|subject)(?: .{0,40}?)? (?:thành|sang|qua|về|bằng|to|into)"
)
_SWITCH_DOWN = phrase("tắt|bỏ|gỡ|ẩn|xóa|turn off|remove|hide|disable|drop|delete|mute")
_KINDS = (("background",), ("composition",), ("voice", "voice_gender", "voice_region"), ("speed",), ("captions",), ("music", "music_mood"), ("language",))


def read_edits(message: MessageText, quotes: dict[int, str]) -> tuple[Edit, ...]:
    """The changes a message asks for, each kind once; empty where it asks for none. Questions must be sorted out before."""
    plain = message.plain
    undo = _UNDO.search(plain)
    if undo and not _LEAVE.search(plain, 0, undo.start()):
        return (Edit("undo"),)
    topic = _topic(message)
    if topic is not None:
        return (topic,)
    lines = find_line_edits(message, quotes)
    found = list(lines.edits)
    about = ""
    for start, end in _clauses(lines.rest):
        clause = lines.rest[start:end]
        edits = _clause_edits(clause, about) or _bare_value(clause, about)
        found += [edit for edit in edits if all(edit.kind != known.kind for known in found)]
        about = clause if _THINGS.search(clause) else about
    return tuple(found)


def _bare_value(clause: str, about: str) -> list[Edit]:
    """ "Đổi cái nền khác, trừu tượng đi": the second clause names the value, the first the thing."""
    for noun, rule in _NOUNS:
        if rule.search(about):
            named = f"{noun} {_LEADS_TO_VALUE.sub('', clause.strip())}"
            stated = [s for s in find_stated(named) if s.start == 0 and s.end > len(noun)]
            if stated:
                return _named(named, stated, told=True)
    return []


def _clauses(plain: str) -> list[tuple[int, int]]:
    found, place = [], 0
    stated = find_stated(plain)
    for match in _CLAUSES.finditer(plain):
        if any(s.start < match.start() and s.end > match.end() for s in stated):
            continue
        found.append((place, match.start()))
        place = match.end()
    found.append((place, len(plain)))
    return [(a, b) for a, b in found if plain[a:b].strip()]


def _topic(message: MessageText) -> Edit | None:
    match = _TOPIC.search(message.plain)
    if match is None:
        return None
    topic = read_topic(message.plain, match.end(), len(message.plain), {})
    return Edit("topic", topic=message.words(*topic.span).strip("\"'“”")) if topic.span else None


def _clause_edits(clause: str, about: str) -> list[Edit]:
    stated = find_stated(clause)
    if _LEAVE.search(clause) and (_SWITCH_DOWN.search(clause) or not any(s.fields.get(name) is False for s in stated for name in ("captions", "music"))):
        return []
    told = _AGAIN.search(clause) or _DO_RULE.search(clause)
    if _TOO.search(clause) and not (_AGAIN.search(clause) or _FIRM_DO.search(clause)):
        return []
    edits: list[Edit] = []
    if _MUSIC.search(clause) or (_MUSIC.search(about) and not stated):
        edits += _music_volume(clause) or _other_music(clause, stated)
    edits += _length(clause, stated, bool(told))
    if not edits or edits[0].kind != "music":
        edits += _speed(clause)
    named = _named(clause, stated, bool(edits) or bool(told))
    more = [edit for edit in named if all(edit.kind != known.kind for known in edits)]  # "cho nhạc nhỏ lại" does not ask for music
    return edits + more or _put_away(clause, about, stated)


def _put_away(clause: str, about: str, stated: list[Stated]) -> list[Edit]:
    """ "Chữ chạy vướng quá, tắt đi": the thing named before is switched off."""
    off = _JUST_OFF.search(clause)
    if off is None or stated:
        return []
    before = clause[: off.start()]
    if before.strip() and not _THINGS.search(before):
        return []
    names = before if _THINGS.search(before) else about
    return next((list(edits) for rule, edits in _WHEN_OFF if rule.search(names)), [])


def _music_volume(clause: str) -> list[Edit]:
    if _MUSIC_DOWN.search(clause):
        return [Edit("music", volume="down")]
    return [Edit("music", volume="up")] if _MUSIC_UP.search(clause) else []


def _other_music(clause: str, stated: list[Stated]) -> list[Edit]:
    """ "đổi nhạc sang vui hơn", "make the music calmer": another piece, where none is stated otherwise."""
    if not _DO_RULE.search(clause) or any("music" in s.fields for s in stated):
        return []
    mood = OTHER_MUSIC if _OTHER.search(clause) else music_mood(clause)
    return [Edit("music", music=True, music_mood=mood)] if mood else []


def _length(clause: str, stated: list[Stated], told: bool) -> list[Edit]:
    lengths = [s for s in stated if "duration_s" in s.fields]
    if not lengths:
        if _LESS.search(clause):
            return [Edit("duration", direction="shorter")]
        return [Edit("duration", direction="longer")] if _LONGER.search(clause) else []
    length = lengths[-1]
    told = told or bool(_TO_LENGTH.search(clause[: length.start]) or _LESS.search(clause) or _LONGER.search(clause))
    if not told and leftover(clause, 0, len(clause), stated):
        return []
    seconds = float(length.fields["duration_s"])
    before, after = clause[: length.start], clause[length.end :]
    shorter = bool(_SHORTEN.search(clause))
    if not _TO_LENGTH.search(before) and (_BY_MORE.search(clause) or _BY_LENGTH.search(before) or _MORE_AFTER.match(after.lstrip())):
        return [Edit("duration", delta_s=-seconds if shorter else seconds)]
    return [Edit("duration", duration_s=seconds)]


def _speed(clause: str) -> list[Edit]:
    slow, fast = _SLOW.search(clause), _FAST.search(clause)
    if slow and not (fast and fast.start() > slow.start()):
        return [Edit("speed", speed="chậm")]
    return [Edit("speed", speed="nhanh")] if fast else []


def _named(clause: str, stated: list[Stated], told: bool) -> list[Edit]:
    """Values named in the clause; of "thay X bằng Y" only Y."""
    replaced = _REPLACED.search(clause)
    if replaced:
        kept = [s for s in stated if s.start >= _last_into(clause, replaced)]
        stated = kept or stated
    if not told and leftover(clause, 0, len(clause), stated):
        return []
    edits: list[Edit] = []
    for names in _KINDS:
        values: dict[str, Any] = {}
        for one in stated:
            values |= {name: value for name, value in one.fields.items() if name in names}
        if values and not (names == ("speed",) and (_SLOW.search(clause) or _FAST.search(clause))):
            kind = names[0]
            edits.append(Edit(kind, **values))
    return edits


def _last_into(clause: str, replaced: re.Match[str]) -> int:
    return [m.start() for m in _INTO_LAST.finditer(clause, replaced.start())][-1]
