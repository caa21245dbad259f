"""The real voice: times, languages, lips, determinism, bad luck."""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import psutil
import pytest

from emlinh_desktop.base import child_process
from emlinh_desktop.base.cancellation import Cancelled, CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, ProductError, ResourceError
from emlinh_desktop.domain.utterance import PhonemeTiming, Utterance, Voice
from emlinh_desktop.speech import espeak_process, espeak_workers
from emlinh_desktop.speech.espeak_engine import EspeakEngine, line_source, make_utterance
from emlinh_desktop.speech.voices import CATALOGUE, find_voice, tuning_of
from tests.unit.speech.speech_checks import assert_sound

_VI = (
    "Hôm nay, Em Linh sẽ kể về biển Đông: những cơn sóng bạc đầu, tàu cá ra khơi từ lúc rạng sáng, và người ngư dân thầm lặng.",
    "Bạn Bình bắt đầu đọc sách lúc 7 giờ, năm 2024, pin bóp mập mạp.",
    "Nguyễn Huệ, Trần Hưng Đạo — và nhiều danh tướng khác; họ dựa vào thủy triều để giữ nước!",
)
_EN = (
    "Hello everyone! Today we will explore the deep ocean: its quiet creatures, its strange lights, and the people who study it.",
    "If you taste it, you will understand at once why our ancestors valued every drop of fresh water in the 1990s.",
    "Happy people - maybe a baby, maybe Pam - put the cup on top of the lamp.",
)


def _speak(tmp_path: Path, *texts: str, voice: str = "vi-north-female", rate_wpm: int | None = None) -> list[Utterance]:
    chosen = find_voice(voice, Language.VI)
    sources = [line_source(text, chosen, rate_wpm or tuning_of(chosen).base_rate_wpm) for text in texts]
    raw_lines = EspeakEngine(tmp_path / "c").speak(sources, CancelToken())
    return [make_utterance(raw, f"line-{n}", CancelToken()) for n, raw in enumerate(raw_lines)]


def _of_word(utterance: Utterance, text: str) -> list[PhonemeTiming]:
    index = [word.text.strip(",.!?") for word in utterance.words].index(text)
    return [phoneme for phoneme in utterance.phonemes if phoneme.word == index]


@pytest.mark.parametrize("voice", CATALOGUE, ids=lambda voice: voice.id)
def test_every_token_is_timed(tmp_path: Path, voice: Voice) -> None:
    for utterance in _speak(tmp_path, *(_VI if voice.language is Language.VI else _EN), voice=voice.id):
        assert_sound(utterance)
        for word in utterance.words:
            if any(char.isalnum() for char in word.text):
                assert word.end_s - word.start_s > 0.02, word


def test_a_number_lasts_as_long_as_its_words(tmp_path: Path) -> None:
    (utterance,) = _speak(tmp_path, "Vào năm 2024 thì khác.")
    year = utterance.words[2]
    assert (year.text, year.char_start, year.char_end) == ("2024", 8, 12)
    assert year.end_s - year.start_s > 0.8
    assert len(_of_word(utterance, "2024")) > 10


def test_dialects_differ(tmp_path: Path) -> None:
    text = "Rồi vua dạy trẻ con hát."
    heard = {region: tuple(p.ipa for p in _speak(tmp_path, text, voice=f"vi-{region}-female")[0].phonemes) for region in ("north", "central", "south")}
    assert len(set(heard.values())) == 3
    british, american = (tuple(p.ipa for p in _speak(tmp_path, "The water is hot.", voice=f"en-{region}-male")[0].phonemes) for region in ("gb", "us"))
    assert british != american


@pytest.mark.parametrize("voice", ["vi-north-female", "vi-central-male", "vi-south-female"])
def test_an_english_word_is_said_in_english_without_breaking_the_sentence(tmp_path: Path, voice: str) -> None:
    utterance, plain = _speak(tmp_path, "Công nghệ blockchain rất hay.", "Công nghệ mới rất hay.", voice=voice)
    said = _of_word(utterance, "blockchain")
    assert {p.language for p in said} == {Language.EN}
    assert [p.ipa for p in said] == ["b", "l", "ɑː", "k", "tʃ", "eɪ", "n"]
    assert {p.language for word in ("Công", "nghệ", "rất", "hay") for p in _of_word(utterance, word)} == {Language.VI}
    assert [p.ipa for p in _of_word(utterance, "rất")] == [p.ipa for p in _of_word(plain, "rất")]
    for index in (0, 1):
        long_s, short_s = (u.words[index].end_s - u.words[index].start_s for u in (utterance, plain))
        assert long_s < 1.15 * short_s
    assert max((p.end_s - p.start_s for p in utterance.phonemes if not p.ipa), default=0) < 0.03


def test_a_vietnamese_name_is_said_in_vietnamese_inside_english(tmp_path: Path) -> None:
    (utterance,) = _speak(tmp_path, "The story of Nguyễn Huệ begins here.", voice="en-us-female")
    assert {p.language for name in ("Nguyễn", "Huệ") for p in _of_word(utterance, name)} == {Language.VI}
    assert {p.language for p in _of_word(utterance, "story")} == {Language.EN}
    assert [p.ipa for p in _of_word(utterance, "Nguyễn")] == ["ŋ", "w", "iɛ", "n"]


def test_lips_have_time_to_close(tmp_path: Path) -> None:
    closures = [
        p.end_s - p.start_s for u in _speak(tmp_path, *_VI) + _speak(tmp_path, *_EN, voice="en-us-female") for p in u.phonemes if p.ipa in "bpm" and p.ipa
    ]
    assert len(closures) >= 30
    assert min(closures) >= 0.02


def _pitch_hz(audio: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    """Fundamental frequency of a short voiced stretch by autocorrelation."""
    windowed = audio * np.hanning(len(audio))
    correlation = np.fft.irfft(np.abs(np.fft.rfft(windowed, 2 * len(windowed))) ** 2)
    low, high = 48_000 // 400, 48_000 // 65
    return 48_000 / (low + int(np.argmax(correlation[low:high])))


@pytest.mark.parametrize("voice", ["vi-north-female", "vi-north-male"])
def test_tones_are_heard(tmp_path: Path, voice: str) -> None:
    """The rising tone ends at least five semitones above the falling one."""
    ends = []
    for word in ("má", "mà"):
        (utterance,) = _speak(tmp_path, f"Đây là {word}.", voice=voice)
        vowel = [p for p in utterance.phonemes if p.word == 2][-1]
        middle = int((vowel.start_s + 0.7 * (vowel.end_s - vowel.start_s)) * 48_000)
        ends.append(_pitch_hz(utterance.audio[middle - 1200 : middle + 1200]))
    assert 12 * np.log2(ends[0] / ends[1]) > 5


def test_a_line_depends_on_nothing_but_itself(tmp_path: Path) -> None:
    together = _speak(tmp_path, *_VI, "Công nghệ blockchain.")
    alone = [_speak(tmp_path, text)[0] for text in (*_VI, "Công nghệ blockchain.")]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.audio, other.audio)
        assert (one.words, one.phonemes) == (other.words, other.phonemes)


def test_a_worker_that_cannot_unload_its_library_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_process, "_WORKER", "tests.unit.speech.one_answer_worker")
    some = _speak(tmp_path, *_VI)
    monkeypatch.undo()
    assert [u.duration_s for u in some] == [u.duration_s for u in _speak(tmp_path, *_VI)]


@pytest.mark.parametrize("text", ["🎉", "---", "…", "🇻🇳 — !!!", "你好 Привет"])
def test_symbols_and_unknown_scripts_alone_are_a_short_silence(tmp_path: Path, text: str) -> None:
    (utterance,) = _speak(tmp_path, text)
    assert 0.1 < utterance.duration_s < 0.5
    assert not utterance.audio.any()
    assert [(w.start_s, w.end_s) for w in utterance.words] == [(0.0, 0.0)] * len(text.split())
    assert utterance.phonemes == ()


_TORTURE = {
    "digits": "9" * 400,
    "vowels": "i" * 1000,
    "hyphens": "-" * 2000 + " a",
    "letters": " ".join(chr(c) for c in range(0x21, 0x2200, 7) if chr(c).isprintable()),
    "markup": 'Một <voice xml:lang="en"> & &amp; [[_^_en x]] ]] hai.',
    "marks": "Xin cha" + "\u0300" * 4 + "o em.",
    "emoji": "Vui 😀😀👨‍👩‍👧 quá 🇻🇳!",
    "quotes": "\"Anh 'ấy' nói\" — “thế” «à» (ừ)?!",
    "latin": " ".join(chr(c) for c in (*range(0xC0, 0x250, 3), *range(0x1E00, 0x1F00, 3)) if chr(c).isalpha()),
    "zero width": "a\u200bb\ufeffc",
    "foreign scripts": "Привет 你好 مرحبا こんにちは bạn",
    "capitals": "XIN CHÀO CÁC BẠN UBND TPHCM",
    "english punctuation": "Dùng blockchain, smartphone; YouTube... Facebook! don't?",
}


@pytest.mark.parametrize("voice", ["vi-north-female", "en-us-male"])
def test_hostile_texts(tmp_path: Path, voice: str) -> None:
    utterances = _speak(tmp_path, *(unicodedata.normalize("NFC", text) for text in _TORTURE.values()), voice=voice)
    for name, utterance in zip(_TORTURE, utterances, strict=True):
        assert_sound(utterance)
        assert utterance.phonemes, name


def test_a_thousand_words_without_a_sign(tmp_path: Path) -> None:
    text = " ".join(["người dân làng chài ra khơi từ sáng sớm"] * 120)
    (utterance,) = _speak(tmp_path, text)
    assert_sound(utterance)
    assert len(utterance.words) > 1000
    lengths = [w.end_s - w.start_s for w in utterance.words]
    assert min(lengths) > 0.05
    assert utterance.duration_s > 200


def test_speaks_from_a_folder_espeak_cannot_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="el") as short:
        monkeypatch.setattr(tempfile, "tempdir", short)
        (utterance,) = _speak(tmp_path / ("x" * 170) / "bộ nhớ", "Xin chào.")
    assert_sound(utterance)


def test_cancel_ends_the_worker(tmp_path: Path) -> None:
    asked = 0

    def also() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    voice = find_voice(None, Language.VI)
    sources = [line_source(f"Câu số {n} của một bài rất dài. " * 20, voice, 160) for n in range(60)]
    with pytest.raises(Cancelled):  # the autouse fixture fails the test if the worker lives on
        EspeakEngine(tmp_path / "c").speak(sources, CancelToken(also=also, poll_s=0.0))


def test_an_unknown_espeak_voice_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emlinh_desktop.speech.voices._VARIANTS", {"female": "nobody", "male": "nobody"})
    with pytest.raises(ResourceError) as caught:
        _speak(tmp_path, "Xin chào.")
    assert caught.value.code is ErrorCode.VOICE_UNAVAILABLE
    assert "nobody" in str(caught.value.params["reason"])


def killed_worker() -> child_process.Child:
    before = set(psutil.Process().children())
    worker = espeak_process.speech_worker()
    (process,) = set(psutil.Process().children()) - before
    process.kill()
    return worker


@pytest.mark.expected_warnings
def test_a_lost_worker_is_asked_again_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def lost_at_first() -> child_process.Child:
        nonlocal calls
        calls += 1
        return killed_worker() if calls == 1 else espeak_process.speech_worker()

    monkeypatch.setattr(espeak_workers, "speech_worker", lost_at_first)
    assert_sound(_speak(tmp_path, "Xin chào các bạn.")[0])
    assert calls == 2


def test_a_worker_started_early_is_asked_first_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early = espeak_process.speech_worker()
    engine = EspeakEngine(tmp_path / "c", early)
    started: list[child_process.Child] = []

    def counted() -> child_process.Child:
        started.append(espeak_process.speech_worker())
        return started[-1]

    monkeypatch.setattr(espeak_workers, "speech_worker", counted)
    source = line_source("Xin chào các bạn.", find_voice(None, Language.VI), 160)
    first = engine.speak([source], CancelToken())[0]
    assert not started
    again = engine.speak([source], CancelToken())[0]
    assert len(started) == 1
    assert np.array_equal(first.samples, again.samples)
    early.end()


@pytest.mark.expected_warnings
def test_a_worker_lost_before_it_was_asked_is_replaced(tmp_path: Path) -> None:
    early = killed_worker()
    source = line_source("Xin chào các bạn.", find_voice(None, Language.VI), 160)
    assert len(EspeakEngine(tmp_path / "c", early).speak([source], CancelToken())[0].samples)


@pytest.mark.expected_warnings
@pytest.mark.parametrize("answer", [b"", b"\x01\x02", b"\xff\xff\x00\x00\xff\xff\x00\x00rest"])
def test_an_answer_that_makes_no_sense_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    said = f"import sys; sys.stdin.read(); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(espeak_workers, "speech_worker", lambda: child_process.Child([sys.executable, "-c", said], reads=True))
    with pytest.raises(ProductError) as caught:
        _speak(tmp_path, "Xin chào.")
    assert caught.value.code is ErrorCode.SPEECH_FAILED
