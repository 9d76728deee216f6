"""The annotated texts and the program that fits the reader's weights to them."""

import html
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support import SHARED, needs_shared

from analyzer.reading.meaning import weights

TRAINING = Path(__file__).resolve().parent.parent / "training"
SETS = [SHARED / "gold" / name for name in ("seeds", "dev", "written")]


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(TRAINING))
    yield
    for name in ("fit", "scoring", "annotated", "spoilt"):
        sys.modules.pop(name, None)


def test_marks_become_claims_at_their_places(tmp_path: Path) -> None:
    import annotated

    path = tmp_path / "one.en.mark"
    path.write_text("A had {{51.95%|share|a|51.95|exact|cne}} on {{97%|coverage||97|under|}}.", encoding="utf-8")
    ((name, text, language, claims),) = annotated.marked(path, plain=False)
    assert (name, text, language) == ("one.en", "A had 51.95% on 97%.", "en")
    assert [text[c["start"] : c["end"]] for c in claims] == ["51.95%", "97%"]
    assert [(c["measure"], c["subject"], c["value"], c["hedge"], c["source"]) for c in claims] == [
        ("share", "a", 51.95, "exact", "cne"),
        ("coverage", "", 97.0, "under", ""),
    ]


@pytest.mark.parametrize(
    "mark", ["5%|shares|a|5|exact|", "5%|share||5|exact|", "5%|turnout|a|5|exact|", "5%|share|a|5|maybe|"]
)
def test_a_wrong_mark_is_named(tmp_path: Path, mark: str) -> None:
    import annotated

    path = tmp_path / "one.en.mark"
    path.write_text("{{" + mark + "}}", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"one\.en\.mark: expected"):
        list(annotated.marked(path, plain=False))


def test_plain_statements_stand_in_one_file(tmp_path: Path) -> None:
    import annotated

    path = tmp_path / "plain.en.mark"
    path.write_text("A had {{51%|share|a|51|exact|}}.\n\nB had {{49%|share|b|49|exact|}}.\n", encoding="utf-8")
    found = list(annotated.marked(path, plain=True))
    assert [(name, text) for name, text, _, _ in found] == [("plain.en", "A had 51%."), ("plain.en-1", "B had 49%.\n")]
    assert [text[c["start"] : c["end"]] for _, text, _, claims in found for c in claims] == ["51%", "49%"]


def test_our_own_texts_are_read(tmp_path: Path) -> None:
    import annotated
    import scoring

    score = scoring.Score()
    for text in annotated.texts([TRAINING / "texts"]):
        known = {c.id for c in text.contest.candidates} | {""}
        sources = {s.id for s in text.contest.sources} | {""}
        assert all(c["subject"] in known and c["source"] in sources for c in text.gold), text.document.id
        scoring.score(text, scoring.read(text, weights.load()), score)
    assert score.gold >= 300
    assert score.f1("+subject") >= 0.84
    assert score.hits["number"] >= 0.97 * score.found


def test_a_spoilt_text_keeps_its_annotation_in_place() -> None:
    from annotated import texts
    from spoilt import WAYS, edited

    some = texts([TRAINING / "texts"])[:40]
    for name, way in WAYS.items():
        changed = [(t, edited(t, edits)) for t in some if (edits := way(t))]
        assert changed, name
        for text, other in changed:
            for before, after in zip(text.gold, other.gold, strict=True):
                quote = html.unescape(other.document.text[after["start"] : after["end"]])
                assert [c for c in quote if c.isdecimal()] == [c for c in before["quote"] if c.isdecimal()], name


def test_fitting_finds_what_decides() -> None:
    from logit import Fit, Problem

    problem = Problem()
    for _ in range(20):
        problem.add(["right", "both"], [["wrong", "both"]], "a contest")
    fitted = Fit(problem, 0.1, {}).without(())
    assert fitted["right"] == pytest.approx(-fitted["wrong"], abs=1e-3)
    assert fitted["right"] > 1
    assert "both" not in fitted, "what all alternatives share decides nothing"
    assert Fit(problem, 1e6, {"wrong": 0.7}).without(())["wrong"] == pytest.approx(0.7, abs=1e-3)
    freed = Fit(problem, 1e6, {"wrong": 0.7}, {"wrong": 1e-7}).without(())
    assert freed["wrong"] < 0.5


def test_the_fit_agrees_with_a_plain_search_and_forgets_what_is_held_out() -> None:
    from logit import Fit, Problem
    from scipy.optimize import minimize

    rng = np.random.default_rng(5)
    problem, choices = Problem(), []
    for i in range(30):
        alternatives = [list(rng.choice(list("abcdef"), 3)) for _ in range(4)]
        right = max(alternatives, key=lambda some: some.count("a") - some.count("b") + 0.1 * some.count("c"))
        wrong = [some for some in alternatives if some is not right]
        choices.append((right, wrong))
        problem.add(right, wrong, "out" if i >= 20 else "in")

    def loss(w: np.ndarray, some: list) -> float:
        def worth(features: list[str]) -> float:
            return sum(w["abcdef".index(f)] for f in features)

        likely = [worth(right) - np.logaddexp.reduce([worth(x) for x in (right, *wrong)]) for right, wrong in some]
        return 0.5 * float(w @ w) - sum(likely)

    for out, some in (((), choices), (("out",), choices[:20])):
        plain = minimize(loss, np.zeros(6), args=(some,), method="BFGS").x
        fitted = Fit(problem, 1.0, {}).without(out)
        assert [fitted.get(f, 0.0) for f in "abcdef"] == pytest.approx(plain, abs=2e-3)


def test_who_answers_is_learnt_from_texts_as_they_are_read() -> None:
    """A learner goes on from its own answers, right or wrong, and notes the annotated ones."""
    import fit
    from annotated import texts
    from logit import Problem

    from analyzer.reading import claims
    from analyzer.reading.meaning.weights import Weights

    some = texts([TRAINING / "texts"])[:30]
    given = weights.load()
    wrong = Weights(given.measures, given.subjects, {"nobody": 99.0})  # takes nobody to answer, ever
    as_read, as_annotated, mistaken = Problem(), Problem(), Problem()
    for text in some:
        claims.extract(text.document, text.contest, fit.Learner(text, given, as_read, []))
        claims.extract(text.document, text.contest, fit.Teacher(text, [], as_annotated, []))
        claims.extract(text.document, text.contest, fit.Learner(text, wrong, mistaken, []))
    assert 0.8 * len(as_annotated.starts) < len(as_read.starts) <= len(as_annotated.starts)
    assert "same sentence" in as_read.names
    assert "same sentence" not in mistaken.names
    assert "same sentence nobody" in mistaken.names


@needs_shared
def test_the_weights_are_those_that_the_texts_give() -> None:
    import fit
    from annotated import texts

    own = [TRAINING / "texts", TRAINING / "looked", *sorted((TRAINING / "apart").iterdir())]
    readings, sources = fit.falls(texts([*SETS, *own]), weights.load())
    assert readings < 0.002
    # Who answers is fitted to texts as the weights of the round before read them:
    # .003 is left to gain, .008 with the weights of an earlier round.
    assert sources < 0.006
