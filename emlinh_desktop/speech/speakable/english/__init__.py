"""The rules of English, in the order they are asked."""

from __future__ import annotations

from emlinh_desktop.domain.brief import Language
from emlinh_desktop.speech.speakable import symbols, web
from emlinh_desktop.speech.speakable.cursor import Rule
from emlinh_desktop.speech.speakable.english import abbreviations, acronyms, dates, money, phones, quantities, roman, times
from emlinh_desktop.speech.speakable.english.numbers import cardinal, whole

_WEB = web.rules(Language.EN, whole)
_SIGNS = symbols.rules(Language.EN, {str(number): cardinal(number) for number in range(100)})

RULES: dict[str, list[Rule]] = {
    "digit": [
        quantities.long_digits,
        *_WEB,
        dates.numeric_date,
        dates.day_first,
        times.hours_minutes,
        times.time_of_day,
        phones.model_number,
        phones.phone_number,
        dates.decade,
        dates.year_range,
        quantities.version,
        phones.score,
        phones.ratio,
        quantities.feet_and_inches,
        quantities.fraction,
        quantities.ordinal,
        dates.year_alone,
        quantities.quantity,
    ],
    "letter": [
        *_WEB,
        money.prefixed,
        money.coded,
        dates.month_first,
        dates.month_year,
        abbreviations.day_range,
        abbreviations.numbered,
        abbreviations.saint_or_street,
        abbreviations.dotted,
        roman.numeral,
        abbreviations.initial,
        quantities.bare_unit,
        acronyms.capitals,
        *_SIGNS,
    ],
    "sign": [
        *_WEB,
        money.prefixed,
        quantities.signed,
        quantities.rate,
        phones.phone_number,
        dates.decade,
        dates.short_year,
        *_SIGNS,
    ],
}
"""by the kind of character a place begins with"""
