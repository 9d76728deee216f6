"""Which candidates are women and which are men, as far as titles, given names and the words before names say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from analyzer.folding import fold
from analyzer.model import Candidate, Contest
from analyzer.reading.languages.language import Language, determiners
from analyzer.reading.languages.words import Words
from analyzer.reading.names import given_names
from analyzer.reading.names.descriptions import Named
from analyzer.reading.names.mentions import STOP

_GOES_ON = 120  # characters behind a name in which a pronoun goes on about it
_MOST = 0.6  # of the pronouns behind a name, by which they agree
_CAPITAL = re.compile(r"(?<![.!?\n] )(?<=\s)[^\W\d_a-zà-ÿ]\w")  # somebody else may be named


class Genders:
    """What a language's titles say of a contest's candidates."""

    def __init__(self, contest: Contest, language: Language) -> None:
        known = language.genders
        self._function_words = language.function_words
        # Not "he", which stands before a name only where that is somebody else's ("he beat NAME").
        self._titles = {w: g for w, g in known.items() if w not in language.pronouns or w in language.determiners}
        self._pronouns = {w: g for w, g in language.pronouns.items() if w not in language.determiners}
        self._anaphor = language.patterns["anaphor"]
        self._foreign = determiners() - language.determiners
        self._called = {c.id: gender for c in contest.candidates if (gender := self._gender(c))}
        self._given = {c.id: gender for c in contest.candidates if (gender := given_names.gender(c.name))}

    def _gender(self, c: Candidate) -> str:
        """What the first words of a candidate's name and aliases say: "Mme Roe", "the former congresswoman".

        Not those of another language's: "o presidente" is a man, "presidente" in French is none.
        """
        forms = (fold(form).split() for form in (c.name, *c.aliases))
        first = [some for some in forms if not some or some[0] not in self._foreign]
        said = {gender for some in first for w in some[:2] if (gender := self._titles.get(w)) and len(w) > 2}
        return said.pop() if len(said) == 1 else ""

    def of(self, words: Words, people: Sequence[Named], text: str = "") -> dict[str, str]:
        """Candidate -> "f" or "m" where the words before the name say so, by the greater number of places.

        Of whom no word says it, the pronouns do that go on about him in a sentence of the `text`.
        """
        votes = {candidate: Counter({gender: 2}) for candidate, gender in self._called.items()}
        for candidate, given in self._given.items():
            votes.setdefault(candidate, Counter())[given] += 2
        for m in people:
            at = bisect_left(words.starts, m.start)
            for i in range(at - 1, max(-1, at - 5), -1):
                if words.folded[words.starts[i] + len(words.texts[i]) : words.starts[i + 1]] not in (" ", ". "):
                    break
                if gender := self._titles.get(words.texts[i]):
                    votes.setdefault(m.candidate, Counter())[gender] += 1
                    break
                if words.texts[i] in self._function_words:
                    break  # "se la dio a NAME"
        told = {candidate: count.most_common(1)[0][0] for candidate, count in votes.items()}
        return self._by_pronouns(words, people, text) | told

    def _by_pronouns(self, words: Words, people: Sequence[Named], text: str) -> dict[str, str]:
        """The same by pronouns behind a name, nobody named between the two ("Roe said she had won", "Roe and her")."""
        votes: dict[str, Counter[str]] = {}
        ends = [*(m.start for m in people[1:]), len(text)]
        for m, end in zip(people, ends, strict=False):
            stop = STOP.search(text, m.end, end)
            end = min(end, m.end + _GOES_ON, stop.start() if stop else end)
            other = _CAPITAL.search(text, m.end, end)
            for i in words.between(m.end, other.start() if other else end):
                word = words.texts[i]
                gender = self._pronouns.get(word, "")
                if gender and self._goes_on(words, i):
                    votes.setdefault(m.candidate, Counter())[gender] += 1
                    break
        return {
            candidate: gender
            for candidate, count in votes.items()
            for gender, most in count.most_common(1)
            if most > _MOST * count.total()
        }

    def _goes_on(self, words: Words, i: int) -> bool:
        """May a pronoun go on about whom its sentence begins with? Not where it is the object ("beat her by")."""
        start, folded = words.starts[i], words.folded
        end = start + len(words.texts[i])
        if not i or i + 1 == len(words.texts) or folded[end : words.starts[i + 1]] != " ":
            return False
        if self._anaphor.match(folded, start) is None:
            return False
        opens = (
            words.texts[i - 1] in self._function_words or folded[start - 2 : start] == ", " or folded[start - 1] == "'"
        )
        return opens or words.texts[i + 1] not in self._function_words
