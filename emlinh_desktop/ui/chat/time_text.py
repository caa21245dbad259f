"""Times as a conversation shows them."""

from __future__ import annotations

from datetime import date, datetime

from emlinh_desktop.ui.ui_text import ui_text


def clock_text(moment: datetime) -> str:
    """The local time of day, 09:41."""
    return f"{moment.astimezone():%H:%M}"


def day_text(day: date, today: date) -> str:
    """Today, yesterday, or the date with its weekday; the year only when it is another one."""
    age_days = (today - day).days
    if age_days in (0, 1):
        return ui_text("ui.chat.day.today" if age_days == 0 else "ui.chat.day.yesterday")
    key = "ui.chat.day.date" if day.year == today.year else "ui.chat.day.date_year"
    month = ui_text("ui.chat.months").split("|")[day.month - 1]
    weekday = ui_text("ui.chat.weekdays").split("|")[day.weekday()]
    return ui_text(key, weekday=weekday, day=day.day, month=month, year=day.year)


def span_text(seconds: float) -> str:
    """A length as 0:07, 12:30 or 1:02:03."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
