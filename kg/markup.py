"""Marks inside a line that only change how it looks."""

INLINE_TAG = (
    r"</?(?:a|abbr|b|big|center|em|font|i|ins|kbd|mark|s|small|span|strike|strong|sub|sup|u)"
    r"(?:\s[^<>\n]{0,200})?>"
)
"""An HTML tag around words of a line, opening or closing; ignore case."""
