"""A later plan starts from the earlier one: only edited Lines change."""

from __future__ import annotations

from itertools import pairwise

import pytest

from emlinh_desktop.domain.brief import Composition, Language
from emlinh_desktop.domain.script import Script, make_lines
from emlinh_desktop.domain.shot import Background, FilmPlan, Look
from emlinh_desktop.domain.utterance import Narration, SpokenLine
from emlinh_desktop.pipeline.planning import PlannedFilm, make_shots, plan_film
from tests.unit.pipeline.fakes import VOICE, FakeLips, FakePages, utterance

LOOK = Look(Composition.LANDSCAPE, Background("office"), "em-linh", captions=True)
TEXTS = [f"Đây là câu số {n} của bài nói về đọc sách." for n in range(8)]


def planned(texts: list[str], earlier: FilmPlan | None = None) -> PlannedFilm:
    script = Script("Đọc sách", Language.VI, make_lines((t, False) for t in texts), "own", draft=False)
    narration = Narration(VOICE, 1.0, 0.5, tuple(SpokenLine(utterance(line), 0.4) for line in script.lines))
    plan = plan_film(script, narration, earlier)
    return make_shots(plan, narration, LOOK, FakeLips(), FakePages())


def same(a: PlannedFilm, b: PlannedFilm, text: str) -> bool:
    one, two = (next(s for s in film.shots if s.text == text) for film in (a, b))
    return (one.frame_count, one.seed, one.motion_in_s, one.motion_out_s, one.title) == (
        two.frame_count,
        two.seed,
        two.motion_in_s,
        two.motion_out_s,
        two.title,
    )


def assert_continuous(film: PlannedFilm) -> None:
    for before, after in pairwise(film.shots):
        assert after.motion_in_s == pytest.approx(before.motion_out_s)
        assert after.motion_out_s > after.motion_in_s


def test_sound_is_whole_frames_and_the_first_plan_runs_at_natural_speed() -> None:
    film = planned(TEXTS)
    assert_continuous(film)
    for shot, audio in zip(film.shots, film.audio, strict=True):
        assert len(audio) == shot.frame_count * 1600
        assert shot.motion_out_s - shot.motion_in_s == pytest.approx(shot.frame_count / 30)


def test_the_title_stands_over_the_first_shots_only() -> None:
    film = planned(TEXTS)
    cues = [shot.title for shot in film.shots]
    shown = [cue for cue in cues if cue is not None]
    assert 0 < len(shown) < len(cues)
    assert shown[0].fades_in
    assert shown[-1].fades_out
    assert sum(s.frame_count for s in film.shots if s.title) >= 3.5 * 30


def test_an_edited_line_changes_only_its_own_shot() -> None:
    first = planned(TEXTS)
    edited = [*TEXTS[:3], "Một câu hoàn toàn mới.", *TEXTS[4:]]
    second = planned(edited, first.plan)
    assert_continuous(second)
    assert all(same(first, second, text) for text in edited if text in TEXTS)


def test_an_edited_first_and_last_line_change_only_their_own_shots() -> None:
    first = planned(TEXTS)
    edited = ["Chào cả nhà, hôm nay ta nói chuyện đọc sách.", *TEXTS[1:-1], "Tạm biệt nhé, hẹn gặp lại cả nhà lần sau."]
    second = planned(edited, first.plan)
    assert_continuous(second)
    assert all(same(first, second, text) for text in TEXTS[1:-1])


@pytest.mark.parametrize("at", [2, 4, 8])
def test_an_inserted_line_never_stands_still_and_costs_one_neighbour_at_most(at: int) -> None:
    first = planned(TEXTS)
    second = planned([*TEXTS[:at], "Thêm một câu mới vào giữa bài nói này.", *TEXTS[at:]], first.plan)
    assert_continuous(second)
    assert sum(not same(first, second, text) for text in TEXTS) <= 1


def test_a_deleted_line_leaves_no_jump_and_costs_one_neighbour_at_most() -> None:
    first = planned(TEXTS)
    left = [*TEXTS[:3], *TEXTS[4:]]
    second = planned(left, first.plan)
    assert_continuous(second)
    assert sum(not same(first, second, text) for text in left) <= 1


def test_the_same_text_again_is_the_same_plan() -> None:
    first = planned(TEXTS)
    assert planned(TEXTS, first.plan).plan == first.plan
