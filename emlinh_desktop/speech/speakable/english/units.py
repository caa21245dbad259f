"""Unit and currency symbols and their English names (singular, plural)."""

from __future__ import annotations

from emlinh_desktop.speech.speakable.patterns import words

_REGULAR = {
    "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter", "nm": "nanometer", "µm": "micrometer", "μm": "micrometer", "mi": "mile",
    "yd": "yard", "yds": "yard", "kg": "kilogram", "g": "gram", "mg": "milligram", "µg": "microgram", "mcg": "microgram", "lb": "pound", "lbs": "pound",
    "oz": "ounce", "l": "liter", "L": "liter", "ml": "milliliter", "mL": "milliliter", "cl": "centiliter", "dl": "deciliter", "gal": "gallon",
    "ha": "hectare", "V": "volt", "kV": "kilovolt", "mV": "millivolt", "W": "watt", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt",
    "Wh": "watt hour", "kWh": "kilowatt hour", "MWh": "megawatt hour", "GWh": "gigawatt hour", "TWh": "terawatt hour", "mA": "milliamp",
    "mAh": "milliamp hour", "Ah": "amp hour", "Ω": "ohm", "kΩ": "kilo ohm", "cal": "calorie", "kcal": "kilocalorie", "J": "joule", "kJ": "kilojoule",
    "Pa": "pascal", "kPa": "kilopascal", "hPa": "hectopascal", "MPa": "megapascal", "dB": "decibel", "B": "byte", "KB": "kilobyte", "kB": "kilobyte",
    "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "PB": "petabyte", "hr": "hour", "hrs": "hour", "h": "hour", "min": "minute", "mins": "minute",
    "sec": "second", "secs": "second", "s": "second", "s²": "second squared", "s2": "second squared", "ms": "millisecond", "px": "pixel",
    "MP": "megapixel", "pt": "point", "ppm": "part per million", "kN": "kilonewton", "sqft": "square foot", "km²": "square kilometer",
    "km2": "square kilometer", "m²": "square meter", "m2": "square meter", "cm²": "square centimeter", "cm2": "square centimeter",
    "mm²": "square millimeter", "m³": "cubic meter", "m3": "cubic meter", "cm³": "cubic centimeter", "cm3": "cubic centimeter", "km³": "cubic kilometer",
    "cc": "c c",
}  # fmt: skip
_SAME = {
    "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "mph": "miles per hour", "kph": "kilometers per hour",
    "kmh": "kilometers per hour", "fps": "frames per second", "rpm": "revolutions per minute", "bpm": "beats per minute", "kbps": "kilobits per second",
    "Kbps": "kilobits per second", "Mbps": "megabits per second", "Gbps": "gigabits per second", "hp": "horsepower", "HP": "horsepower", "psi": "p s i",
    "mmHg": "millimeters of mercury", "%": "percent", "％": "percent", "‰": "per mille", "°C": "degrees Celsius", "ºC": "degrees Celsius",
    "℃": "degrees Celsius", "°F": "degrees Fahrenheit", "ºF": "degrees Fahrenheit", "℉": "degrees Fahrenheit", "K": "thousand", "k": "thousand",
}  # fmt: skip
_IRREGULAR = {"ft": ("foot", "feet"), "ft²": ("square foot", "square feet"), "inch": ("inch", "inches"), "°": ("degree", "degrees"), "º": ("degree",
    "degrees"),
              "mi²": ("square mile", "square miles"), "sqft": ("square foot", "square feet")}  # fmt: skip


def _plural(word: str) -> str:
    head, per, tail = word.partition(" per ")
    return f"{head}s{per}{tail}"


UNITS: dict[str, tuple[str, str]] = {
    **{symbol: (word, _plural(word)) for symbol, word in _REGULAR.items()},
    **{symbol: (word, word) for symbol, word in _SAME.items()},
    **_IRREGULAR,
}
"""symbol -> (singular, plural)"""

CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "$": ("dollar", "dollars", "cent", "cents"), "US$": ("US dollar", "US dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars",
    "cent", "cents"), "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"), "¥": ("yen", "yen", "", ""), "₩": ("won", "won", "", ""),
    "₫": ("dong", "dong", "", ""), "₹": ("rupee", "rupees", "paisa", "paise"), "฿": ("baht",
    "baht", "", ""),
}  # fmt: skip
"""sign before a number -> (one, many, one hundredth, hundredths)"""

MONEY_AFTER: dict[str, tuple[str, str]] = {
    "USD": ("US dollar", "US dollars"), "EUR": ("euro", "euros"), "GBP": ("British pound", "British pounds"),
    "VND": ("Vietnamese dong", "Vietnamese dong"), "VNĐ": ("Vietnamese dong", "Vietnamese dong"), "JPY": ("Japanese yen", "Japanese yen"),
    "CNY": ("Chinese yuan", "Chinese yuan"), "AUD": ("Australian dollar", "Australian dollars"), "CAD": ("Canadian dollar", "Canadian dollars"),
    "KRW": ("Korean won", "Korean won"), "đ": ("dong", "dong"), "₫": ("dong", "dong"), "đồng": ("dong",
    "dong"), "¢": ("cent", "cents"),
    "€": ("euro", "euros"), "$": ("dollar", "dollars"), "£": ("pound", "pounds"),
}  # fmt: skip
"""currency after a number -> (one, many)"""

MAGNITUDES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "bn": "billion", "B": "billion", "b": "billion", "T": "trillion",
    "tn": "trillion", "million": "million", "billion": "billion", "trillion": "trillion", "thousand": "thousand", "hundred": "hundred",
}  # fmt: skip
"""what makes a number of money larger"""

PER_WORDS = words(
    "day week month year hour minute second night person head unit piece item kg km lb mile meter litre liter gallon cup student household capita page word"
)
"""what may stand after a slash besides units"""
