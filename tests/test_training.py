"""The annotated texts and the program that fits the reader's weights to them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import SHARED, needs_shared

from analyzer.reading import weights

TRAINING = Path(__file__).resolve().parent.parent / "training"
SETS = [SHARED / "gold" / name for name in ("seeds", "dev", "written")]


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(TRAINING))
    yield
    for name in ("fit", "scoring", "annotated"):
        sys.modules.pop(name, None)


def test_marks_become_claims_at_their_places(tmp_path: Path) -> None:
    import annotated

    path = tmp_path / "one.en.mark"
    path.write_text("A had {{51.95%|share|a|51.95|exact|cne}} on {{97%|coverage||97|under|}}.", encoding="utf-8")
    text, language, claims = annotated.marked(path)
    assert (text, language) == ("A had 51.95% on 97%.", "en")
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
        annotated.marked(path)


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


def test_fitting_finds_what_decides() -> None:
    import fit

    problem = fit.Problem()
    for _ in range(20):
        problem.add([["right", "both"], ["wrong", "both"]], 0)
    fitted = problem.fit(0.1, {})
    assert fitted["right"] == pytest.approx(-fitted["wrong"], abs=1e-3)
    assert fitted["right"] > 1
    assert fitted["both"] == pytest.approx(0, abs=1e-6)
    assert problem.fit(1e6, {"both": 0.7})["both"] == pytest.approx(0.7, abs=1e-3)


@needs_shared
def test_the_weights_are_those_that_the_texts_give() -> None:
    import fit
    from annotated import texts

    fitted, kept = fit.fit(texts([*SETS, TRAINING / "texts"]), fit.PENALTY, 0.04), weights.load()
    for name in ("subjects", "sources"):
        old, new = getattr(kept, name), getattr(fitted, name)
        assert all(abs(old.get(f, 0) - new.get(f, 0)) < 0.08 for f in old | new), name
    flat = [{(o, m): w for o, row in x.measures.items() for m, w in row.items()} for x in (kept, fitted)]
    assert all(abs(flat[0].get(k, 0) - flat[1].get(k, 0)) < 0.08 for k in flat[0] | flat[1])
