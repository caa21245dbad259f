"""What a new film is like unless its wish says otherwise."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox

from emlinh_desktop.bridge.dropped_files import ENDINGS, DroppedKind
from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.domain.brief import AUTO_MUSIC, BUILT_IN_BACKGROUNDS, MUSIC_PIECES, Composition, Language, Quality
from emlinh_desktop.domain.timebase import MAX_DURATION_S, MIN_DURATION_S
from emlinh_desktop.settings.settings import Settings
from emlinh_desktop.ui.chat.event_text import background_name, composition_name, music_name, voice_name
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.settings.own_file import OwnFileBox
from emlinh_desktop.ui.settings.page import CONTROL_WIDTH_PX, Page
from emlinh_desktop.ui.switch import Switch
from emlinh_desktop.ui.ui_text import ui_text, window_language

ENCODERS = ("x264", "h264_nvenc", "h264_qsv", "h264_vaapi", "h264_amf", "h264_videotoolbox")
"""as `render.encoder.ENCODERS`, which brings numpy and PyAV with it; a test compares them"""


_VOLUMES_PERCENT = (25, 50, 75, 100, 125, 150, 200)
_SPEEDS_PERCENT = (80, 85, 90, 95, 100, 105, 110, 115, 120, 125)


class NewFilmsPage(Page):
    """The choices of the composer's chips, and those it has no chip for."""

    def __init__(self, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.new_films")
        self._holder = holder
        self.length = QDoubleSpinBox()
        self.length.setRange(MIN_DURATION_S, MAX_DURATION_S)
        self.length.setDecimals(0)
        self.length.setSingleStep(5)
        self.length.setKeyboardTracking(False)
        self.length.setFixedWidth(CONTROL_WIDTH_PX)
        self.length.lineEdit().setTextMargins(7, 0, 7, 0)
        self.composition = ChoiceBox("ui.settings.composition")
        self.background = OwnFileBox("ui.settings.background", ENDINGS[DroppedKind.BACKGROUND])
        self.language = ChoiceBox("ui.settings.film_language")
        self.voice = ChoiceBox("ui.settings.voice")
        self.music = OwnFileBox("ui.settings.music", ENDINGS[DroppedKind.MUSIC])
        self.music_volume = ChoiceBox("ui.settings.music_volume")
        self.speed = ChoiceBox("ui.settings.speed")
        self.captions = Switch()
        self.quality = ChoiceBox("ui.settings.picture_quality")
        self.encoder = ChoiceBox("ui.settings.encoder")
        self.add_row("length", self.length)
        self.add_row("composition", self.composition)
        self.add_row("background", self.background)
        self.add_row("film_language", self.language)
        self.add_row("voice", self.voice)
        self.add_row("speed", self.speed)
        self.add_row("music", self.music)
        self.add_row("music_volume", self.music_volume)
        self.add_row("captions", self.captions)
        self.add_row("picture_quality", self.quality)
        self.add_row("encoder", self.encoder, with_note=True)
        self.column.addStretch(1)
        self.translate()
        self._connect()

    def _connect(self) -> None:
        def keeps(field: str) -> Any:
            return lambda value: self._holder.change(**{field: value})

        boxes = (
            ("composition", self.composition),
            ("background", self.background),
            ("film_language", self.language),
            ("voice", self.voice),
            ("music", self.music),
            ("music_percent", self.music_volume),
            ("speed", self.speed),
            ("quality", self.quality),
            ("encoder", self.encoder),
        )
        for field, box in boxes:
            box.picked.connect(keeps(field))
        self.length.valueChanged.connect(keeps("duration_s"))
        self.captions.clicked.connect(keeps("captions"))
        self._holder.changed.connect(self.show_settings)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.length.blockSignals(True)
        self.length.setValue(settings.duration_s)
        self.length.blockSignals(False)
        self.composition.choose(settings.composition)
        self.background.choose(settings.background)
        self.language.choose(settings.film_language)
        self._show_voices(settings.voice)
        self.music.choose(settings.music)
        self.music_volume.put_choices(*_percents(_VOLUMES_PERCENT, settings.music_percent))
        self.speed.put_choices(*_percents(_SPEEDS_PERCENT, settings.speed, scale=100))
        self.captions.setChecked(settings.captions)
        self.quality.choose(settings.quality)
        self.encoder.choose(settings.encoder)

    def _show_voices(self, chosen: str | None) -> None:
        """The offline ones, and the chosen one if it is another."""
        from emlinh_desktop.speech.voices import CATALOGUE

        names = [voice.id for voice in sorted(CATALOGUE, key=lambda voice: voice.language is not window_language().language)]
        if chosen is not None and chosen not in names:
            names.append(chosen)
        self.voice.put_choices([(ui_text("ui.settings.by_language"), None), *((voice_name(name), name) for name in names)], chosen)

    def translate(self) -> None:
        super().translate()
        self.length.setSuffix(" " + ui_text("ui.settings.seconds"))
        self.composition.set_choices([(composition_name(shape.value), shape) for shape in Composition])
        self.background.set_own_choices([(background_name(name), name) for name in BUILT_IN_BACKGROUNDS])
        by_topic = (ui_text("ui.settings.by_topic"), None)
        self.language.set_choices([by_topic, *((ui_text(f"ui.chat.language.{language.value}"), language) for language in Language)])
        self.music.set_own_choices([(music_name(name), name) for name in (None, AUTO_MUSIC, *MUSIC_PIECES)])
        self.quality.set_choices([(ui_text(f"ui.settings.quality.{quality.value}"), quality) for quality in Quality])
        self.encoder.set_choices([(ui_text("ui.settings.encoder.x264"), "x264"), *((name, name) for name in ENCODERS if name != "x264")])
        self.show_settings(self._holder.settings)


def _percents(usual: tuple[int, ...], value: float, scale: float = 1) -> tuple[list[tuple[str, object]], float]:
    """Choices in percent, `value` (in percent times `scale`) among them, and it."""
    known = sorted({percent / scale for percent in usual} | {value})
    return [(f"{each * scale:g} %", each) for each in known], value
