"""The rules of Vietnamese, in the order they are asked."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import symbols, web
from emlinh_desktop.speech.speakable.cursor import Rule
from emlinh_desktop.speech.speakable.vietnamese import abbreviations, acronyms, dates, phones, quantities, roman, times
from emlinh_desktop.speech.speakable.vietnamese.numbers import cardinal, whole

_WEB = web.rules(Language.VI, whole)

RULES: dict[str, list[Rule]] = {
    "digit": [
        quantities.long_digits,
        *_WEB,
        dates.full_date,
        dates.iso_date,
        dates.date_range,
        times.hour_range,
        times.time_of_day,
        dates.quarter_year,
        phones.phone_number,
        dates.day_month,
        dates.month_year,
        phones.score,
        phones.ratio,
        quantities.height,
        quantities.fraction,
        times.marked_minutes,
        quantities.quantity,
    ],
    "letter": [
        *_WEB,
        quantities.prefixed_money,
        abbreviations.dotted,
        abbreviations.titles,
        abbreviations.place,
        dates.quarter_year,
        roman.numeral,
        abbreviations.phrase,
        acronyms.capitals,
    ],
    "sign": [
        *_WEB,
        quantities.signed,
        quantities.prefixed_money,
        phones.phone_number,
        *symbols.rules(Language.VI, {str(number): cardinal(number) for number in range(100)}),
    ],
}
"""by the kind of character a place begins with"""
