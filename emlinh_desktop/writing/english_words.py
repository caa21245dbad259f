"""English words that tell the language of a short text. None is a Vietnamese syllable typed without marks."""

from __future__ import annotations

FUNCTION_ENGLISH = frozenset(
    """
    the of and is are was were to in for with from by at on as it its that this these those how why what when where which who should can could
    will would do does did not be been have has had your you my our their his her we they i about into than or if but an every all any some more
    most best good vs versus there here up out over after before between without
    """.split()
) - frozenset(["to", "in", "on", "an", "do", "at", "can", "me", "my"])  # these are Vietnamese syllables too

COMMON_ENGLISH = frozenset(
    """
    history benefits benefit tips tip ways way reasons reason guide introduction comparison compare advice facts things steps reading walking
    running sleeping cooking eating drinking learning writing drawing painting swimming cycling driving saving working teaching speaking
    listening thinking meditation exercise gardening travel travelling traveling photography programming coding cats cat dogs dog birds bird
    fish bees bee elephants elephant whales whale dolphins butterflies animals animal pets pet coffee tea water food bread rice chocolate honey
    fruit fruits vegetables breakfast lunch dinner milk sugar salt bicycle bicycles bike car cars train trains plane airplane ship boat road
    bridge sun moon stars star earth sky rain snow wind river rivers ocean sea mountain mountains forest forests tree trees flower flowers
    garden school schools classroom student students teacher teachers children child kids family friends friend friendship home house book books
    music art science technology computer computers phone phones internet robots robot artificial intelligence energy electricity solar electric
    power climate weather health healthy sleep stress anxiety happiness love time money work job office business market morning night day days
    week year years summer winter spring autumn world city country life people body brain heart make learn start stop save cook build grow
    choose keep improve reduce increase understand explain write read speak english french language languages video film story stories short
    simple easy small big great better first new old meet introducing introduce discover getting guide know should plastic recycling pollution environment
    space planet planets black holes dinosaurs football
    soccer chess yoga
    """.split()
)
