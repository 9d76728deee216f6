"""A text without case, accents and typographic variants, character for character as long as the text itself.

All matching is done on the folded text, so that an offset found there is an offset in the original.
"""

from __future__ import annotations

import unicodedata

#: A letter that is no small one, as text has it: a capital, or a letter of a script without case.
CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"

# Variants of one sign. A fixed space stays told apart from a plain one: it groups digits, a plain one may not.
_SIGNS = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": '"', "›": '"', "″": '"',
    "‐": "-", "‑": "-", "–": "-", "−": "-", "﹣": "-", "－": "-",
    **dict.fromkeys("\u202f\u2009\u2007\u2006\u2008\u200a", "\u00a0"),
    **dict.fromkeys("\u2003\u2002\u3000\t", " "),
    **dict.fromkeys("\r\u2028\u2029\x0b\x0c", "\n"),
    "％": "%", "﹪": "%", "٪": "%", "．": ".", "，": ",",
    "º": "°", "ª": "°",  # a sign of ordinals, not a letter behind the digits
    "ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
}  # fmt: skip


class _Folding(dict[int, str]):
    """A translation table that works out each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SIGNS.get(char) or _SIGNS.get(char.lower())
        if folded is None:
            folded = char
            if unicodedata.category(char)[0] in "LN" and not char.isascii():
                folded = unicodedata.normalize("NFKD", char)[0]
            folded = folded.lower()[:1] if len(folded.lower()) > 1 else folded.lower()
        self[code] = folded
        return folded


_TABLE = _Folding()


def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain quotes and dashes; len(fold(text)) == len(text)."""
    return text.translate(_TABLE)
