from __future__ import annotations

import dataclasses
import itertools
from dataclasses import replace

import numpy as np
import pytest

from emlinh_desktop.domain.shot import Shot
from emlinh_desktop.domain.timebase import FPS
from emlinh_desktop.picture.beats import BLINK_FRAMES, beats_of
from emlinh_desktop.picture.motion import BREATH_PERIOD_S, breath_depth, pose_at
from emlinh_desktop.picture.pose import Pose
from tests.unit.picture.figure_shots import talk

AT_REST = ("blink", "gaze_y", "brow", "cheek", "arm")


def poses(shot: Shot) -> list[Pose]:
    return [pose_at(shot, frame) for frame in range(shot.frame_count)]


def test_a_pose_is_a_pure_function_of_shot_and_frame() -> None:
    there = poses(talk(6.0, seed=4))
    shot = talk(6.0, seed=4)
    back = [pose_at(shot, frame) for frame in reversed(range(shot.frame_count))][::-1]
    assert there == back


def test_the_mouth_is_the_tracks_row() -> None:
    shot = talk(3.0)
    for frame in (0, 20, 45, shot.frame_count - 1):
        assert np.allclose(pose_at(shot, frame).mouth, shot.mouth[frame])


@pytest.mark.parametrize("duration_s", [0.7, 1.5, 3.1, 5.0, 9.7, 21.3])
@pytest.mark.parametrize("seed", range(8))
def test_both_ends_are_at_rest(duration_s: float, seed: int) -> None:
    shot = talk(duration_s, seed)
    for frame in (0, shot.frame_count - 1):
        pose = pose_at(shot, frame)
        for name in AT_REST:
            assert getattr(pose, name) == pytest.approx(getattr(Pose(), name), abs=0.02), name
        assert pose.mouth == pytest.approx(Pose().mouth)


@pytest.mark.parametrize("seed", range(6))
def test_neighbouring_shots_join_without_a_jump(seed: int) -> None:
    first = talk(4.7, seed, motion_in_s=11.3)
    second = talk(5.9, seed + 100, motion_in_s=first.motion_out_s)
    before, after = pose_at(first, first.frame_count - 1), pose_at(second, 0)
    assert abs(before.tilt_deg - after.tilt_deg) < 0.2
    assert abs(before.turn - after.turn) < 0.05
    assert abs(before.nod - after.nod) < 0.05
    assert abs(before.breath - after.breath) < 0.2


@pytest.mark.parametrize("seed", range(10))
def test_nothing_jumps_within_a_shot(seed: int) -> None:
    shot = poses(talk(12.0, seed))
    for a, b in itertools.pairwise(shot):
        assert abs(a.tilt_deg - b.tilt_deg) < 0.9
        assert abs(a.turn - b.turn) < 0.35
        assert abs(a.nod - b.nod) < 0.25
        assert abs(a.arm - b.arm) < 0.25
        assert abs(a.breath - b.breath) < 0.2
        assert abs(a.brow - b.brow) < 0.3
        assert abs(a.gaze_x - b.gaze_x) < 0.5


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("duration_s", [2.3, 4.0, 7.5, 15.0, 40.0])
def test_blinks_are_whole_and_two_to_six_seconds_apart(duration_s: float, seed: int) -> None:
    shot = talk(duration_s, seed)
    blinks = beats_of(shot).blinks
    assert blinks
    assert blinks[0] >= 0.9 * FPS
    assert blinks[-1] + len(BLINK_FRAMES) <= shot.frame_count - 0.9 * FPS
    gaps_s = np.diff(blinks) / FPS
    assert (gaps_s > 1.9).all()
    assert (gaps_s < 6.1).all()
    across_s = (blinks[0] + shot.frame_count - blinks[-1]) / FPS  # to the same Shot again
    assert across_s > 1.9
    assert across_s < 6.3 or duration_s < 5.0


def test_a_blink_closes_both_eyes_for_about_200_ms() -> None:
    shot = talk(9.0, seed=3)
    first = beats_of(shot).blinks[0]
    lids = [pose_at(shot, frame).blink for frame in range(first - 1, first + len(BLINK_FRAMES) + 1)]
    assert lids[0] == 0.0
    assert lids[-1] == 0.0
    assert max(lids) == 1.0
    assert len(BLINK_FRAMES) / FPS == pytest.approx(0.2)


def test_different_seeds_blink_at_different_times() -> None:
    assert len({beats_of(talk(8.0, seed)).blinks for seed in range(10)}) > 7


def test_gestures_come_in_about_half_of_the_long_shots_and_never_in_short_ones() -> None:
    long_ones = [beats_of(talk(6.0, seed)).gesture for seed in range(120)]
    made = [gesture for gesture in long_ones if gesture is not None]
    assert 40 < len(made) < 80
    for start_s, end_s, ease_s in made:
        assert start_s >= 0.3
        assert end_s <= 5.8
        assert 1.0 <= end_s - start_s - 2 * ease_s <= 2.0
    assert all(beats_of(talk(2.9, seed)).gesture is None for seed in range(30))


def test_the_open_hand_is_reached_and_held() -> None:
    shot = next(s for s in (talk(6.0, seed) for seed in range(20)) if beats_of(s).gesture)
    arms = [pose.arm for pose in poses(shot)]
    assert max(arms) == 1.0
    assert sum(arm == 1.0 for arm in arms) >= FPS


def test_breath_is_continuous_and_has_its_period() -> None:
    times_s = np.linspace(0, 3 * BREATH_PERIOD_S, 2000)
    depth = np.array([breath_depth(float(t)) for t in times_s])
    assert depth.min() >= 0.0
    assert depth.max() <= 1.0
    assert np.abs(np.diff(depth)).max() < 0.02
    assert breath_depth(1.0) == pytest.approx(breath_depth(1.0 + BREATH_PERIOD_S))


def test_still_moments_live() -> None:
    shot = talk(6.0, seed=2)
    quiet = replace(shot, mouth=np.tile(shot.mouth[:1], (shot.frame_count, 1)), words=(), phonemes=())
    assert len({(pose.tilt_deg, pose.breath) for pose in poses(quiet)}) > 15


def test_accents_fall_on_strong_words_and_are_sparing() -> None:
    shot = talk(12.0, seed=6)
    beats = beats_of(shot)
    assert 3 <= len(beats.accents) <= 7
    assert 2 <= len(beats.nods) <= 4
    strengths = {round(word.start_s, 3): float(shot.mouth[round(word.start_s * FPS) : round(word.end_s * FPS), 0].max()) for word in shot.words}
    chosen = [strengths[round(start_s + 0.2, 3)] for start_s, _, _ in beats.accents]
    assert np.mean(chosen) > np.mean(list(strengths.values())) + 0.05


def test_most_frames_change_the_face_alone() -> None:
    """The promise the render engine's speed stands on."""
    share = []
    for seed in range(6):
        frames = poses(talk(10.0, seed))
        moved = [(p.tilt_deg, p.turn, p.nod, p.breath, p.arm) for p in frames]
        share.append(np.mean([a != b for a, b in itertools.pairwise(moved)]))
    assert float(np.mean(share)) < 0.45


def test_eyes_smile_in_the_silence_that_ends_a_talk() -> None:
    ending, middle = talk(5.0, tail_s=1.6), talk(5.0, tail_s=0.4)
    assert max(pose.cheek for pose in poses(ending)) > 0.6
    assert max(pose.cheek for pose in poses(middle)) == Pose().cheek


def test_a_shot_without_words_has_poses() -> None:
    empty = dataclasses.replace(talk(1.0), words=(), phonemes=())
    assert len(poses(empty)) == 30
