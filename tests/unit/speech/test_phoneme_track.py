"""Hand-made marks: what espeak was seen to report, in small."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.espeak_frames import Mark, RawSpeech
from emlinh_desktop.speech.phoneme_track import phones_of, shares
from emlinh_desktop.speech.spoken_source import SourceWord


def _speech(marks: list[Mark], sample_count: int = 20_000) -> RawSpeech:
    return RawSpeech(bytes(2 * sample_count), tuple(marks))


def _words(*texts: str, language: Language = Language.VI) -> list[SourceWord]:
    return [SourceWord(index, text, language) for index, text in enumerate(texts)]


def test_a_stop_owns_the_short_pause_before_it() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 0, "ˈa"), Mark(-1, 5000, ""), Mark(1, 5000, None), Mark(-1, 5000, ""), Mark(-1, 5770, "b"), Mark(-1, 6300, "i")]
    phones = phones_of(_speech(marks), _words("a", "bi"))
    assert [(p.ipa, p.start, p.end, p.word) for p in phones] == [("a", 0, 5000, 0), ("b", 5000, 6300, 1), ("i", 6300, 20_000, 1)]


def test_a_stop_owns_the_beginning_of_its_word() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 300, "m"), Mark(1, 4000, None), Mark(-1, 4700, "b"), Mark(-1, 5100, "l")]
    phones = phones_of(_speech(marks), _words("m", "bl", language=Language.EN))
    assert [(p.ipa, p.start, p.end) for p in phones] == [("m", 0, 4000), ("b", 4000, 5100), ("l", 5100, 20_000)]


def test_a_long_pause_stays_a_pause() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 0, "a"), Mark(-1, 5000, ""), Mark(1, 9000, None), Mark(-1, 9300, "k"), Mark(-1, 10_000, "a")]
    phones = phones_of(_speech(marks), _words("a", "ka"))
    assert [(p.ipa, p.start) for p in phones] == [("a", 0), ("", 5000), ("k", 9000), ("a", 10_000)]
    assert phones[1].word == -1


def test_words_merged_by_espeak_share_its_phonemes() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 0, "ɪ"), Mark(-1, 1000, "n"), Mark(-1, 2000, "ð"), Mark(-1, 3000, "ə"), Mark(2, 4000, None), Mark(-1, 4000, "s")]
    phones = phones_of(_speech(marks), _words("in", "the", "sea", language=Language.EN))
    assert [(p.ipa, p.word) for p in phones] == [("ɪ", 0), ("n", 0), ("ð", 1), ("ə", 1), ("s", 2)]


def test_a_merged_word_keeps_its_vowel() -> None:
    marks = [Mark(0, 0, None), *(Mark(-1, 1000 * n, name) for n, name in enumerate(("w", "iː", "ʃ", "ɐ", "l")))]
    phones = phones_of(_speech(marks), _words("we", "shall", language=Language.EN))
    assert [(p.ipa, p.word) for p in phones] == [("w", 0), ("iː", 0), ("ʃ", 1), ("ɐ", 1), ("l", 1)]


def test_an_l_melted_into_its_vowel_gets_a_part_of_it() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 0, "b"), Mark(-1, 1000, "ˈɔː"), Mark(-1, 4000, "l"), Mark(-1, 4000, "")]
    phones = phones_of(_speech(marks), _words("ball", language=Language.EN))
    assert [(p.ipa, p.start, p.end) for p in phones] == [("b", 0, 1000), ("ɔː", 1000, 3000), ("l", 3000, 4000), ("", 4000, 20_000)]


def test_language_marks_are_read_and_removed() -> None:
    marks = [Mark(0, 0, None), Mark(-1, 0, "(en)"), Mark(-1, 0, "m"), Mark(-1, 900, "ˈiː"), Mark(-1, 1800, "(vi-sgn"), Mark(1, 1900, None), Mark(-1, 1900, "z")]
    phones = phones_of(_speech(marks), _words("me", "rất"))
    assert [(p.ipa, p.language, p.stress) for p in phones if p.ipa] == [("m", Language.EN, 0), ("iː", Language.EN, 2), ("z", Language.VI, 0)]


def test_every_share_gets_something() -> None:
    assert shares(4, [1, 1]) == [0, 0, 1, 1]
    assert shares(3, [100, 1, 1]) == [0, 1, 2]
    assert shares(2, [1, 1, 1]) == [0, 1]
    for count in range(1, 30):
        dealt = shares(count, [3, 0, 9, 1])
        assert dealt == sorted(dealt)
        assert len(dealt) == count
        assert set(dealt) == set(range(min(count, 4)))
