"""What is known about one film: picture, what can be done with it, script, settings, steps, quality."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from emlinh_desktop.bridge.studio import StudioApi
from emlinh_desktop.bridge.thumbnails import Thumbnails
from emlinh_desktop.domain.conversation import JobView
from emlinh_desktop.domain.event import JobStatus, ProgressEvent, Step
from emlinh_desktop.domain.film import VideoRecord
from emlinh_desktop.ui.buttons import IconButton, ThemedButton
from emlinh_desktop.ui.chat.event_text import background_name, composition_name, failure_text, music_name, step_text, voice_name
from emlinh_desktop.ui.chat.time_text import clock_text, span_text
from emlinh_desktop.ui.day_names import long_moment
from emlinh_desktop.ui.library.film_picture import FilmPicture
from emlinh_desktop.ui.ui_text import ui_text, window_language

_ENDS = (Step.FAILED, Step.CANCELLED, Step.INTERRUPTED)


class DetailsPanel(QWidget):
    """One film at a time; its job is asked for when the film is shown. GUI thread."""

    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    again_wanted = Signal(object)
    trash_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, studio: StudioApi, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._studio = studio
        self._film: VideoRecord | None = None
        self._view: JobView | None = None
        self._picture = FilmPicture(thumbnails)
        self._title = _label("heading")
        self._verdict = _label("second")
        self._close = IconButton("ui.library.close_details", "close")
        self._open = ThemedButton("ui.library.open", "play", kind="primary")
        self._folder = ThemedButton("ui.library.show_in_folder", "folder")
        self._again = ThemedButton("ui.library.make_again", "again")
        self._trash = ThemedButton("ui.library.trash", "trash", kind="danger")
        self._sections = QWidget()
        self._lay_out()
        self._connect()

    @property
    def film(self) -> VideoRecord | None:
        """The film that is shown."""
        return self._film

    def show_film(self, film: VideoRecord) -> None:
        """Show a film; what its job knows follows."""
        if self._film is None or film.job_id != self._film.job_id:
            self._view = None
        self._film = film
        self._fill()
        self._studio.job(film.job_id, self._show_job)

    def _show_job(self, view: JobView) -> None:
        if self._film is not None and view.job.id == self._film.job_id:
            self._view = view
            self._fill()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        main = QHBoxLayout()
        main.addWidget(self._open, 1)
        main.addWidget(self._again, 1)
        second = QHBoxLayout()
        second.addWidget(self._folder, 1)
        second.addWidget(self._trash, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._picture)
        column.addWidget(self._verdict)
        column.addLayout(main)
        column.addLayout(second)
        column.addWidget(self._sections)
        column.addStretch(1)
        self._column = column
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _connect(self) -> None:
        wishes = ((self._open, self.open_wanted), (self._folder, self.folder_wanted), (self._again, self.again_wanted), (self._trash, self.trash_wanted))
        for button, wish in wishes:
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit(self._film))
        self._picture.clicked.connect(lambda: self.open_wanted.emit(self._film))
        self._close.clicked.connect(self.close_wanted)
        window_language().language_changed.connect(self._fill)

    def _fill(self) -> None:
        film = self._film
        if film is None:
            return
        done = film.status is JobStatus.COMPLETED and film.path is not None
        self._title.setText(film.title or film.topic)
        self._picture.show_film(film)
        self._verdict.setText(self._verdict_text(film))
        self._verdict.setProperty("tone", _tone(film))
        self._verdict.style().polish(self._verdict)
        for button in (self._open, self._folder):
            button.setEnabled(done)
        self._trash.setEnabled(film.status not in (JobStatus.RUNNING, JobStatus.QUEUED))
        self._show_sections(film)

    def _verdict_text(self, film: VideoRecord) -> str:
        if film.status is not JobStatus.COMPLETED:
            words = ui_text(f"ui.library.status.{film.status.value}")
            if self._view is not None and self._view.job.error_code is not None:
                words += "\n" + " ".join(failure_text(self._view.job.error_code, self._view.job.error_params))
            return words
        if film.report.get("warnings"):
            return ui_text("ui.library.quality.warnings", n=len(film.report["warnings"]))
        return ui_text("ui.library.quality.passed") if film.report.get("passed") else ""

    # ---- sections
    def _show_sections(self, film: VideoRecord) -> None:
        """A fresh widget in the old one's place: taking nested layouts apart by hand was seen to crash."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        script = self._script_text()
        if script:
            _add_heading(column, "script")
            column.addWidget(_label("", script))
        _add_heading(column, "settings")
        column.addLayout(_form(self._settings_rows(film)))
        if film.report.get("measures"):
            _add_heading(column, "quality")
            column.addLayout(_form(_quality_rows(film)))
        if self._view is not None and self._view.events:
            _add_heading(column, "steps")
            column.addLayout(_steps(self._view.events))
        self._column.replaceWidget(self._sections, fresh)
        fresh.show()
        self._sections.hide()
        self._sections.deleteLater()
        self._sections = fresh

    def _script_text(self) -> str:
        events = self._view.events if self._view is not None else ()
        return next((str(event.data["script"]) for event in events if event.step is Step.SCRIPT_COMPLETED and "script" in event.data), "")

    def _settings_rows(self, film: VideoRecord) -> list[tuple[str, str]]:
        rows = [("topic", film.topic), ("made", long_moment(film.created_at))]
        if film.duration_s is not None:
            rows.append(("length", span_text(film.duration_s)))
        rows += [("composition", composition_name(film.composition)), ("background", background_name(film.background)), ("voice", voice_name(film.voice))]
        if self._view is not None:
            brief = self._view.job.brief
            rows.append(("picture_quality", ui_text(f"ui.settings.quality.{brief.quality.value}")))
            rows.append(("captions", ui_text("ui.library.yes" if brief.captions else "ui.library.no")))
            if brief.speed != 1.0:
                rows.append(("speed", f"{brief.speed * 100:g} %"))
            if brief.music:
                volume = "" if brief.music_percent == 100 else f" ({brief.music_percent:g} %)"
                rows.append(("music", f"{music_name(brief.music)}{volume}"))
        if film.path is not None:
            rows.append(("file", Path(film.path).name))
        return [(ui_text(f"ui.library.{key}"), value) for key, value in rows if value]


def _tone(film: VideoRecord) -> str:
    if film.status is JobStatus.FAILED:
        return "danger"
    return "good" if film.status is JobStatus.COMPLETED and film.report.get("passed") and not film.report.get("warnings") else ""


def _add_heading(column: QVBoxLayout, key: str) -> None:
    column.addSpacing(10)
    column.addWidget(_label("heading", ui_text(f"ui.library.{key}")))


def _quality_rows(film: VideoRecord) -> list[tuple[str, str]]:
    known = (("loudness_lufs", "LUFS"), ("true_peak_dbtp", "dBTP"), ("fps", ""), ("frames", ""))
    measures = film.report["measures"]
    rows = [(ui_text(f"ui.library.measure.{name}"), f"{measures[name]:g} {unit}".strip()) for name, unit in known if name in measures]
    rows += [(ui_text("ui.library.measure.warning"), str(warning)) for warning in film.report.get("warnings", ())]
    return rows


def _steps(events: Iterable[ProgressEvent]) -> QFormLayout:
    rows = []
    for event in events:
        words = event.message if event.step in _ENDS else step_text(event.step, event.data.get("values", {}))
        rows.append((clock_text(event.timestamp), words))
    return _form(rows)


def _form(rows: Iterable[tuple[str, str]]) -> QFormLayout:
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(5)
    for name, value in rows:
        named = _label("second", name)
        named.setWordWrap(False)
        form.addRow(named, _label("", value))
    return form


def _label(rank: str, words: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumSize(QSize(10, 0))
    if rank:
        label.setProperty("rank", rank)
    else:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    return label
