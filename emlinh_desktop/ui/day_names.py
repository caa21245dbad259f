"""Days and times in few words, in the window's language."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QDate, QLocale

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.ui.ui_text import ui_text, window_language

_DAY = {Language.VI: "dd/MM", Language.EN: "MMM d"}
_DAY_AND_YEAR = {Language.VI: "dd/MM/yyyy", Language.EN: "MMM d, yyyy"}


class Stretch(StrEnum):
    """How long ago, as lists are parted."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    EARLIER = "earlier"


def stretch_of(moment: datetime, now: datetime) -> Stretch:
    """Which stretch a moment lies in, by local days."""
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days <= 0:
        return Stretch.TODAY
    if days == 1:
        return Stretch.YESTERDAY
    return Stretch.WEEK if days < 7 else Stretch.EARLIER


def short_moment(moment: datetime, now: datetime) -> str:
    """The time of a moment today, else its day."""
    local = moment.astimezone()
    if stretch_of(moment, now) is Stretch.TODAY:
        return local.strftime("%H:%M")
    return _day(local, _DAY if local.year == now.astimezone().year else _DAY_AND_YEAR)


def long_moment(moment: datetime) -> str:
    """Day and time."""
    local = moment.astimezone()
    return f"{_day(local, _DAY_AND_YEAR)}, {local:%H:%M}"


def stretch_text(stretch: Stretch) -> str:
    """The heading of a stretch."""
    return ui_text(f"ui.sidebar.stretch.{stretch.value}")


def _day(local: datetime, formats: dict[Language, str]) -> str:
    language = window_language().language
    return QLocale(language.value).toString(QDate(local.year, local.month, local.day), formats[language])
