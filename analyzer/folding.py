"""A text without case, accents and typographic variants, character for character as long as the text itself.

All matching is done on the folded text, so that an offset found there is an offset in the original.
"""

from __future__ import annotations

import re
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
    "\u2044": "/", "\u2215": "/",
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
            # Not of "½" or "²": their digits would be read as further ones of the number that they stand at.
            if not char.isascii() and (unicodedata.category(char)[0] == "L" or char.isdecimal()):
                folded = unicodedata.normalize("NFKD", char)[0]
            folded = folded.lower()[:1] if len(folded.lower()) > 1 else folded.lower()
        self[code] = folded
        return folded


_TABLE = _Folding()
_OTHER = re.compile(r"[^\x00-\x08\n\x0e-_a-\x7f]")  # what `str.lower` alone may not fold
_MANY = 32  # signs and letters with accents; a text with more of them is in another script


def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain quotes and dashes; len(fold(text)) == len(text)."""
    others = {char: folded for char in set(_OTHER.findall(text)) if (folded := _TABLE[ord(char)]) != char}
    if len(others) > _MANY or not others.keys().isdisjoint(others.values()):
        return text.translate(_TABLE)
    for char, folded in others.items():  # a few characters at the speed of a search, instead of each by the table
        text = text.replace(char, folded)
    return text.lower()
