"""A written text made speakable: numbers, dates, money, units, abbreviations, signs and foreign words as words to say.

Owns how things are read aloud in Vietnamese and English. Must not know any speech engine. Rules live one file per
concern: `vietnamese/`, `english/`, and what both share here. Standard library only.
"""

from emlinh_desktop.speech.speakable.reading import speakable
from emlinh_desktop.speech.speakable.spoken import Spoken, SpokenPiece

__all__ = ["Spoken", "SpokenPiece", "speakable"]
