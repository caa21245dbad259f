"""Services of the net: who writes the talk, whose voices there are beside the offline ones, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from emlinh_desktop.bridge.settings_holder import SettingsHolder
from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.domain.errors import InputError
from emlinh_desktop.domain.fallback import FallbackPolicy
from emlinh_desktop.llm.providers import CUSTOM, PROVIDERS
from emlinh_desktop.settings.online import LLM_KEY, SPEECH_KEY, VARIABLES, OnlineSettings, online_settings
from emlinh_desktop.settings.settings import Settings, is_address
from emlinh_desktop.ui.choice_box import ChoiceBox
from emlinh_desktop.ui.settings.page import Page, SettingRow, plain_label
from emlinh_desktop.ui.settings.service_fields import KeyField, LineField, ModelField
from emlinh_desktop.ui.ui_text import ui_text

_OFFLINE = "offline"
_SPEECH_ADDRESS = "https://api.openai.com/v1"


class ServicesPage(Page):
    """What the environment decides is shown as it says and cannot be changed here."""

    def __init__(self, studio: StudioApi, holder: SettingsHolder) -> None:
        super().__init__("ui.settings.services")
        self._holder = holder
        self._fault = ""
        self._online = self._read(holder.settings)
        self.writer = ChoiceBox("ui.settings.writer")
        self.llm_url = LineField()
        self.llm_model = ModelField(studio)
        self.llm_key = KeyField(studio, "ui.settings.llm_key")
        self.speech_url = LineField()
        self.speech_model = LineField()
        self.speech_voices = LineField()
        self.speech_key = KeyField(studio, "ui.settings.speech_key")
        self.fallback = ChoiceBox("ui.settings.fallback")
        self._words = plain_label("second")
        self._trouble = plain_label("second")
        self._trouble.setProperty("tone", "danger")
        self._speech = plain_label("heading")
        self.column.addWidget(self._words)
        self.column.addWidget(self._trouble)
        self.column.addSpacing(8)
        self._rows = self._lay_out()
        self.column.addStretch(1)
        self.translate()
        self._connect()

    def _lay_out(self) -> Mapping[str, SettingRow]:
        def row(name: str, control: QWidget, words: Callable[[], str] = str) -> SettingRow:
            return self.add_row(name, control, note=lambda: self._note(name, words))

        rows = {
            "fallback": row("fallback", self.fallback),
            "writer": self.add_row("writer", self.writer),
            "llm_url": row("llm_url", self.llm_url),
            "llm_model": row("llm_model", self.llm_model),
            "llm_key": self.add_row("llm_key", self.llm_key),
        }
        self.column.addSpacing(18)
        self.column.addWidget(self._speech)
        self.column.addSpacing(4)
        rows |= {
            "speech_url": row("speech_url", self.speech_url),
            "speech_model": row("speech_model", self.speech_model),
            "speech_voices": row("speech_voices", self.speech_voices, partial(ui_text, "ui.settings.speech_voices.words")),
            "speech_key": self.add_row("speech_key", self.speech_key),
        }
        return rows

    def _connect(self) -> None:
        self.writer.picked.connect(lambda writer: self._holder.change(writer=writer))
        self.fallback.picked.connect(lambda policy: self._holder.change(fallback=policy))
        for name, field in self._lines().items():
            field.written.connect(partial(self._keep, name))
        self.llm_model.written.connect(partial(self._keep, "llm_model"))
        self._holder.changed.connect(self.show_settings)

    def _lines(self) -> Mapping[str, LineField]:
        return {"llm_url": self.llm_url, "speech_url": self.speech_url, "speech_model": self.speech_model, "speech_voices": self.speech_voices}

    def _keep(self, name: str, value: str) -> None:
        wrong = name.endswith("_url") and bool(value) and not is_address(value)
        self._trouble.setText(ui_text("ui.settings.bad_address") if wrong else "")
        self._trouble.setVisible(wrong)
        if not wrong:
            self._holder.change(**{name: value})

    def _read(self, settings: Settings) -> OnlineSettings:
        """What counts now; an environment that cannot be is said and passed over."""
        try:
            self._fault = ""
            return online_settings(stored=settings)
        except InputError as error:
            self._fault = ui_text("ui.settings.wrong_environment", variable=error.params["option"], value=error.params["value"])
            return online_settings({}, settings)

    def _note(self, name: str, words: Callable[[], str]) -> str:
        if name in self._online.from_environment:
            return ui_text("ui.settings.from_environment", variable=VARIABLES[name])
        return words()

    def show_settings(self, settings: Settings) -> None:
        """Show what counts."""
        online = self._online = self._read(settings)
        self.writer.choose(settings.writer)
        self.fallback.choose(online.fallback)
        self.llm_url.show_value(online.llm_url or "")
        self.llm_model.show_value(settings.writer, online.llm_model or "")
        self.speech_url.show_value(online.speech_url or "")
        self.speech_model.show_value(online.speech_model or "")
        self.speech_voices.show_value(", ".join(online.speech_voices))
        self.speech_key.show_variable(SPEECH_KEY)
        self._show_writer(settings.writer, online)
        controls: Mapping[str, QWidget] = {**self._lines(), "llm_model": self.llm_model, "fallback": self.fallback}
        for name, control in controls.items():
            control.setEnabled(name not in online.from_environment)
            self._rows[name].show_note()
        if self._fault:
            self._trouble.setText(self._fault)
        self._trouble.setVisible(bool(self._fault))

    def _show_writer(self, writer: str, online: OnlineSettings) -> None:
        """Only what the chosen writer needs."""
        own = writer == CUSTOM or (writer == "openai" and online.llm_url is not None)
        key = LLM_KEY if own else PROVIDERS[writer].key_variable if writer in PROVIDERS else ""
        self._rows["llm_url"].setVisible(writer in (CUSTOM, "openai"))
        self._rows["llm_model"].setVisible(writer != _OFFLINE)
        self._rows["llm_key"].setVisible(bool(key))
        if key:
            self.llm_key.show_variable(key)
        preset = PROVIDERS[writer].base_url if writer in PROVIDERS else ""
        self.llm_url.setPlaceholderText(ui_text("ui.settings.default_address", url=preset) if preset else "http://…/v1")

    def translate(self) -> None:
        super().translate()
        self._words.setText(ui_text("ui.settings.services.words"))
        self._speech.setText(ui_text("ui.settings.speech_service"))
        known = [(provider.name, provider.id) for provider in PROVIDERS.values()]
        self.writer.set_choices([(ui_text("ui.settings.writer.offline"), _OFFLINE), *known, (ui_text("ui.settings.writer.llm"), CUSTOM)])
        self.fallback.set_choices([(ui_text(f"ui.settings.fallback.{policy.value}"), policy) for policy in FallbackPolicy])
        self.speech_url.setPlaceholderText(ui_text("ui.settings.default_address", url=_SPEECH_ADDRESS))
        self.show_settings(self._holder.settings)
