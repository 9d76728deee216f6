"""Numbers as they are written in India, with decimals behind an apostrophe, in full words and as so many of so many."""

from __future__ import annotations

import pytest

from analyzer.folding import fold
from analyzer.reading import quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


def read(code: str, text: str) -> list[tuple[float, str]]:
    return [(q.value, q.unit) for q in quantities.read(Words(fold(text)), language.load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "got 4,56,513 votes against 4,34,632", [(456513, "count"), (434632, "count")]),
        ("en", "an electorate of 12,34,567, or 5.5 percent", [(1234567, "count"), (5.5, "percent")]),
        ("en", "1,12,34,567.", [(11234567, "count")]),
        ("en", "by eleven thousand, four hundred and six votes", [(11406, "count")]),
        ("pt", "um milhão, novecentos e oito mil, quatrocentos e quarenta", [(1908440, "count")]),
        ("pt", "quatro mil, cento e trinta e dois", [(4132, "count")]),
        ("pt", "sessenta e uma mil pessoas", [(61000, "count")]),
        ("pt", "QUARENTA E NOVE VÍRGULA OITENTA E NOVE POR CENTO", [(49.89, "percent")]),
        ("en", "seven in ten came", [(70, "percent")]),
        ("en", "one in eight of them voted", [(12.5, "percent")]),
        ("es", "ha acudido menos de cuatro de cada diez.", [(40, "percent")]),
        ("fr", "près de six sur dix l'ont fait", [(60, "percent")]),
        ("fr", "Total 19 855 100 %", [(19855, "count"), (100, "percent")]),
        ("en", "9 411 out of 9 430 polling stations", [(9411, "count"), (9430, "count")]),
        ("en", "We found sixteen hundred and stopped", [(1600, "count")]),
        ("it", "in vantaggio di novemila voti", [(9000, "count")]),
        ("it", "Era di duecentoquarantaseimila mercoledì", [(246000, "count")]),
        ("it", "centoventi voti", [(120, "count")]),
        ("pt", "sete em cada dez foram votar", [(70, "percent")]),
        ("es", "un 77'2 por ciento, por el 49'1 de ella", [(77.2, "percent"), (49.1, "")]),
        ("es", "las 5'30 de la tarde y 5'150,092 votos", [(5, ""), (30, ""), (5150092, "count")]),
        ("fr", "avec 7.051 013 voix sur 1 234,567", [(7051013, "count"), (1234.567, "count")]),
        ("es", "del 14-16 de mayo", [(14, ""), (16, "")]),
        ("en", "48-point-56 percent chose her", [(48.56, "percent")]),
        ("en", "Sim had two-point-37 percent, Lee 47 point 8 percent", [(2.37, "percent"), (47.8, "percent")]),
        ("pt", "48 vírgula 56 por cento", [(48.56, "percent")]),
        (
            "en",
            "1 436 877 to 1 257 853 in 3 792 of the 5 002 polling stations; 1,204 were void",
            [(1436877, "count"), (1257853, "count"), (3792, "count"), (5002, "count"), (1204, "count")],
        ),
        ("en", "just over a quarter of a million votes", [(250000, "count")]),
        ("es", "un cuarto de millón de votos", [(250000, "count")]),
        ("en", "she won by seven, he said", [(7, "")]),
        ("en", "our logs have her nine ahead of him", [(9, "")]),
        ("es", "le ganó por nueve.", [(9, "")]),
        ("fr", "elle l'emporte de neuf.", [(9, "")]),
        ("pt", "venceu por sete, disse", [(7, "")]),
        ("en", "leads with 2,118,406 million votes, he 4.1 million", [(2118406, "count"), (4100000, "count")]),
        ("fr", "5 512 908 inscrits ; 3 271504 suffrages", [(5512908, "count"), (3271504, "count")]),
        ("en", "10:23 Votes cast: 871,455", [(10, ""), (23, ""), (871455, "count")]),
        ("en", "on May 7 271504 people", [(7, ""), (271504, "count")]),
        ("en", "that is 53.47 of the total votes cast", [(53.47, "percent")]),
        ("es", "el 53,47 de los votos y 3,5 de las 7 mesas", [(53.47, "percent"), (3.5, ""), (7, "count")]),
        ("en", "who at one point led by one point.", [(1, "points")]),
        ("es", "gana por un punto, un punto de inflexión", [(1, "points")]),
        ("pt", "perde por um ponto, um ponto de viragem", [(1, "points")]),
        ("fr", "devant d'un point, de ce point de vue, un point final", [(1, "points")]),
        ("it", "avanti di un punto: un punto di svolta", [(1, "points")]),
    ],
)
def test_read_as_one_number(code: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert read(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "two in three weeks", [(3, "")]),
        ("en", "one in ten days", [(10, "")]),
        ("en", "she won, and two of them left by nine roads", []),
        ("es", "ganó por dos razones", []),
        ("en", "4,56 and 513", [(4.56, ""), (513, "")]),
        ("en", "one thousand, two others", [(1000, "count")]),
        ("en", "On May 12 300 people of 1,234", [(12, ""), (300, "count"), (1234, "count")]),
    ],
)
def test_left_as_they_are(code: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert read(code, text) == expected
