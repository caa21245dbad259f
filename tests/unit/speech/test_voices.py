from __future__ import annotations

import pytest

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.speech.voices import CATALOGUE, find_voice, tuning_of


def test_every_region_has_a_woman_and_a_man() -> None:
    assert {(v.language, v.region, v.gender) for v in CATALOGUE} == {
        (language, region, gender)
        for language, regions in ((Language.VI, ("north", "central", "south")), (Language.EN, ("us", "gb")))
        for region in regions
        for gender in ("female", "male")
    }
    assert all(v.offline for v in CATALOGUE)


def test_defaults() -> None:
    assert find_voice(None, Language.VI).id == "vi-north-female"
    assert find_voice(None, Language.EN).id == "en-us-female"


@pytest.mark.parametrize(
    ("name", "gender"), [("nova", "female"), ("Fable", "female"), ("shimmer", "female"), ("alloy", "male"), ("echo", "male"), ("ONYX", "male")]
)
@pytest.mark.parametrize("language", list(Language))
def test_names_of_the_earlier_system(name: str, gender: str, language: Language) -> None:
    voice = find_voice(name, language)
    assert (voice.gender, voice.language) == (gender, language)


def test_an_id_wins_over_the_language() -> None:
    assert find_voice("en-gb-male", Language.VI).id == "en-gb-male"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        find_voice("vi-north-femal", Language.VI)
    assert caught.value.code is ErrorCode.UNKNOWN_NAME
    assert caught.value.params["kind"] == "voice"
    assert caught.value.params["nearest"] == "vi-north-female"


def test_voices_differ_in_tuning() -> None:
    assert len({tuning_of(voice).espeak_voice for voice in CATALOGUE}) == len(CATALOGUE)
