"""The rules of Vietnamese, in the order they are asked."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import symbols, web
from emlinh_desktop.speech.speakable.cursor import Rule
from emlinh_desktop.speech.speakable.vietnamese import abbreviations, acronyms, codes, dates, fractions, phones, quantities, roman, times
from emlinh_desktop.speech.speakable.vietnamese.numbers import cardinal, whole

_WEB = web.rules(Language.VI, whole)
_SIGNS = symbols.rules(Language.VI, {str(number): cardinal(number) for number in range(100)})

RULES: dict[str, list[Rule]] = {
    "digit": [
        codes.long_digits,
        *_WEB,
        dates.full_date,
        dates.iso_date,
        fractions.law_number,
        dates.two_dates,
        dates.date_range,
        dates.decade,
        codes.plate,
        times.hour_range,
        times.time_of_day,
        dates.quarter_year,
        phones.phone_number,
        codes.serial,
        codes.version,
        dates.day_month,
        dates.month_year,
        codes.chain,
        phones.score,
        phones.ratio,
        times.minutes_seconds,
        fractions.height,
        fractions.fraction,
        times.marked_minutes,
        quantities.quantity,
    ],
    "letter": [
        *_WEB,
        quantities.prefixed_money,
        codes.weekday,
        dates.short_quarter,
        abbreviations.dotted,
        abbreviations.titles,
        abbreviations.place,
        abbreviations.initials,
        dates.quarter_year,
        roman.numeral,
        abbreviations.phrase,
        fractions.bare_unit,
        acronyms.capitals,
        *_SIGNS,
    ],
    "sign": [
        *_WEB,
        quantities.signed,
        quantities.prefixed_money,
        phones.phone_number,
        fractions.rate,
        *_SIGNS,
    ],
}
"""by the kind of character a place begins with"""
