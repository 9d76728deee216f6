"""How digits are written: which sign groups them, which begins the decimals, and where a blank slipped in.

Whether a sign groups digits or begins the decimals is decided once for a document, by the numbers that leave no
choice ("51,95", "1.234.567"); a number that does leave one ("12.345") follows them, then what it counts, then
the habit of the language.
"""

from __future__ import annotations

import re

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.matchers import Matchers

DIGITS = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"  # 4,56,513: lakhs and crores
    r"|\d{1,3}(?:'\d{3})(?:[.,]\d{3})+"  # 5'150,092
    r"|\d{1,3}(?:\.\d{3})+(?:[ \u00a0]\d{3})+(?![\d.,])"  # 7.051 013
    r"|\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?(?!\d)"  # 1.234.567,8
    r"|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?(?!\d)"  # 10 058 774
    r"|\d{1,3}[ \u00a0]\d{6}(?![.,]?\d)"  # 3 271504
    r"|\d+(?:[.,]\d+)?"
)
_HABIT = 2  # so many votes counted as "197, 459" make a habit of it, and so many numbers like "9 430"
_BLANKS = re.compile(r"\d(?<![\d.,]\d)(?<!\w.)\d{0,2}(?:[ \u00a0]\d{3})+(?![.,]?\d)(?!\w)")
_COMMAS = re.compile(r"\d,\d{3}(?!\d)")
# Each begins with what is found at the speed of a search for one character.
_WRITTEN = re.compile(r"\d(?<!\d\d)\d*+(?:[.,]\d++)++")  # digits with a sign in them
# "avec 38, 57 % des voix", "(16, 65 por ciento)": a blank slipped in. Two figures in a row would have an "and".
_DECIMAL_SLIP = re.compile(r"[( \u00a0](\d{1,2}) ?, ?(\d{1,2})(?!\d)")
_APOSTROPHE = re.compile(r"(?<![\w.,'])(\d{1,2})'(\d{1,2})(?![\w'\"])")
_GROUP_SLIP = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})*), (\d{3})(?![\w]|[.,] ?\d)")
_APART, _THREE_APART = re.compile(r",(?: \d|(?<= ,)\d)"), re.compile(r", \d{3}(?!\w)")  # in all of either kind
_LISTED = re.compile(r"\d[%, \u00a0]*$")
# Digits that are read one way, whatever stands around them: no more of them than a decimal number holds.
_UNMISTAKABLE = re.compile(r"\d{1,20}(?:[.,](?:\d{1,2}|\d{4,6}))?")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,' \u00a0]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")


def decimal_sign(folded: str, language: Language, around: Matchers) -> str:
    """The document's decimal sign, "." or ",": what most of its unequivocal numbers use, else the language's."""
    point = comma = 0
    for found in _WRITTEN.finditer(folded):
        text = found.group()
        signs = _signs(text)
        digits = text.replace(",", ".").split(".")
        if len(signs) == 1:
            share = _of_a_share(digits[0]) and around.percent.match(folded, found.end())
            decides = len(digits[0]) <= 3 and (len(digits[1]) != 3 or bool(share))
            sign = signs[0]
        else:  # the sign that is written twice groups, and so does the first of two
            decides = all(len(group) == 3 for group in digits[1:-1]) or _in_lakhs(digits)
            sign = "," if signs[0] == "." else "."
        if decides:
            point += sign == "."
            comma += sign == ","
    if point == comma:
        return language.decimal
    return "." if point > comma else ","


def _in_lakhs(groups: list[str]) -> bool:
    """Are digits grouped as in India ("4,56,513", "12,34,567"): by twos above the thousands?"""
    return len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])


def _of_a_share(head: str) -> bool:
    """Has "51.276%" three decimals? As a group of three they would make it fifty-one thousand percent."""
    return len(head) == 2


def _signs(text: str) -> list[str]:
    return [c for c in text if c in ".,"]


def groups_by_blanks(folded: str) -> bool:
    """Does a text group by blanks ("9 411 out of 9 430"): so more than once, and never by commas, or in millions?"""
    some = _BLANKS.findall(folded)
    if len(some) < _HABIT:
        return False
    return _COMMAS.search(folded) is None or sum(len(number.split()) > 2 for number in some) >= _HABIT


def slips(folded: str, language: Language, around: Matchers) -> dict[int, tuple[int, str]]:
    """Digits not written as the language has them: start -> (end, the number as it should have been written).

    A blank slipped in beside a comma, or decimals stand behind an apostrophe.
    """
    if language.decimal != ",":
        return _group_slips(folded, around)
    return _decimal_slips(folded, around) | _apostrophes(folded, around)


def _apostrophes(folded: str, around: Matchers) -> dict[int, tuple[int, str]]:
    """ "77'2 por ciento", as papers of Spain write; where one such number is a percentage, all are decimals."""
    some = list(_APOSTROPHE.finditer(folded))
    if not any(around.percent.match(folded, m.end()) for m in some):
        return {}
    return {m.start(1): (m.end(), f"{m[1]}.{m[2]}") for m in some}


def _decimal_slips(folded: str, around: Matchers) -> dict[int, tuple[int, str]]:
    """ "38, 57 %"; not in a list of several numbers."""
    found: dict[int, tuple[int, str]] = {}
    if not _APART.search(folded):
        return found
    for m in _DECIMAL_SLIP.finditer(folded):
        apart = m.start(2) - m.end(1) > 1
        listed = _LISTED.search(folded, max(0, m.start() - 6), m.start() + 1)
        if apart and not listed and around.percent.match(folded, m.end()):
            found[m.start(1)] = (m.end(), f"{m[1]}.{m[2]}")
    return found


def _group_slips(folded: str, around: Matchers) -> dict[int, tuple[int, str]]:
    """ "polled 1,175, 440 votes" where its first part is grouped itself; "197, 459" where the text does so by habit."""
    found: dict[int, tuple[int, str]] = {}
    if not _THREE_APART.search(folded):
        return found
    short = []
    habit = 0
    for m in _GROUP_SLIP.finditer(folded):
        if around.month_before.search(folded, max(0, m.start() - 12), m.start()) or _LISTED.search(
            folded, max(0, m.start() - 4), m.start()
        ):
            continue
        counted = around.noun.match(folded, m.end())
        habit += counted is not None and counted.lastgroup == "votes"
        if "," in m[1]:
            found[m.start()] = (m.end(), m[1].replace(",", "") + m[2])
        else:
            short.append(m)
    if habit >= _HABIT:
        found |= {m.start(): (m.end(), m[1] + m[2]) for m in short}
    return found


def whole(text: str) -> int | None:
    """The whole number that digits are, grouped or not ("955,347"); None for decimals."""
    return int(re.sub(r"\D", "", text)) if _WHOLE.fullmatch(text) else None


def unmistakable(text: str) -> str:
    """`plain` of digits that leave no choice ("51,95", "1204"), "" for any other."""
    return text.replace(",", ".") if _UNMISTAKABLE.fullmatch(text) else ""


def plain(text: str, sign: str, exact: bool, percent: bool = False) -> str:
    """Digits as written -> a plain decimal string; `exact` says a lone group of three is of whole things.

    `percent` says that a sign of percent follows.
    """
    if "'" in text:
        text = re.sub(r"[.,](?=\d{3})", "", text)  # the apostrophe of 5'150,092 already groups
    text = re.sub(r"\.(?=\d{3}[ \u00a0])", "", text)  # so does the point of 7.051 013
    text = re.sub("[' \u00a0]", "", text)
    marks = _signs(text)
    if not marks:
        return text
    last = max(text.rfind("."), text.rfind(","))
    if len(set(marks)) == 2:
        head, part = text[:last], text[last + 1 :]
        decimals = len(part) != 3 or (marks.count(text[last]) == 1 and text[last] == sign)
        return re.sub("[.,]", "", head) + (f".{part}" if decimals else part)
    if len(marks) > 1:
        return re.sub("[.,]", "", text)
    head, part = text[:last], text[last + 1 :]
    grouped = len(part) == 3 and head != "0" and len(head) <= 3 and (text[last] != sign or exact)
    grouped = grouped and not (percent and _of_a_share(head))
    return head + part if grouped else f"{head}.{part}"
