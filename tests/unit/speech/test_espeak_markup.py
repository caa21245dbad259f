from __future__ import annotations

from dataclasses import replace

from emlinh_desktop.speech.espeak_frames import SpeakRequest
from emlinh_desktop.speech.espeak_markup import markup

_REQUEST = SpeakRequest((), "vi", "vi+emlinh", 160, 68, {"vi": (50, 70), "en": (20, 40)})


def _words(text: str) -> tuple[tuple[str, str], ...]:
    """ "nghe EN:machine" -> words with languages."""
    pairs = (word.rpartition(":") for word in text.split())
    return tuple((word, language.lower() or "vi") for language, _, word in pairs)


def _made(text: str, voice: str = "vi+emlinh", language: str = "vi") -> tuple[str, list[str]]:
    source = markup(replace(_REQUEST, words=_words(text), voice=voice, language=language), lambda word: "" if word == "x" else f"{word}|")
    return source.ssml, [source.ssml[start : start + 6] for start in source.starts]


def test_plain_words() -> None:
    assert _made("xin chào, em!") == ("xin chào, em!", ["xin ch", "chào, ", "em!"])


def test_english_inside_vietnamese_is_said_in_phonemes_with_signs_outside() -> None:
    ssml, starts = _made("học EN:machine EN:learning, rồi")
    assert ssml == "học [[_^_en-us machine| _^_vi]] [[_^_en-us learning| _^_vi]], rồi"
    assert starts == ["học [[", "[[_^_e", "[[_^_e", "rồi"]


def test_dialects_return_to_their_own_phonemes() -> None:
    assert "_^_vi-hue]]" in _made("EN:chat", voice="vi-vn-x-central+minh")[0]
    assert "_^_vi-sgn]]" in _made("EN:chat", voice="vi-vn-x-south+minh")[0]


def test_long_english_and_words_without_phonemes_get_the_other_voice() -> None:
    for text in ("EN:we EN:shall EN:fight EN:on EN:beaches", "EN:x"):
        ssml, starts = _made("nói " + text + " rồi")
        assert ssml.startswith('nói <voice xml:lang="en-us"><prosody pitch="20" range="40">')
        assert ssml.endswith("</prosody></voice> rồi")
        assert starts[1].startswith(text.split()[0].removeprefix("EN:"))


def test_vietnamese_inside_english_gets_the_other_voice() -> None:
    ssml, starts = _made("EN:story VI:Huệ EN:ends", voice="en-us+emlinh", language="en")
    assert ssml == 'story <voice xml:lang="vi"><prosody pitch="50" range="70">Huệ </prosody></voice> ends'
    assert starts == ["story ", "Huệ </", "ends"]
