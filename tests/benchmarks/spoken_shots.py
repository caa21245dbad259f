"""Shots of a real talk: written by the offline writer, spoken by the offline voice, planned by the pipeline."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import replace
from pathlib import Path

from emlinh_desktop.app.engines import open_narrator
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.paths import AppPaths
from emlinh_desktop.domain.brief import Brief, Composition, Language
from emlinh_desktop.domain.script import Script
from emlinh_desktop.domain.shot import Background, Look, Shot
from emlinh_desktop.domain.utterance import Narration
from emlinh_desktop.lipsync.mouth_track import MouthTracker
from emlinh_desktop.picture.caption_pages import CaptionPages
from emlinh_desktop.pipeline.planning import make_shots, plan_film
from emlinh_desktop.settings.online import online_settings
from emlinh_desktop.settings.secrets import Secrets
from emlinh_desktop.writing.offline.offline_writer import OfflineWriter

TOPIC = "Lợi ích của việc đọc sách mỗi ngày"


@functools.cache
def _talk(seconds: float) -> tuple[Script, Narration]:
    cancel = CancelToken()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        narrator = open_narrator(AppPaths(home, home, home, home), online_settings(), Secrets())
        voice = narrator.voice(None, Language.VI)
        brief = Brief(TOPIC, duration_s=seconds)
        script = OfflineWriter().write(brief, Language.VI, narrator.seconds_for(voice, cancel), lambda _: None, cancel)
        return script, narrator.narrate(script.lines, voice, seconds, None, lambda _: None, cancel)


def spoken_shots(seconds: float, composition: Composition, background: str) -> list[Shot]:
    """All Shots of a talk of so many seconds."""
    script, narration = _talk(seconds)
    look = Look(composition, Background(background), "em-linh", captions=True)
    return list(make_shots(plan_film(script, narration, None), narration, look, MouthTracker(), CaptionPages()).shots)


def reseeded(shots: list[Shot], round_number: int) -> list[Shot]:
    """The same talk with other blinks and glances: nobody has made these Segments before."""
    return [replace(shot, seed=shot.seed + 10_000 * (round_number + 1)) for shot in shots]
