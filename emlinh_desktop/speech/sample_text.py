"""What a voice says when it is asked for a sample."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from emlinh_desktop.domain.brief import Language

SAMPLE_TEXTS: Mapping[Language, str] = MappingProxyType(
    {
        Language.VI: "Xin chào các bạn, em là Em Linh. Hôm nay chúng ta cùng khám phá một điều thú vị nhé!",
        Language.EN: "Hello everyone, I am Em Linh. Let us discover something interesting together today!",
    }
)
"""heard by people: greeting, name, all six tones in Vietnamese"""
