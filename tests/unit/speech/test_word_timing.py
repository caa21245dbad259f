from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.phoneme_track import Phone
from emlinh_desktop.speech.speakable import Spoken, SpokenPiece
from emlinh_desktop.speech.spoken_source import SourceWord
from emlinh_desktop.speech.word_timing import give_tokens, word_timings

_VI = Language.VI


def _phones(*words: int) -> list[Phone]:
    return [Phone("a", 100 * n, 100 * (n + 1), word, 0, _VI) for n, word in enumerate(words)]


def _timed(text: str, pieces: list[tuple[tuple[int, int], str]], phone_words: list[int]) -> list[tuple[str, float, float]]:
    spoken = Spoken(tuple(SpokenPiece(written, said, _VI) for written, said in pieces), "")
    words = [SourceWord(index, word, _VI) for index, (_, said) in enumerate(pieces) for word in said.split()]
    phones = _phones(*phone_words)
    give_tokens(phones, words, spoken, text)
    timings = word_timings(text, phones, [(p.start / 100, p.end / 100) for p in phones])
    assert [text[t.char_start : t.char_end] for t in timings] == [t.text for t in timings] == text.split()
    return [(t.text, t.start_s, t.end_s) for t in timings]


def test_a_number_spans_its_words() -> None:
    assert _timed("năm 24 nay", [((0, 3), "năm"), ((4, 6), "hai mươi tư"), ((7, 10), "nay")], [0, 1, 2, 3, 4]) == [
        ("năm", 0.0, 1.0),
        ("24", 1.0, 4.0),
        ("nay", 4.0, 5.0),
    ]


def test_several_pieces_share_one_token() -> None:
    assert _timed("12A đi", [((0, 2), "mười hai"), ((2, 3), "a"), ((4, 6), "đi")], [0, 1, 2, 3]) == [("12A", 0.0, 3.0), ("đi", 3.0, 4.0)]


def test_one_piece_over_several_tokens() -> None:
    assert _timed("15 000 đồng", [((0, 6), "mười lăm nghìn"), ((7, 11), "đồng")], [0, 1, 2, 3]) == [
        ("15", 0.0, 1.0),
        ("000", 1.0, 3.0),
        ("đồng", 3.0, 4.0),
    ]
    assert _timed("a b", [((0, 3), "một")], [0, 0, 0]) == [("a", 0.0, 2.0), ("b", 2.0, 3.0)]


def test_silent_tokens_have_no_length() -> None:
    assert _timed("— đi 🎉 về", [((0, 1), ""), ((2, 4), "đi"), ((5, 6), ""), ((7, 9), "về")], [0, 1]) == [
        ("—", 0.0, 0.0),
        ("đi", 0.0, 1.0),
        ("🎉", 1.0, 1.0),
        ("về", 1.0, 2.0),
    ]
