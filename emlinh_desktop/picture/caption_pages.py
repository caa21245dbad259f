"""A Line's words into caption pages: at most two lines, broken where a reader would pause.

Breaks are chosen for the whole Line at once (dynamic programming over word positions): punctuation invites a
break, a word that leans on the next one forbids it, and neither a page nor a line should hold a lonely word.
Limits after the BBC and Netflix subtitle guides: 42 characters a line, two lines.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.shot import CaptionPage
from emlinh_desktop.domain.utterance import WordTiming

LINE_CHARACTERS = 42
PORTRAIT_LINE_CHARACTERS = 28
LEAD_S = 0.12  # a page is there just before its first word
LINGER_S = 0.6  # and stays this long after its last
BRIDGE_S = 1.2  # a shorter gap to the next page is filled by the earlier one

_SENTENCE_END = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')
_CLAUSE_END = (",", ";", ":", "–", "—", ",”", ")")
_MARKS = ".,!?…;:”\"')"
_DASHES = ("-", "–", "—")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that open a clause: a break before them reads well.
_OPENERS = _words(
    "và hoặc nhưng mà để vì nên nếu khi thì là do bởi tuy dù còn rồi cũng như với từ trong trên theo"
    " and or but because so if when while that which who to for with from in on by as than"
)
# Words that lean on the next one: a line never ends with them if it can be helped.
_LEANERS = _words(
    "của những các mỗi một hai ba cái con chiếc bài cuốn rất không chưa đã đang sẽ được bị và hoặc với để vì từ trong trên là"
    " the a an of to in on at and or my your our his her its their very not is are was were will"
)

# Two-syllable words that narration often uses: written apart in Vietnamese, read as one.
_COMPOUNDS = _words(
    "căng_thẳng chúng_ta chúng_tôi mặt_trời mặt_trăng trái_đất thế_giới cuộc_sống con_người gia_đình bạn_bè trẻ_em học_sinh"
    " giáo_viên thời_gian kiến_thức kinh_nghiệm kỹ_năng kĩ_năng thói_quen sức_khỏe sức_khoẻ trí_nhớ tinh_thần cảm_xúc suy_nghĩ"
    " hiểu_biết phát_triển rèn_luyện tập_trung sáng_tạo ngôn_ngữ từ_vựng công_việc công_nghệ khoa_học tự_nhiên môi_trường"
    " không_khí ánh_sáng màu_sắc năng_lượng nhiệt_độ nguyên_nhân kết_quả lợi_ích ý_nghĩa giá_trị vấn_đề giải_pháp phương_pháp"
    " bắt_đầu kết_thúc tiếp_tục thay_đổi cải_thiện giúp_đỡ chia_sẻ tìm_hiểu khám_phá sử_dụng lựa_chọn quyết_định chuẩn_bị"
    " thực_hiện hoàn_thành quan_trọng cần_thiết đơn_giản khác_nhau giống_nhau lẫn_nhau cùng_nhau tuyệt_vời hạnh_phúc thành_công"
    " đầu_tiên cuối_cùng hơn_nữa ngoài_ra ví_dụ tuy_nhiên bởi_vì nếu_như mặc_dù thậm_chí đặc_biệt hiện_nay ngày_nay hôm_nay"
    " hằng_ngày hàng_ngày mỗi_ngày buổi_sáng buổi_tối giấc_ngủ hít_thở tập_luyện thể_dục dinh_dưỡng trái_cây thức_ăn nước_uống"
    " việt_nam hà_nội lịch_sử văn_hóa văn_hoá truyền_thống xã_hội kinh_tế đất_nước nhân_dân giao_tiếp tự_tin kiên_trì đều_đặn"
)

_PAGE_COST = 6.0
_LONELY_COST = 30.0
_CRAMPED_COST = 400.0  # a word longer than a line: it stands alone and is drawn smaller


class CaptionPages:
    """Satisfies the port `CaptionPaginator`. Pure; any thread."""

    def pages(self, text: str, words: Sequence[WordTiming], duration_s: float, composition: str) -> tuple[CaptionPage, ...]:  # noqa: ARG002 - the port's
        """Pages of the words of one Shot; word times are seconds from the Shot's start. No word, no page."""
        if not words:
            return ()
        limit = PORTRAIT_LINE_CHARACTERS if composition == Composition.PORTRAIT else LINE_CHARACTERS
        tokens = [word.text for word in words]
        return _timed(_paged(tokens, limit), words, duration_s)


def _paged(tokens: Sequence[str], limit: int) -> list[tuple[tuple[int, ...], ...]]:
    """The cheapest way to cut the tokens into pages of one or two lines."""
    count = len(tokens)
    best: list[float] = [math.inf] * count + [0.0]
    choice: list[tuple[int, tuple[tuple[int, ...], ...]]] = [(count, ())] * count
    for start in range(count - 1, -1, -1):
        for end in range(start + 1, count + 1):
            lines, cost = _lines(tokens, start, end, limit)
            if cost == math.inf:
                break
            if end - start <= 1 and count > 1:
                cost += _LONELY_COST
            total = _PAGE_COST + cost + (_break_cost(tokens, end) * 2 if end < count else 0.0) + best[end]
            if total < best[start]:
                best[start], choice[start] = total, (end, lines)
    pages = []
    at = 0
    while at < count:
        at, lines = choice[at]
        pages.append(lines)
    return pages


def _lines(tokens: Sequence[str], start: int, end: int, limit: int) -> tuple[tuple[tuple[int, ...], ...], float]:
    """The best one or two lines of tokens[start:end] and what they cost; infinite when they do not fit."""
    whole = _length(tokens, start, end)
    if whole <= limit:
        return (tuple(range(start, end)),), 0.0
    if end - start == 1:
        return ((start,),), _CRAMPED_COST
    best: tuple[tuple[tuple[int, ...], ...], float] = ((), math.inf)
    for middle in range(start + 1, end):
        first, second = _length(tokens, start, middle), _length(tokens, middle, end)
        if first > limit:
            break
        if second > limit:
            continue
        lonely = sum(_LONELY_COST for size in (middle - start, end - middle) if size == 1)
        cost = 12 * abs(first - second) / limit + _break_cost(tokens, middle) + lonely
        if cost < best[1]:
            best = (tuple(range(start, middle)), tuple(range(middle, end))), cost
    return best


def _length(tokens: Sequence[str], start: int, end: int) -> int:
    return sum(len(token) for token in tokens[start:end]) + end - start - 1


def _break_cost(tokens: Sequence[str], at: int) -> float:
    """How badly a break before tokens[at] reads: 0 after a sentence, 14 inside a name."""
    return _pair_cost(tokens[at - 1], tokens[at])


@functools.lru_cache(maxsize=4096)
def _pair_cost(before: str, after: str) -> float:
    if before.endswith(_SENTENCE_END):
        return 0.0
    if before.endswith(_CLAUSE_END) or after in _DASHES:
        return 1.0
    ties = (
        (14.0, before[:1].isupper() and after[:1].isupper()),  # a name
        (13.0, f"{before}_{after.rstrip(_MARKS)}".casefold() in _COMPOUNDS),
        (12.0, not any(char.isalnum() for char in after)),  # an emoji or a sign belongs to what it follows
        (10.0, before[-1:].isdecimal() or before.casefold() in _LEANERS),
    )
    loose = 4.0 if after.casefold() in _OPENERS else 7.0
    return max((cost for cost, tied in ties if tied), default=loose)


def _timed(pages: Sequence[tuple[tuple[int, ...], ...]], words: Sequence[WordTiming], duration_s: float) -> tuple[CaptionPage, ...]:
    """Pages with their times: each from just before its first word until the next page, or a little after its last word."""
    starts: list[float] = []
    earlier_end = 0.0
    for lines in pages:
        starts.append(min(max(words[lines[0][0]].start_s - LEAD_S, earlier_end, 0.0), duration_s))
        earlier_end = words[lines[-1][-1]].end_s
    timed = []
    for index, lines in enumerate(pages):
        spoken_until = words[lines[-1][-1]].end_s
        next_start = starts[index + 1] if index + 1 < len(pages) else duration_s
        bridged = index + 1 < len(pages) and next_start - spoken_until <= BRIDGE_S
        end = next_start if bridged else min(next_start, spoken_until + LINGER_S)
        timed.append(CaptionPage(starts[index], max(starts[index], end), lines))
    return tuple(timed)
