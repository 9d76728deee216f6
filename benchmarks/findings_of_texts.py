"""How many findings made of texts rest on figures that were read rightly: `python benchmarks/findings_of_texts.py`.

Every annotated text is read with weights fitted without its contest and checked by itself. A finding `inconsistent`
is right where all its figures are as annotated (measure, candidate and source); else it is a false alarm of the
reading, whatever the checks are worth. Ten minutes; needs the gold sets beside the repository. With figures that
contradict each other read again (`reading/settling.py`), and not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from annotated import Text, texts  # noqa: E402 (the package of this checkout, installed or not)
from fit import PENALTY, held_out  # noqa: E402
from scoring import LEVELS, Score, matched, rows, score  # noqa: E402

from analyzer import checks, ledger  # noqa: E402
from analyzer.model import Verdict  # noqa: E402
from analyzer.reading import claims  # noqa: E402
from analyzer.reading.deciding import Decider  # noqa: E402
from analyzer.reading.meaning.weights import Weights  # noqa: E402

GOLD = [ROOT.parent / "shared" / "gold" / name for name in ("seeds", "dev", "written")]
TRAINING = ROOT / "training"
OWN = [TRAINING / "texts", TRAINING / "looked", *sorted((TRAINING / "apart").iterdir())]
TURNS = 10
NAMES = {"dev": "gold press", "written": "competing", "seeds": "five articles", "texts": "our own"}


@dataclass
class Alarms:
    """Findings `inconsistent` of some texts, and the texts that have one."""

    texts: int = 0
    right: int = 0
    wrong: int = 0
    texts_right: int = 0
    texts_wrong: int = 0

    def add(self, right: int, wrong: int) -> None:
        """One more text, with so many findings on figures read rightly, and on others."""
        self.texts += 1
        self.right, self.wrong = self.right + right, self.wrong + wrong
        self.texts_right, self.texts_wrong = self.texts_right + bool(right), self.texts_wrong + bool(wrong)

    def cells(self) -> tuple[str, ...]:
        """As they are printed."""
        return tuple(str(n) for n in (self.texts, self.right, self.wrong, self.texts_right, self.texts_wrong))


class Plain(Decider):
    """Decides sentence by sentence, whatever contradicts what."""

    settles = False


def judge(text: Text, decider: Decider, tallied: Score) -> tuple[int, int]:
    """How many findings of a text are `inconsistent` on figures read rightly, and how many on others."""
    found, _ = claims.extract(text.document, text.contest, decider)
    score(text, rows(found), tallied)
    right = {found[i].claim for _, i in matched(text.gold, rows(found), LEVELS["+source"])}
    made = checks.run(ledger.build(found, text.contest))
    sound = [right.issuperset(finding.claims) for finding in made if finding.verdict is Verdict.INCONSISTENT]
    return sum(sound), len(sound) - sum(sound)


def read_by() -> Iterator[tuple[str, Text, Weights]]:
    """The name of its set, each text, and the weights that it is read with."""
    for text, fitted in held_out(texts([*GOLD, *OWN]), TURNS, PENALTY):
        yield NAMES.get(text.set, text.set), text, fitted


def table(read: Iterable[tuple[str, Text, Weights]], kind: type[Decider]) -> str:
    """The findings by set, read by one kind of decider."""
    found: dict[str, Alarms] = {}
    total = Score()
    for name, text, fitted in read:
        judged = judge(text, kind(fitted), total)
        for key in (name, "all"):
            found.setdefault(key, Alarms()).add(*judged)
    lines = [("", "texts", "right", "wrong", "texts right", "texts wrong")]
    lines += [(name, *alarms.cells()) for name, alarms in sorted(found.items())]
    shown = "\n".join(f"{line[0]:16}" + "".join(f"{cell:>13}" for cell in line[1:]) for line in lines)
    return f"{shown}\nfigures: {' '.join(f'{level} {total.f1(level):.3f}' for level in LEVELS)}"


def main() -> None:
    """Print both tables."""
    if missing := [folder.name for folder in GOLD if not folder.is_dir()]:
        sys.exit(f"findings_of_texts.py: expected the gold sets beside the repository, found none of {missing}")
    read = list(read_by())
    print("read sentence by sentence", table(read, Plain), "", "and settled", table(read, Decider), sep="\n")


if __name__ == "__main__":
    main()
