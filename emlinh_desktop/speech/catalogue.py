"""One catalogue over all engines: names found, defaults chosen, a stand-in for a voice that fails."""

from __future__ import annotations

from collections.abc import Iterable

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.errors import unknown_name
from emlinh_desktop.domain.utterance import Voice
from emlinh_desktop.speech.engine import VoiceSource
from emlinh_desktop.speech.voices import DEFAULT_VOICES, find_voice


class Catalogue:
    """Offline voices are named plainly, others `engine:name`."""

    def __init__(self, offline: VoiceSource, others: Iterable[VoiceSource]) -> None:
        self._offline = offline
        self._others = {source.id: source for source in others}

    def voices(self) -> tuple[Voice, ...]:
        """All, offline ones first."""
        return (*self._offline.voices(), *(voice for source in self._others.values() for voice in source.voices()))

    def find(self, name: str | None, language: Language) -> Voice:
        """The voice of a name; None is the offline default of the language.

        Raises:
            InputError: UNKNOWN_NAME with the nearest of all names, or what the engine says of the name.
        """
        engine, colon, rest = (name or "").partition(":")
        source = self._others.get(engine.strip().casefold())
        if colon and source is not None:
            return source.find(rest.strip(), language)
        if colon:
            raise unknown_name("voice", name or "", [voice.id for voice in self.voices()])
        return self._offline.find(name or DEFAULT_VOICES[language], language)

    def stand_in(self, voice: Voice) -> Voice:
        """The offline voice nearest to another: same language, region and gender where there is one."""
        ids = {offered.id for offered in self._offline.voices()}
        default = find_voice(None, voice.language)
        for wanted in (f"{voice.language.value}-{voice.region}-{voice.gender}", f"{voice.language.value}-{default.region}-{voice.gender}"):
            if wanted in ids:
                return find_voice(wanted, voice.language)
        return default
