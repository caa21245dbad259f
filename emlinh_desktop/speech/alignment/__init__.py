"""Where every word and phoneme lies in speech whose engine does not say, or says only half.

A text is spoken once more by espeak-ng, which tells the time of every phoneme. `align` warps that reference onto the
other voice by what both sound like; `fit_words` stretches it into word times the engine gave. Numpy only; must not
know any engine but the reference's phonemes.
"""

from emlinh_desktop.speech.alignment.align import Alignment, align
from emlinh_desktop.speech.alignment.fit_words import WordBoundary, fit_words

__all__ = ["Alignment", "WordBoundary", "align", "fit_words"]
