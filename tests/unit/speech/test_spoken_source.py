from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import Spoken, SpokenPiece
from emlinh_desktop.speech.spoken_source import request_of, source_words, stretches
from emlinh_desktop.speech.voices import find_voice, tuning_of


def _spoken(*texts: str) -> Spoken:
    return Spoken(tuple(SpokenPiece((n, n + 1), text, Language.VI) for n, text in enumerate(texts)), " ".join(texts))


def _texts(*texts: str) -> list[str]:
    return [word.text for word in source_words(_spoken(*texts))]


def test_signs_alone_join_the_word_before() -> None:
    assert _texts("chào", ",", "các bạn", "!?", "!") == ["chào,", "các", "bạn!"]
    assert _texts(",", "chào") == ["chào"]


def test_marks_at_the_edge_of_a_word_are_not_read() -> None:
    assert _texts("-xin", "chào-", "'bạn'", "don't", "e-mail") == ["xin", "chào", "bạn", "don't", "e-mail"]


def test_markup_and_other_scripts_never_reach_the_voice() -> None:
    assert _texts('<voice name="x">hai</voice>', "[[_^_en", "你好", "Привет bạn", "a&b") == ["voice", "name", "x", "hai", "voice", "en", "bạn", "a", "b"]


def test_pieces_are_remembered() -> None:
    assert [word.piece for word in source_words(_spoken("hai nghìn", "", "năm"))] == [0, 0, 2]


def test_a_word_longer_than_espeak_holds_is_cut() -> None:
    assert [len(text) for text in _texts("i" * 200)] == [80, 80, 40]


def test_a_sentence_is_one_stretch_and_a_long_one_is_cut_at_pauses() -> None:
    assert len(stretches(source_words(_spoken(*["người"] * 40)))) == 1
    words = source_words(_spoken(*["một", "hai", "ba,"] * 100))
    cut = stretches(words)
    assert len(cut) > 2
    assert all(stretch.words[-1].text == "ba," for stretch in cut)
    assert [word for stretch in cut for word in stretch.words] == list(words)
    assert [stretch.first_word for stretch in cut] == [sum(len(s.words) for s in cut[:n]) for n in range(len(cut))]


def test_without_pauses_a_stretch_still_ends() -> None:
    cut = stretches(source_words(_spoken(*["người"] * 1000)))
    assert max(sum(len(word.text) + 1 for word in stretch.words) for stretch in cut) < 450


def test_nothing_to_say_is_nothing_to_ask() -> None:
    assert stretches(source_words(_spoken("", "—", "🎉"))) == ()


def test_a_request_names_each_words_language() -> None:
    voice = find_voice(None, Language.VI)
    words = source_words(Spoken((SpokenPiece((0, 3), "học", Language.VI), SpokenPiece((4, 11), "machine", Language.EN)), ""))
    request = request_of(stretches(words)[0], tuning_of(voice), voice.language, 165)
    assert request.words == (("học", "vi"), ("machine", "en"))
    assert (request.language, request.voice, request.rate_wpm) == ("vi", "vi+emlinh", 165)
