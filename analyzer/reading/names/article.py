"""A document as it is read: its prose, words and sentences, and whom it names where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.model import Contest
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.names import Names
from analyzer.reading.names.mentions import Mention
from analyzer.reading.prose.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of a document before any of its figures is read. Offsets are those of `text`."""

    text: str  # laid out as prose
    words: Words
    language: Language
    contest: Contest
    names: Names  # of the contest's candidates and sources, in this language
    mentions: list[Mention]
    sentences: Sequence[Sentence]
    date: str = ""  # when it was published, "" where nobody says

    @property
    def folded(self) -> str:
        """The text without accents and capitals, as long as the text."""
        return self.words.folded
