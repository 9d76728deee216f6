"""Forms of names -> whom they name: "Maduro" is "Nicolás Maduro", "IEC" the "Independent Electoral Commission"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.drafting.evidence import Form
from analyzer.folding import fold


@dataclass(slots=True)
class Named:
    """A person or a body under all the forms that name it, the most used first."""

    forms: list[Form]

    @property
    def name(self) -> str:
        """The most used form of two words or more, else the most used."""
        full = [form.text for form in self.forms if " " in form.text]
        return full[0] if full else self.forms[0].text

    @property
    def figures(self) -> int:
        """Vote figures that it stands beside."""
        return sum(form.figures for form in self.forms)

    @property
    def standing(self) -> int:
        """How much it looks like a candidate: by the figures beside it and in its sentences."""
        return self.figures + sum(form.together for form in self.forms)

    @property
    def reports(self) -> int:
        """Sentences with vote figures in which it says something."""
        return sum(form.reports for form in self.forms)

    @property
    def documents(self) -> int:
        """Documents that name it."""
        return len(set().union(*(form.documents for form in self.forms)))

    @property
    def kind(self) -> str:
        """The kind of body that its names speak of most; "" for a person, or where they do not say."""
        kinds: Counter[str] = Counter()
        for form in self.forms:
            kinds.update(form.kinds)
        return min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else ""

    def examples(self, saying: bool) -> list[tuple[str, str]]:
        """(document, sentence) in which it says something, or stands beside a figure; each once."""
        return list(dict.fromkeys(e for form in self.forms for e in (form.saying if saying else form.beside)))


def merge(forms: Sequence[Form]) -> list[Named]:
    """Everybody named, those most beside figures first.

    A shorter form joins the longer one that contains its words; of several, the one named most often. Forms that
    differ by case and accents alone are one. An acronym joins the name that it stands behind in brackets.
    """
    groups: list[list[Form]] = []
    # folded word or acronym -> the groups with a form that holds it, in the order in which they were made
    holding: dict[str, dict[int, None]] = defaultdict(dict)
    for form in sorted(forms, key=lambda f: (-len(f.text.split()), -f.mentions, f.text)):
        words = fold(form.text).split()
        hosts = [place for place in holding[words[0]] if any(_inside(words, other) for other in groups[place])]
        if not hosts:
            hosts = [len(groups)]
            groups.append([])
        place = max(hosts, key=lambda host: _weight(groups[host]))
        groups[place].append(form)
        for word in (*words, *map(fold, form.acronyms)):
            holding[word][place] = None
    people = [Named(sorted(group, key=lambda f: (-f.mentions, f.text))) for group in groups if not _idle(group)]
    return sorted(people, key=lambda one: (-one.standing, -one.reports, -_weight(one.forms), one.name))


def _idle(group: Sequence[Form]) -> bool:
    """Is it a word with a capital only because it opens sentences?"""
    return all(form.mentions == form.opening for form in group)


def _weight(group: Iterable[Form]) -> int:
    return sum(form.figures + form.reports + form.mentions for form in group)


def _inside(words: list[str], long: Form) -> bool:
    """Do folded words name what the longer form names?"""
    if len(words) == 1 and any(fold(acronym) == words[0] for acronym in long.acronyms):
        return True
    others = fold(long.text).split()
    if len(words) > 1:
        return any(others[i : i + len(words)] == words for i in range(len(others) - len(words) + 1))
    # One word is a surname, or the first of two. What stands further in front is a title; no word alone names a body.
    return words[0] in others[-2:] and not long.kinds
