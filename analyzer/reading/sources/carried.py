"""What the figures told before say of who answers for the next: whoever answered for the last may go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.reading.meaning.passage import Passage
from analyzer.reading.sources.assertion import Assertion
from analyzer.reading.sources.assertions import Assertions

_ALIKE = 0.01  # part by which two figures of the same differ, of which one may be rounded


@dataclass(slots=True)
class Told:
    """A figure already read, as far as it bears on who answers for the next."""

    at: int
    index: int  # of its sentence
    paragraph: int
    source: str
    measure: str
    subject: str
    value: float
    spoken: bool  # is its source made answerable in its own sentence?


class Figure(NamedTuple):
    """A figure for which somebody may answer, with the figures told before it and the assertions of its sentence."""

    passage: Passage
    at: int
    measure: str
    subject: str
    value: float
    told: Sequence[Told]
    continues: bool  # does the sentence go on from the one before, by its first words?
    here: Sequence[Assertion]
    firm: Sequence[Assertion]  # those by which somebody speaks


def features(figure: Figure, assertions: Assertions) -> Mapping[str, list[str]]:
    """Source id (and "" for nobody) -> what the figures told before say of its answering for this one."""
    passage, told = figure.passage, figure.told
    if not told:
        return {}
    found: dict[str, list[str]] = {}
    last = told[-1]
    some = found.setdefault(last.source, [])
    who = "" if last.source else " nobody"
    if last.index == passage.index:
        between = any(last.at < a.start < figure.at and a.source != last.source for a in figure.firm)
        some.append(f"same sentence{who}{', another between' if between else ''}")
        if (tie := passage.ties.get(last.at)) in ("instead", "change"):
            some.append(f"same sentence{who}, {tie}")
    else:
        some += _gone_on(figure, assertions)
    for t in told:
        if (t.measure, t.subject, t.value) == (figure.measure, figure.subject, figure.value):
            found.setdefault(t.source, []).append("said it before" if t.source else "nobody said it before")
            break
    for source, feature in _of_the_same(figure).items():
        found.setdefault(source, []).append(feature)
    earlier = next((t for t in reversed(told) if t.source != last.source), None)
    if earlier is not None and passage.sentence.paragraph - earlier.paragraph <= 1:
        found.setdefault(earlier.source, []).append("the one before")
    return found


def _gone_on(figure: Figure, assertions: Assertions) -> list[str]:
    """What speaks for whoever answered for the last figure, which stands in a sentence before."""
    passage, told, firm = figure.passage, figure.told, figure.firm
    last = told[-1]
    who = "" if last.source else " nobody"
    paragraphs = min(passage.sentence.paragraph - last.paragraph, 3)
    sentences = min(passage.index - last.index, 4)
    before = f"before{who} p{paragraphs}"
    found = [before, f"{before} s{sentences}", f"{before}, {figure.measure}"]
    found.append(f"before{who}, {'spoken' if last.spoken else 'carried'} p{paragraphs}")
    if firm:
        own = any(a.source == last.source for a in firm)
        found.append(f"before{who}, {'itself speaks' if own else 'another speaks'}")
    m = assertions.opens(passage.sentence)
    if m is not None and m.source and assertions.speaker(m) != last.source:
        found.append(f"before{who}, another opens")
    if figure.continues:
        found.append(f"{before}, goes on")
    again = (figure.measure, figure.subject) in {
        (t.measure, t.subject) for t in told if t.index >= last.index - 1 and t.source == last.source
    }
    found.append(f"{before}, {'again' if again else 'new figure'}")
    if assertions.talk.quoted(last.at) and not assertions.talk.quoted(figure.at):
        found.append(f"before{who}, quotation over")
    return found


def _of_the_same(figure: Figure) -> dict[str, str]:
    """What each source has told so far: the like, otherwise, or of others what it has not told of this one."""
    found: dict[str, str] = {}
    for t in reversed(figure.told):
        if t.measure != figure.measure:
            continue
        who = "" if t.source else "nobody "
        if t.subject != figure.subject:
            found.setdefault(t.source, f"{who}told of others")
        elif not found.get(t.source, "").endswith(("like", "otherwise")):
            alike = abs(t.value - figure.value) <= _ALIKE * max(abs(t.value), abs(figure.value))
            found[t.source] = f"{who}told {'the like' if alike else 'otherwise'}"
    return found
