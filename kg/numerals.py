"""Numerals, Chinese or not, to numbers."""

import unicodedata

CHINESE = "零一二两三四五六七八九十百千万亿"
_POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def value(numeral: str) -> int:
    """Give what a numeral of digits, Chinese or not, comes to: 15 for 十五, 30,000 for 3万."""
    total = below = digits = 0
    for letter in numeral.replace("两", "二"):
        power = _POWERS.get(letter)
        if power is None:
            digits = 10 * digits + int(unicodedata.numeric(letter))
        elif power < _POWERS["万"]:
            below, digits = below + (digits or 1) * power, 0
        else:
            total, below, digits = total + (below + digits or 1) * power, 0, 0
    return total + below + digits
