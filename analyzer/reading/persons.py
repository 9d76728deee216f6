"""Whom "I", "we", "he" and "she" stand for in somebody's own words: in a quotation, or in a letter that he signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from analyzer.model import Quantity
from analyzer.reading.languages.compiling import once
from analyzer.reading.names.article import Article
from analyzer.reading.names.mentions import Mention
from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.sources import Sources
from analyzer.reading.sources.assertions import Assertions


class Persons:
    """The persons of one document; `sides` are campaigns with their candidates, `leading` its two main candidates."""

    def __init__(
        self,
        article: Article,
        assertions: Assertions,
        sources: Sources,
        sides: Mapping[str, str],
        leading: Sequence[str],
    ) -> None:
        self._article, self._sides, self._leading = article, sides, leading
        self._assertions, self._sources = assertions, sources

    def within(self, sentence: Sentence, numbers: Sequence[Quantity], mentions: list[Mention]) -> list[Mention]:
        """The mentions of a sentence: in a quotation "we" is the speaker's candidate (`self`), and "he" is not.

        Outside of quotations "we" is the candidate of who signs the letter.
        """
        quote = next((found for q in numbers if (found := self._assertions.talk.quoted(q.start))), None)
        source = self._sources.speaker(quote[0] + 1) if quote else self._sources.signer
        speaker = self._sides.get(source, "")
        if not speaker:
            return mentions
        start, end = sentence.start, sentence.end
        if quote:
            start, end = max(quote[0], start), min(quote[1], end)
            mentions = [m for m in mentions if not (start <= m.start < end and m.how == "pronoun")]
        said = self._words_of("first_person", start, end, speaker, speaker, "self")
        if quote:
            rival = next((c for c in self._leading if c != speaker), "")
            said += self._words_of("third_person", start, end, rival, speaker, "pronoun")
        free = [f for f in said if quote or not any(m.start < f.end and f.start < m.end for m in mentions)]
        return sorted(mentions + free, key=lambda m: m.start)

    def _words_of(self, person: str, start: int, end: int, candidate: str, speaker: str, how: str) -> list[Mention]:
        """The words of a person between two places, as mentions of a candidate."""
        article = self._article
        words = once(rf"(?<!\w){article.language.patterns.source(person)}(?!\w)")
        places = words.finditer(article.folded[start:end])
        return [
            Mention(
                start + f.start(),
                start + f.end(),
                self._he_or_she(f.group(), start + f.end(), candidate, speaker),
                "",
                how,
            )
            for f in places
        ]

    def _he_or_she(self, word: str, end: int, candidate: str, speaker: str) -> str:
        """Whom a pronoun in a quotation stands for: the speaker's candidate where that is the only woman or man.

        So it is where nothing tells the two apart, and he or she is said to be ahead: a campaign has its own in front.
        """
        language = self._article.language
        gender = language.pronouns.get(word)
        if not gender or candidate == speaker:
            return candidate
        his, own = self._genders.get(candidate, ""), self._genders.get(speaker, "")
        if his not in ("", gender):
            return speaker if own == gender else candidate
        told_apart = his == gender or own not in ("", gender)
        ahead = language.idioms["leads_after"].match(self._article.folded, end)
        return speaker if ahead and not told_apart else candidate

    @cached_property
    def _genders(self) -> dict[str, str]:
        article = self._article
        return article.names.genders(article.words, article.mentions, article.text)
