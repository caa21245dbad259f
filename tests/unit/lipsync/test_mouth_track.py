from __future__ import annotations

import random
import time

import numpy as np
import numpy.typing as npt
import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.shot import MOUTH_PARAMETERS, MouthTrack
from emlinh_desktop.domain.timebase import FPS, frames_for
from emlinh_desktop.domain.utterance import PhonemeTiming, Utterance
from emlinh_desktop.lipsync.mouth_track import CALM_OPENING, QUIET_SHARE, MouthTracker
from emlinh_desktop.lipsync.visemes import PHONEMES, REST, SHAPES
from tests.unit.lipsync.speech import recorded, spoken

LEAD = 6
OPEN, ROUND, PRESS = (MOUTH_PARAMETERS.index(name) for name in ("open", "round", "press"))
RESTING = np.array(REST, dtype=np.float32)
CLOSING = ("p", "b", "m")


def track_of(utterance: Utterance, tail: int = 10) -> MouthTrack:
    return MouthTracker().track(utterance, LEAD, LEAD + frames_for(utterance.duration_s) + tail)


def rows_of(track: MouthTrack, phoneme: PhonemeTiming, margin_s: float = 0.02) -> npt.NDArray[np.float32]:
    """The rows sampled while a phoneme sounds, a hair more on both sides."""
    first = int(np.ceil((phoneme.start_s - margin_s) * FPS)) + LEAD
    last = int(np.floor((phoneme.end_s + margin_s) * FPS)) + LEAD
    return track[first : last + 1]


def is_closed(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    closed: npt.NDArray[np.bool_] = (rows[:, OPEN] == 0.0) & (rows[:, PRESS] > 0.5)
    return closed


def test_shape_range_and_rest_at_both_ends() -> None:
    track = track_of(recorded())
    assert track.dtype == np.float32
    assert track.shape[1] == 7
    assert np.array_equal(track[0], RESTING)
    assert np.array_equal(track[-1], RESTING)
    assert float(np.abs(track).max()) <= 1.0
    assert float(track[:, [OPEN, ROUND, 3, 4, PRESS]].min()) >= 0.0


@pytest.mark.parametrize("phase_ms", range(0, 34, 3))
@pytest.mark.parametrize("ipa", CLOSING)
def test_lips_close_at_every_phase_between_sound_and_frames(ipa: str, phase_ms: int) -> None:
    utterance = spoken(("s", 70), ("a", 100), (ipa, 26), ("aː", 120), ("t", 40), offset_s=phase_ms / 1000)
    track = track_of(utterance)
    (closing,) = (p for p in utterance.phonemes if p.ipa == ipa)
    assert is_closed(rows_of(track, closing)).any()
    vowels = [p for p in utterance.phonemes if p.ipa in ("a", "aː")]
    assert all(float(rows_of(track, v)[:, OPEN].max()) > 0.3 for v in vowels)


@pytest.mark.parametrize("phase_ms", range(0, 34, 3))
def test_f_and_v_set_the_teeth_on_the_lip(phase_ms: int) -> None:
    utterance = spoken(("a", 90), ("v", 50), ("aː", 100), ("f", 60), ("i", 90), offset_s=phase_ms / 1000)
    track = track_of(utterance)
    for sound in (p for p in utterance.phonemes if p.ipa in ("f", "v")):
        rows = rows_of(track, sound)
        assert ((rows[:, PRESS] > 0.8) & (rows[:, 3] == 1.0)).any()


def test_neighbouring_closures_each_have_their_own_frame() -> None:
    utterance = spoken(("a", 90), ("p", 20), ("|", 0), ("v", 40), ("a", 90), ("p", 20), ("|", 0), ("m", 60), ("a", 90))
    track = track_of(utterance)
    for sound in utterance.phonemes:
        rows = rows_of(track, sound, margin_s=0.034)
        if sound.ipa in CLOSING:
            assert is_closed(rows).any()
        if sound.ipa == "v":
            assert (rows[:, 3] == 1.0).any()


@pytest.mark.parametrize("lead", [0, 1, 6])
def test_every_closure_of_a_real_sentence_is_seen(lead: int) -> None:
    utterance = recorded()
    track = MouthTracker().track(utterance, lead, lead + frames_for(utterance.duration_s) + 3)
    closing = [p for p in utterance.phonemes if p.ipa in CLOSING]
    assert len(closing) >= 6
    for phoneme in closing:
        first, last = (phoneme.start_s - 0.02) * FPS + lead, (phoneme.end_s + 0.02) * FPS + lead
        assert is_closed(track[int(np.ceil(first)) : int(last) + 1]).any(), phoneme


def test_labialised_final_closes_and_the_same_final_elsewhere_does_not() -> None:
    for vowel, language, closes in (("o", Language.VI, True), ("a", Language.VI, False), ("o", Language.EN, False)):
        utterance = spoken(("h", 60), (vowel, 100), ("ŋ", 110), language=language)
        assert bool(is_closed(rows_of(track_of(utterance), utterance.phonemes[-1])).any()) is closes


def test_round_vowel_of_another_word_does_not_close_the_lips() -> None:
    utterance = spoken(("t", 60), ("o", 120), ("|", 0), ("k", 80), ("a", 120))
    assert not is_closed(track_of(utterance)).any()


def test_u_with_horn_stays_unrounded_and_u_is_round() -> None:
    def roundest(vowel: str) -> float:
        return float(track_of(spoken(("t", 60), (vowel, 140), ("t", 40)))[:, ROUND].max())

    assert roundest("y") == 0.0
    assert roundest("u") > 0.6


@pytest.mark.parametrize(("pause_ms", "rests"), [(120, False), (400, True)])
def test_long_pauses_bring_the_mouth_to_rest_and_short_ones_do_not(pause_ms: int, rests: bool) -> None:
    utterance = spoken(("s", 60), ("aː", 150), ("", pause_ms), ("s", 70), ("aː", 150))
    track = track_of(utterance)
    rows = rows_of(track, utterance.phonemes[2], margin_s=-0.05)
    at_rest = np.abs(rows - RESTING).max(axis=1) < 0.02
    assert bool(at_rest.any()) is rests


def test_opening_follows_loudness_within_its_line() -> None:
    loud_then_quiet = spoken(("s", 80), ("aː", 400), ("s", 80), ("aː", 400))
    audio = loud_then_quiet.audio.copy()
    audio[len(audio) // 2 :] *= 0.1
    quieter = Utterance("l", "w", "v", audio * 0.05, loud_then_quiet.words, loud_then_quiet.phonemes)
    track = track_of(quieter)
    loud, quiet = (float(rows_of(track, quieter.phonemes[k])[:, OPEN].max()) for k in (1, 3))
    full = SHAPES["D"][OPEN] * CALM_OPENING
    assert loud == pytest.approx(full * 0.85, rel=0.06)  # normalised to the Line, however quiet the recording is
    assert QUIET_SHARE < quiet / loud < 0.8


def test_real_sentence_correlates_with_its_loudness() -> None:
    utterance = recorded()
    track = track_of(utterance)
    hop = len(utterance.audio) // frames_for(utterance.duration_s)
    power = np.array([float((utterance.audio[k * hop : (k + 3) * hop] ** 2).mean()) for k in range(frames_for(utterance.duration_s) - 3)])
    opened = track[LEAD + 1 : LEAD + 1 + len(power), OPEN]
    assert float(np.corrcoef(np.sqrt(power), opened)[0, 1]) > 0.45


def test_no_flicker_and_no_jump() -> None:
    track = track_of(recorded()).astype(float)
    opened = track[:, OPEN]
    free = ~(is_closed(track_of(recorded())) | (track[:, PRESS] > 0.5))
    for k in range(1, len(opened) - 1):
        near_closure = not free[max(0, k - 1) : k + 2].all()
        spike = min(abs(opened[k] - opened[k - 1]), abs(opened[k] - opened[k + 1])) if (opened[k] - opened[k - 1]) * (opened[k + 1] - opened[k]) < 0 else 0.0
        assert near_closure or spike < 0.2, f"frame {k} flickers by {spike:.2f}"
    assert float(np.abs(np.diff(opened)).max()) < 0.7


def test_silence_and_nothing_said_is_a_resting_mouth() -> None:
    for utterance in (spoken(("", 500)), Utterance("l", "", "v", np.zeros(0, np.float32), (), ())):
        track = MouthTracker().track(utterance, 0, 20)
        assert np.array_equal(track, np.tile(RESTING, (20, 1)))
    assert MouthTracker().track(spoken(("a", 100)), 0, 0).shape == (0, 7)


def test_closure_at_the_very_ends_leaves_the_ends_at_rest() -> None:
    utterance = spoken(("m", 80), ("aː", 150), ("m", 80))
    track = MouthTracker().track(utterance, 0, frames_for(utterance.duration_s))
    assert np.array_equal(track[0], RESTING)
    assert np.array_equal(track[-1], RESTING)
    assert is_closed(track[1:4]).any()
    assert is_closed(track[-4:-1]).any()


@pytest.mark.parametrize("seed", range(25))
def test_anything_a_voice_may_say_makes_a_mouth_within_range(seed: int) -> None:
    draw = random.Random(seed)
    names = [*PHONEMES, "", "", "zz", "☃", "ʘ", "m̥"]
    sounds = [(draw.choice(names), draw.choice((0, 1, 5, 20, 33, 70, 110, 250))) for _ in range(draw.randint(1, 60))]
    utterance = spoken(*sounds, language=draw.choice((Language.VI, Language.EN)), offset_s=draw.uniform(0, 0.05))
    frame_count = draw.randint(1, LEAD + frames_for(utterance.duration_s) + 20)  # also a Shot too short for its sound
    track = MouthTracker().track(utterance, draw.randint(0, 9), frame_count)
    assert track.shape == (frame_count, 7)
    assert np.isfinite(track).all()
    assert float(np.abs(track).max()) <= 1.0
    assert np.array_equal(track[[0, -1]], np.stack([RESTING, RESTING]))


def test_a_minute_of_speech_takes_under_a_tenth_of_a_second() -> None:
    syllable = (("m", 70), ("a", 90), ("ŋ", 60), ("|", 0), ("t", 50), ("oʊ", 110), ("k", 40))
    utterance = spoken(*(syllable * 143))
    tracker = MouthTracker()
    best_s = float("inf")
    for _ in range(5):
        before = time.process_time()
        tracker.track(utterance, LEAD, 1830)
        best_s = min(best_s, time.process_time() - before)
    assert best_s < 0.1
