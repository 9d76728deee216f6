"""Which candidates are women and which are men, as far as titles, given names and the words before names say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from analyzer.folding import fold
from analyzer.model import Candidate, Contest
from analyzer.reading.languages.language import Language, determiners
from analyzer.reading.languages.words import Words
from analyzer.reading.names import given_names
from analyzer.reading.names.descriptions import Named


class Genders:
    """What a language's titles say of a contest's candidates."""

    def __init__(self, contest: Contest, language: Language) -> None:
        known = language.genders
        self._function_words = language.function_words
        # Not "he", which stands before a name only where that is somebody else's ("he beat NAME").
        self._titles = {w: g for w, g in known.items() if w not in language.pronouns or w in language.determiners}
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

    def of(self, words: Words, people: Sequence[Named]) -> dict[str, str]:
        """Candidate -> "f" or "m" where the words before the name say so, by the greater number of places."""
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
        return {candidate: count.most_common(1)[0][0] for candidate, count in votes.items()}
