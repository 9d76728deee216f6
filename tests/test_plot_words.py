"""What the figures say in each language: whole, of one kind, and with nothing of another language left in it."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from support import ROOT
from test_tallies import ISLE
from test_tallies_figures import many, profiles

from analyzer import pipeline, plot, wording
from analyzer.model import MEASURES, Hedge
from analyzer.plot import FIGURES, drawing, render
from analyzer.plot import profiles as drawings
from analyzer.plot.words import languages, load

LABELS = ROOT / "analyzer" / "plot" / "labels"
FREE = {"changes"}  # a language may change words before others, or not


def keys(language: str) -> dict[str, object]:
    tables = tomllib.loads((LABELS / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{name}.{key}": text for name, of in tables.items() if name not in FREE for key, text in of.items()}


def placeholders(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_keys_and_the_placeholders_of_english(language: str) -> None:
    english, other = keys("en"), keys(language)
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert placeholders(text) == placeholders(english[key]), key
        if isinstance(english[key], list):
            assert isinstance(text, list)
            assert len(text) == 2


def test_every_text_is_said_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "analyzer" / "plot").rglob("*.py"))
    built = {"units", "units_of_one", "units_of_millions", "hedges", "intervals", "joining", "names", "nouns"}
    built |= {"numbers", "counts"}
    for key in keys("en"):
        table, _, name = key.partition(".")
        name = name.removesuffix("_strained")
        if table not in built and name not in MEASURES:
            said = f'"{key}"' in code or re.search(rf'"{name}"|\b{name}\b', code)
            assert said, f"{key} is said nowhere"


@given(st.floats(0, 1e8), st.sampled_from([0.0, 0.01, 0.1, 1.0, 1e5, 1e6]), st.sampled_from(list(Hedge)))
def test_english_is_the_wording_of_the_rest(value: float, resolution: float, hedge: Hedge) -> None:
    measure = "votes" if value > 100 else "share"
    claim = sample.make_claim("c", "cne", measure, "maduro", round(value, 2), resolution=resolution, hedge=hedge)
    assert load("en").stated(claim) == wording.stated(claim)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True), st.sampled_from(["percent", "points", "votes", ""]))
def test_english_intervals_are_those_of_the_rest(one: float, other: float, unit: str) -> None:
    low, high = sorted((one, other)) if one == one and other == other else (one, other)
    assert load("en").interval(low, high, unit) == wording.interval(low, high, unit)


def test_spanish_writes_numbers_and_words_its_own_way() -> None:
    words = load("es")
    assert words.amount(5150092, "votes") == "5.150.092~votos".replace("~", wording.NBSP)
    assert words.amount(51.2, "percent", 0.01) == "51,20~%".replace("~", wording.NBSP)
    assert words.amount(7.3e6, "votes", 1e5) == "7,3~millones~de~votos".replace("~", wording.NBSP)
    assert words.without_unit(words.amount(7.3e6, "votes", 1e5), "votes") == f"7,3{wording.NBSP}millones"
    assert words.joined(["Ana", "Inés"]) == "Ana e Inés"
    assert words.joined(["Ana", "Ida", "Hiedra"]) == "Ana, Ida y Hiedra"
    assert words.joined(["uno", "ocho"], "or") == "uno u ocho"


def drawn_words(figure: Figure) -> str:
    texts = [*figure.texts]
    for axes in figure.axes:
        texts += [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label, axes.yaxis.label]
    return " ".join(text.get_text() for text in texts)


def test_no_english_is_left_in_spanish_figures() -> None:
    def vocabulary(language: str) -> set[str]:
        said = " ".join(str(text) for text in keys(language).values())
        return set(re.findall(r"[^\W\d_]{3,}", re.sub(r"{\w+}", " ", said).lower()))

    contest, claims = sample.CONTEST, [*sample.claims(), *_bulletins()]
    findings = pipeline.check(claims, (contest,))
    names = " ".join([contest.name, *(c.name for c in contest.candidates), *(s.name for s in contest.sources)])
    names += " " + " ".join(claim.document for claim in claims)
    english = vocabulary("en") - vocabulary("es") - set(re.findall(r"[^\W\d_]{3,}", names.lower()))
    words = load("es")
    for figure in FIGURES:
        data = figure.data(claims, findings, contest, words)
        assert not figure.absent(data, words)
        said = (
            f"{figure.asks(words)} {figure.alt(data, words)} {drawn_words(drawing.draw(figure, data, contest, words))}"
        )
        assert not set(re.findall(r"[^\W\d_]{3,}", said.lower())) & english, figure.id
        empty = figure.data((), (), contest, words)
        assert not set(re.findall(r"[^\W\d_]{3,}", figure.absent(empty, words).lower())) & english


def test_no_english_is_left_in_spanish_figures_of_tally_sheets(tmp_path: Path) -> None:
    english, spanish = (
        set(re.findall(r"[^\W\d_]{3,}", re.sub(r"{\w+}", " ", " ".join(map(str, keys(one).values()))).lower()))
        for one in ("en", "es")
    )
    names = "Ada Brown Ben Dole Cyd Isle board camp"
    known = spanish | set(re.findall(r"[^\W\d_]{3,}", names.lower()))
    for rows in (None, many()):
        for profile in profiles(tmp_path, rows).values():
            figure, words = drawings.record(profile), load("es")
            drawn = drawn_words(plot.tally(profile, ISLE, lang="es"))
            said = f"{figure.asks(words)} {figure.alt(profile, words)} {drawn}"
            assert not set(re.findall(r"[^\W\d_]{3,}", said.lower())) & (english - known), figure.id


def _bulletins() -> list[sample.Claim]:
    return [
        sample.make_claim(f"{day}{who}", "ap", "votes", who, votes, as_of=day, statement=day)
        for day, both in (("2024-07-28", (500, 400)), ("2024-07-29", (590, 480)))
        for who, votes in zip(("maduro", "gonzalez"), both, strict=True)
    ]


def test_a_language_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="expected one of en, es, found 'xx'"):
        plot.shares(sample.claims(), sample.CONTEST, lang="xx")


def test_the_manifest_keeps_the_language_and_what_is_not_drawn(tmp_path: Path) -> None:
    render.write_figures(sample.claims(), sample.findings(), sample.CONTEST, tmp_path, ("svg",), "es")
    assert render.verify(tmp_path, sample.claims(), sample.findings(), sample.CONTEST) == []
    manifest = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert '"language": "es"' in manifest
    assert "Ninguna fuente indica votos en dos boletines" in manifest
    assert not (tmp_path / "bulletins.svg").exists()
    (tmp_path / "manifest.json").write_text(manifest.replace('"es"', '"xx"'), encoding="utf-8")
    faults = render.verify(tmp_path, sample.claims(), sample.findings(), sample.CONTEST)
    assert faults == ["manifest.json: language: expected one of en, es, found 'xx'"]
