"""A finished film: it plays here; beside it everything one may want to do with it, and what the quality check found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from emlinh_desktop.domain.brief import Composition
from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import Step
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.buttons import IconButton, ThemedButton
from emlinh_desktop.ui.chat import desktop
from emlinh_desktop.ui.chat.bubble import Bubble, WordsLabel
from emlinh_desktop.ui.chat.event_text import composition_name, voice_name
from emlinh_desktop.ui.chat.film_copy import FilmCopy
from emlinh_desktop.ui.chat.film_player import FilmPlayer
from emlinh_desktop.ui.chat.flow_layout import FlowLayout
from emlinh_desktop.ui.chat.time_text import span_text
from emlinh_desktop.ui.ui_text import ui_text, window_language


class FinishedBubble(Bubble):
    """Shows a completed job."""

    again_wanted = Signal()

    def __init__(self, view: JobView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._view = view
        self._video = view.video
        self.player: FilmPlayer | None = None
        self._copy: FilmCopy | None = None
        self._head = WordsLabel(weight=QFont.Weight.DemiBold)
        self.box.addWidget(self._head)
        self._facts = WordsLabel(ink="muted", size_px=12)
        self._verdict = WordsLabel(ink="good", size_px=12)
        self.notice = WordsLabel(ink="muted", size_px=12)
        self.notice.hide()
        self.film = Path(view.video.path) if view.video is not None and view.video.path else None
        if view.video is not None and self.film is not None and self.film.is_file():
            self.player = _player_of(view.video, self.film)
            self.player.trouble.connect(self._play_elsewhere)
            self.box.addWidget(self.player)
        self.box.addWidget(self._facts)
        self.box.addWidget(self._verdict)
        self.box.addLayout(self._build_buttons())
        self.box.addWidget(self.notice)
        window_language().language_changed.connect(self.retranslate)
        self.retranslate()

    def _build_buttons(self) -> FlowLayout:
        buttons = FlowLayout()
        self.open_button = ThemedButton("ui.chat.open", "open")
        self.folder_button = ThemedButton("ui.chat.show_in_folder", "folder")
        self.again_button = ThemedButton("ui.chat.make_again", "again")
        self.more_button = IconButton("ui.chat.more", "more")
        self.open_button.clicked.connect(self._open)
        self.folder_button.clicked.connect(self._show_in_folder)
        self.again_button.clicked.connect(self.again_wanted)
        self.more_button.clicked.connect(self._show_more)
        for button in (self.open_button, self.folder_button, self.again_button, self.more_button):
            buttons.addWidget(button)
        there = self.player is not None
        self.open_button.setVisible(there)
        self.folder_button.setVisible(there)
        self.more_button.setVisible(there)
        return buttons

    def retranslate(self) -> None:
        """Say it in the window's language."""
        self._head.set_words(ui_text(f"step.{Step.COMPLETED.value}"))
        if self.player is None:
            self.notice.set_words(ui_text("ui.chat.film_gone"))
            self.notice.show()
        video = self._video
        if video is None:
            self._facts.hide()
            self._verdict.hide()
            return
        facts = [video.title, span_text(video.duration_s or 0), composition_name(video.composition), voice_name(video.voice)]
        self._facts.set_words("  ·  ".join(fact for fact in facts if fact))
        warnings = [str(warning) for warning in video.report.get("warnings", ())]
        self._verdict.set_words(ui_text("ui.chat.verdict_warnings", warnings="; ".join(warnings)) if warnings else ui_text("ui.chat.verdict_good"))
        self._verdict.set_ink("warning" if warnings else "good")
        self._verdict.setVisible(bool(video.report))

    @property
    def verdict(self) -> str:
        """What the quality check found, as said."""
        return self._verdict.words

    def menu(self) -> QMenu:
        """The menu of the things seldom wanted. It deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(ui_text("ui.chat.save_as"), self._save_as)
        menu.addAction(ui_text("ui.chat.copy_path"), self._copy_path)
        if self.film is not None:
            for suffix, wanted in ((".srt", self._open_srt), (".vtt", self._open_vtt)):
                if self.film.with_suffix(suffix).is_file():
                    menu.addAction(ui_text("ui.chat.captions_file", kind=suffix[1:].upper()), wanted)
        return menu

    def release(self) -> None:
        """Let go of the film's file."""
        if self.player is not None:
            self.player.close_film()
        if self._copy is not None:
            self._copy.stop()

    def save_to(self, target: str) -> None:
        """Copy the film; said when it is done."""
        if self.film is None or not target:
            return
        wanted = Path(target if target.lower().endswith(".mp4") else f"{target}.mp4")
        if wanted.resolve() == self.film.resolve():
            return
        self._copy = FilmCopy(self.film, wanted, self)
        self._copy.done.connect(self._saved)
        self._tell(ui_text("ui.chat.saving"))
        self._copy.start()

    def _saved(self, worked: bool) -> None:
        self._tell(ui_text("ui.chat.saved" if worked else "ui.chat.not_saved"))

    def _tell(self, words: str) -> None:
        self.notice.set_words(words)
        self.notice.show()

    def _show_more(self) -> None:
        self.menu().popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 2)))

    def _open(self) -> None:
        if self.player is not None:
            self.player.pause()
        if self.film is not None and not desktop.open_file(self.film):
            self._tell(ui_text("ui.chat.cannot_open", path=str(self.film)))

    def _play_elsewhere(self) -> None:
        if self.film is None or not self.film.is_file():
            self._tell(ui_text("ui.chat.film_gone"))
            return
        self._tell(ui_text("ui.chat.no_player"))
        desktop.open_file(self.film)

    def _show_in_folder(self) -> None:
        if self.film is not None and not desktop.show_in_folder(self.film):
            self._tell(ui_text("ui.chat.cannot_open", path=str(self.film.parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self.film))
        self._tell(ui_text("ui.chat.path_copied"))

    def _open_srt(self) -> None:
        self._open_captions(".srt")

    def _open_vtt(self) -> None:
        self._open_captions(".vtt")

    def _open_captions(self, suffix: str) -> None:
        if self.film is not None and not desktop.open_file(self.film.with_suffix(suffix)):
            self._tell(ui_text("ui.chat.cannot_open", path=str(self.film.with_suffix(suffix))))

    def _save_as(self) -> None:
        dialog = QFileDialog(self, ui_text("ui.chat.save_as"), str(self.film or ""), "MP4 (*.mp4)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("mp4")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()


def _player_of(video: VideoRecord, film: Path) -> FilmPlayer:
    known = {composition.value: composition for composition in Composition}
    size_px = known.get(video.composition, Composition.LANDSCAPE).size_px
    return FilmPlayer(film, Path(video.thumbnail) if video.thumbnail else None, size_px, video.duration_s or 0.0)
