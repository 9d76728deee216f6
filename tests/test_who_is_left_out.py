"""Candidates whom the contest leaves out and the text names by a surname alone: their figures are nobody's."""

from __future__ import annotations

import pytest
from test_who_is_spoken_of import told


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Calder had 52.4 percent, Tamm 43.1 and Marsh 4.5."),
        ("en", "Calder had 52.4 percent to Tamm's 43.1, and Marsh came third with 4.5 percent."),
        ("es", "Calder logró el 52,4 %, Tamm el 43,1 % y Koroi el 4,5 %."),
        ("es", "Fueron estos: Calder, 52,4; Tamm, 43,1; Koroi, 4,5."),
        ("es", "52,4 % para Calder, 43,1 % para Tamm y 4,5 % para Koroi."),
        ("fr", "Calder obtient 52,4 %, Tamm 43,1 % et Koroi (Parti libre) 4,5 %."),
        ("fr", "52,4 % pour Calder, 43,1 % pour Tamm et 4,5 % pour Koroi."),
        ("pt", "Calder teve 52,4%, Tamm 43,1% e Koroi 4,5%."),
        ("it", "Calder ottiene il 52,4 %, Tamm il 43,1 % e Koroi il 4,5 %."),
    ],
)
def test_who_takes_his_turn_behind_two_candidates_has_his_own_figure(code: str, text: str) -> None:
    assert [(value, whose) for value, whose, _ in told(text, code)] == [(52.4, "calder"), (43.1, "tamm")]


@pytest.mark.parametrize(
    ("code", "text", "last"),
    [
        ("en", "Calder had 52.4 percent, Tamm 43.1; Turnout 61 percent.", (61, "")),
        ("es", "Calder, 52,4 %; Tamm, 43,1 %; Participación, 61 %.", (61, "")),
        ("fr", "Calder obtient 52,4 %, Tamm 43,1 % et Calder garde 9,3 points d'avance.", (9.3, "calder")),
        (
            "es",
            "Con el 52,4 % para Calder y el 43,1 % para Tamm, la Junta dio por contado el 97 % de las actas.",
            (97, ""),
        ),
    ],
)
def test_what_takes_no_turn_is_read_on(code: str, text: str, last: tuple[float, str]) -> None:
    assert told(text, code)[-1][:2] == last
