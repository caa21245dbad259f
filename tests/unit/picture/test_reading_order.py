"""Words written from right to left stand so among the others."""

from __future__ import annotations

import pytest

from emlinh_desktop.picture.reading_order import is_right_to_left, seen_from_left


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("xin chào cả nhà", "xin chào cả nhà"),
        ("Câu chào مرحبا بكم nghĩa là", "Câu chào بكم مرحبا nghĩa là"),
        ("số שלום 12 עולם và 5", "số עולם 12 שלום và 5"),
        ("năm 2025 và 10", "năm 2025 và 10"),
        ("مرحبا hello world بكم", "بكم hello world مرحبا"),
        ("مرحبا بكم 5", "5 بكم مرحبا"),
        ("", ""),
    ],
)
def test_order(line: str, seen: str) -> None:
    words = line.split()
    assert [words[i] for i in seen_from_left(words, right_to_left=is_right_to_left(words))] == seen.split()
