"""What the figures say, in the language of a file of labels/: the one place of plot/ that turns figures into words.

A language is a file of texts with {placeholders}; nothing here is in any language. `Words` is handed to every function
that says something, so that two figures in two languages can be drawn side by side.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import inf, isfinite, isnan
from pathlib import Path

from analyzer import wording
from analyzer.model import NULL, OTHERS, Claim, Contest, Hedge
from analyzer.sides import Side
from analyzer.wording import NBSP

_LABELS = Path(__file__).parent / "labels"
ENGLISH = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The texts of one language by key ("shares.axis"), the two forms of each noun, and how its numbers are written."""

    texts: Mapping[str, str]
    nouns: Mapping[str, tuple[str, str]]
    changes: tuple[tuple[re.Pattern[str], str], ...] = ()
    _digits: Mapping[int, str] = field(default_factory=dict)

    def say(self, key: str, **parts: object) -> str:
        """The text of `key` with its placeholders filled in. KeyError for a text or a placeholder that is not there."""
        return self.texts[key].format(**parts)

    def joined(self, words: Sequence[str], last: str = "and") -> str:
        """ "a", "a and b", "a, b and c"; `last` is "and" or "or"."""
        if len(words) < 2:
            return "".join(words)
        tail = f"{self.texts[f'joining.{last}']} {words[-1]}"
        for pattern, instead in self.changes:
            tail = pattern.sub(instead, tail, count=1)
        return f"{', '.join(words[:-1])} {tail}"

    def plural(self, number: int, noun: str) -> str:
        """ "1 claim", "2 claims", "1,300 claims"."""
        return f"{self.localised(f'{number:,}')}{NBSP}{self.nouns[noun][number != 1]}"

    def several(self, noun: str) -> str:
        """A noun for more than one, without a number."""
        return self.nouns[noun][1]

    def localised(self, number: str) -> str:
        """A number as wording.py writes it, with this language's signs."""
        return number.translate(self._digits)

    def whole(self, number: float) -> str:
        """A number without decimals: "26,317"."""
        return self.localised(f"{number:,.0f}")

    def percent(self, value: float, places: int) -> str:
        """ "51.20 %"."""
        return self._with_unit(self.localised(f"{value:.{places}f}"), "percent")

    def times(self, number: float) -> str:
        """A multiple with as many digits as it needs: "1.25 times"."""
        return self._with_unit(self.localised(f"{number:g}"), "times")

    def amount(self, value: float, unit: str, resolution: float = 0.0) -> str:
        """`value` with the digits its last printed unit allows, and its unit: "51.20 %", "7.3 million votes"."""
        if resolution >= wording.MILLION / 1000 and value >= wording.MILLION:
            places = wording.decimals(resolution / wording.MILLION)
            millions = self.localised(f"{value / wording.MILLION:.{places}f}")
            number = self.say("numbers.one_million" if millions == "1" else "numbers.million", number=millions)
            key = f"units_of_millions.{unit}"
            return self.say(key, number=number) if key in self.texts else self._with_unit(number, unit)
        number = f"{value:,.{wording.decimals(resolution)}f}" if resolution else wording.shortest(value)
        return self._with_unit(self.localised(number), unit)

    def without_unit(self, text: str, unit: str) -> str:
        """A figure without its unit at the end, where the axis names it already."""
        for key in (f"units_of_millions.{unit}", f"units.{unit}", f"units_of_one.{unit}"):
            text = text.removesuffix(self.texts[key].format(number=""))
        return text

    def _with_unit(self, number: str, unit: str) -> str:
        one = f"units_of_one.{unit}"
        key = one if number == "1" and one in self.texts else f"units.{unit}"
        return self.say(key, number=number) if unit else number

    def stated(self, claim: Claim, unit: str = "") -> str:
        """What a claim says, hedge and unit with it: "almost 38 points", "7.3 million votes", "47.9–50.1 %"."""
        unit = unit or wording.noun(claim.measure)
        if both := wording.range_ends(claim):
            # The one unit stands behind both: "" of the lower end has none of its own.
            low, high = self.amount(both[0], "", claim.resolution), self.amount(both[1], unit, claim.resolution)
            return self.say("intervals.both", low=low, high=high)
        return self.hedged(claim.value, unit, claim.resolution, Hedge(claim.hedge))

    def hedged(self, value: float, unit: str, resolution: float, hedge: Hedge) -> str:
        """A figure with its unit and the words of its hedge."""
        figure = self.amount(value, unit, resolution)
        return figure if hedge is Hedge.EXACT else self.say(f"hedges.{hedge}", figure=figure)

    def interval(self, low: float, high: float, unit: str) -> str:
        """ "34.70–36.00 %", "at least 80 %", a single number where both ends are one; "" where there is none."""
        if isnan(low) or isnan(high) or low == inf or high == -inf:
            return ""
        if high == inf or low == -inf:
            return self._one_sided(low, high, unit)
        places = wording.places_of((low, high), unit)
        first, second = (self.localised(wording.fixed(end, places)) for end in (low, high))
        if first == second:
            return self._with_unit(first, unit)
        # A dash between two minus signs would be read as one more of them.
        key = "intervals.both" if low >= 0 else "intervals.signed"
        return self._with_unit(self.say(key, low=first, high=second), unit)

    def _one_sided(self, low: float, high: float, unit: str) -> str:
        end, key = (low, "intervals.at_least") if isfinite(low) else (high, "intervals.at_most")
        if not isfinite(end):
            return self.say("intervals.any")
        number = self.localised(wording.fixed(end, wording.places_of((end,), unit)))
        return self.say(key, end=self._with_unit(number, unit))

    def where(self, contest: Contest) -> str:
        """The contest and its day, as a footer ends."""
        return self.say("page.contest", contest=contest.name, date=contest.date.isoformat())

    def subject(self, subject: str, contest: Contest) -> str:
        """A candidate's name, or what a reserved subject is called."""
        if subject in {OTHERS, NULL}:
            return self.say(f"names.{subject}")
        return wording.subject_name(subject, contest)

    def source(self, side: Side) -> str:
        """A source's name; the text's own voice where nobody is answerable."""
        return side.name if side.source else self.say("names.own_voice")

    def detail(self, side: Side) -> str:
        """What tells one count of a source from its others, as `labels.label` says it; "" where there are none."""
        mark = side.mark
        if not mark:
            return ""
        parts = []
        if mark.as_of:
            parts.append(self.say("counts.as_of", moment=mark.as_of))
        elif mark.document:
            key = "counts.elsewhere" if mark.elsewhere else "counts.document"
            parts.append(self.say(key, document=mark.document))
        if mark.coverage:
            parts.append(self.covered(side))
        if mark.place:
            parts.append(self.say("counts.number", number=mark.place, all=mark.of))
        if mark.basis:
            parts.append(self.percentages(mark.basis))
        return ", ".join(parts)

    def percentages(self, basis: str) -> str:
        """Of what the percentages of a count are percentages."""
        return self.say("counts.basis", whole=self.say(f"wholes.{basis}"))

    def covered(self, side: Side) -> str:
        """What part of the tally sheets the count rests on."""
        percent, counted, total = (
            self.joined([self.stated(fact.claim) for fact in side.count.deciding(measure)], "or")
            for measure in ("coverage", "coverage_count", "coverage_total")
        )
        if percent:
            return self.say("counts.coverage", figure=percent)
        if not counted:
            return self.say("counts.no_coverage")
        bare = self.without_unit(counted, "sheets")
        return self.say("counts.coverage_of", part=bare, whole=total) if total else counted


def languages() -> tuple[str, ...]:
    """The languages that figures can be labelled in, by the names of their files."""
    return tuple(sorted(path.stem for path in _LABELS.glob("*.toml")))


@cache
def load(language: str = ENGLISH) -> Words:
    """The words of a language. ValueError names those that are known."""
    if language not in languages():
        raise ValueError(f"language: expected one of {', '.join(languages())}, found {language!r}")
    tables = tomllib.loads((_LABELS / f"{language}.toml").read_text(encoding="utf-8"))
    nouns = {noun: (one, many) for noun, (one, many) in tables.pop("nouns").items()}
    changes = tuple((re.compile(pattern, re.I), instead) for pattern, instead in tables.pop("changes").items())
    texts = {f"{table}.{key}": text.replace("~", NBSP) for table, keys in tables.items() for key, text in keys.items()}
    signs = {".": texts["numbers.decimal"], ",": texts["numbers.group"]}
    return Words(texts, nouns, changes, str.maketrans(signs))


def several(names: Iterable[str]) -> tuple[str, ...]:
    """Each of some names once, in their order."""
    return tuple(dict.fromkeys(names))
