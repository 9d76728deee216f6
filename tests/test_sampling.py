"""The margin of error of a quick count: no claim, kept beside the figures it is stated of, drawn as no bound."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from matplotlib.figure import Figure

import analyzer
from analyzer import pipeline, plot
from analyzer.model import Claim, Contest, Document, Reading
from analyzer.plot import render
from analyzer.plot.inputs import margins_of
from analyzer.plot.words import load
from analyzer.reading import claims as reader

VENEZUELA = analyzer.load_contest("venezuela-2024-presidential")


def read(text: str, contest: Contest = VENEZUELA) -> tuple[dict[str, Claim], list[Reading]]:
    """The claims by quote, and the readings."""
    claims, readings = reader.extract(Document("count.txt", text), contest)
    return {c.quote: c for c in claims}, readings


def stated(text: str) -> dict[str, tuple[float, list[str]]]:
    """Quote of each margin of error -> its value, and the quotes of the claims that it is stated of."""
    claims, readings = read(text)
    quotes = {c.claim: c.quote for c in claims.values()}
    assert not {r.quote for r in readings if not isnan(r.margin)} & set(claims)
    return {
        r.quote: (r.margin, [quotes[id] for id in r.claim.split(";") if id]) for r in readings if not isnan(r.margin)
    }


EXAMPLES = {
    "The opposition's quick count gave González 65% of the vote, with a margin of error of 2.5 percentage points.": {
        "2.5 percentage points": (2.5, ["65%"])
    },
    "The opposition's quick count gave González 65% of the vote and Maduro 31%, plus or minus 1.2 points.": {
        "1.2 points": (1.2, ["65%", "31%"])
    },
    "The opposition's quick count gave González 65% (± 2) and Maduro 31% (+/- 1.5).": {
        "2": (2.0, ["65%"]),
        "1.5": (1.5, ["31%"]),
    },
    "The opposition's quick count gave González 65% of the vote. It has a 2-point margin of error.": {
        "2-point": (2.0, ["65%"])
    },
    "The opposition's quick count gave González 65 percent, with a margin of error of 2 points.": {
        "2 points": (2.0, ["65 percent"])
    },
    "Según el conteo rápido de la oposición, González obtuvo el 65 % de los votos. El margen de error es de más o "
    "menos 1,5 puntos.": {"1,5 puntos": (1.5, ["65 %"])},
    "Segundo a contagem rápida da oposição, González obteve 65 % dos votos, com margem de erro de 1,5 ponto para mais "
    "ou para menos.": {"1,5 ponto": (1.5, ["65 %"])},
    "Selon le comptage rapide de l'opposition, González a eu 65 % des voix, avec une marge d'erreur de 1,5 point.": {
        "1,5 point": (1.5, ["65 %"])
    },
    "Secondo il conteggio rapido dell'opposizione, González ha ottenuto il 65 % dei voti, con un margine di errore "
    "dell'1,5 %.": {"1,5 %": (1.5, ["65 %"])},
    # It is stated of nothing that was read.
    "The quick count has a margin of error of 2 points.": {"2 points": (2.0, [])},
}


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.items())
def test_margin_of_error_is_no_claim_and_is_kept_beside_its_figures(
    text: str, expected: dict[str, tuple[float, list[str]]]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "González took 65% of the vote, a margin of 34 points, the opposition said.",
        "Según la oposición, González obtuvo más o menos el 65 % de los votos.",
        "Segundo a oposição, González teve mais ou menos 65 % dos votos, sem margem de erro.",
        "Selon l'opposition, González a obtenu plus ou moins 65 % des voix.",
    ],
)
def test_leads_and_hedges_are_no_margins_of_error(text: str) -> None:
    claims, readings = read(text)
    assert claims
    assert all(isnan(r.margin) for r in readings)


def test_a_margin_of_error_is_no_hedge() -> None:
    claims, _ = read("The opposition's quick count gave González 65%, plus or minus 2 points.")
    assert str(claims["65%"].hedge) == "exact"


def test_the_figures_of_a_run_draw_it_and_say_it() -> None:
    text = "The opposition's quick count gave González 65% of the vote, with a margin of error of 2.5 points."
    found = pipeline.extract([Document("count.txt", text)], [VENEZUELA])
    made = render.rendered(found.claims, (), found.contests, (), readings=found.readings).files
    header, row = (line.split(",") for line in made["shares.csv"].decode().splitlines()[:2])
    assert dict(zip(header, row, strict=True))["margin"] == "2.5"
    assert "65\N{NO-BREAK SPACE}% (± 2.5 by sampling)" in made["shares.txt"].decode()


def test_the_widest_of_several_margins_of_one_figure_is_drawn() -> None:
    claims, readings = read("The opposition's quick count gave González 65% (± 2). It gave González 65% (± 3).")
    both = [*claims.values(), replace(claims["65%"], claim="again")]
    told = [r for r in readings if not isnan(r.margin)]
    assert margins_of(both, [*told, replace(told[0], claim="again", margin=1.0)]) == {
        ("opposition", "share", "gonzalez", 65.0): 3.0
    }


def test_a_table_of_ones_own_has_it_in_a_column() -> None:
    table = analyzer.extract("The opposition said González won 65% and Maduro 30% of the vote.", VENEZUELA)
    assert plot.data("shares", table, VENEZUELA)["margin"].isna().all()
    drawn = plot.data("shares", table.assign(margin_of_error=[2.5, None]), VENEZUELA).set_index("subject")["margin"]
    assert drawn["gonzalez"] == 2.5
    assert isnan(drawn["maduro"])


def test_it_is_drawn_otherwise_than_rounding() -> None:
    table = analyzer.extract("The opposition said González won 65% and Maduro 30% of the vote.", VENEZUELA)
    plain, sampled = Figure(), Figure()
    axes = [plain.add_subplot(), sampled.add_subplot()]
    plot.shares(table, VENEZUELA, ax=axes[0])
    plot.shares(table.assign(margin_of_error=2.5), VENEZUELA, ax=axes[1])
    dashes = [{line.get_linestyle() for line in one.lines} for one in axes]
    assert dashes[1] - dashes[0] == {"--"}
    ends = {tuple(line.get_xdata()) for line in axes[1].lines} - {tuple(line.get_xdata()) for line in axes[0].lines}
    assert (62.5, 67.5) in ends


def test_a_key_says_what_the_dotted_line_is_only_where_one_is_drawn() -> None:
    table = analyzer.extract("The opposition said González won 65% and Maduro 30% of the vote.", VENEZUELA)
    says = load().say("page.dotted")
    texts = [
        " ".join(text.get_text() for text in plot.shares(one, VENEZUELA).texts)
        for one in (table, table.assign(margin_of_error=2.5))
    ]
    assert says[:20] not in texts[0]
    assert says[:20] in texts[1]
