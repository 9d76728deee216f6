"""What figures are of, as said further off: a place sentences before, the whole again, the round or year of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_support import OAKLAND, look

from analyzer.model import Contest

VICE, PRESIDENT = "Oakland, vice-presidential election", "Oakland, presidential election"


def observed(code: str, text: str, quote: str, contest: Contest = OAKLAND) -> list[str]:
    """What is observed of a number."""
    return look(text, contest, code).observed[quote]


@pytest.mark.parametrize(
    ("code", "text", "fact", "there"),
    [
        # a place named sentences before, and what ends it
        ("en", "Certificates for District Four are in. It took a month. Roe had 50.2 percent.", "regional back", True),
        ("en", "Certificates for District Four are in.\n\nRoe had 50.2 percent.", "over, regional, nobody tells", True),
        ("en", "In Region Four 34 boxes were odd.\n\nRoe had 50.2 percent.", "over, regional, nobody tells", True),
        ("en", "District Four is in.\n\nShe said she had 50.2 percent.", "over, regional, nobody tells", False),
        ("en", "Two provinces are in. Roe had 50.2 percent.", "before, regional, nobody tells", True),
        ("en", "Two provinces are in. Roe had 50.2 percent, she said.", "before, regional, nobody tells", False),
        ("en", "All six districts are in. It took a month. Roe had 50.2 percent.", "regional back", False),
        ("en", "Two provinces are in. Nationwide it took a month. Roe had 50.2 percent.", "regional back", False),
        ("fr", "La province du Lac compte. Roe y a obtenu 50,2 %.", "before, regional", True),
        ("es", "La provincia de Lagos cuenta. Ya se sabe. Roe obtuvo el 50,2 %.", "regional back", True),
        ("en", "Roe took 50.2 percent there.", "regional", True),
        ("en", "There were queues, and Roe took 50.2 percent.", "regional", False),
        ("en", "Poe came home, and the party won the local government, with 50.2 percent.", "regional", True),
        ("en", "Port Ella, the capital, gave Roe 50.2 percent.", "regional", True),
        ("fr", "La province Nord (40 000 électeurs) a choisi Roe avec 50,2 %.", "regional<", True),
        # of all places
        ("en", "Nationwide Roe had 50.2 percent.", "whole opens", True),
        ("en", "Over all ten districts Roe had 50.2 percent.", "whole", True),
        ("en", "Over all ten districts Roe had 50.2 percent.", "regional", False),
        ("en", "Polling stations in the country have reported 50.2 percent.", "regional", False),
        ("en", "Polling stations in the north have reported 50.2 percent.", "regional", True),
        ("es", "A nivel nacional, Roe obtuvo el 50,2 %.", "whole", True),
        ("pt", "Em todo o país, Roe obteve 50,2%.", "whole", True),
        ("fr", "Au niveau national, Roe obtient 50,2 %.", "whole", True),
        ("it", "A livello nazionale Roe ha il 50,2 %.", "whole", True),
        ("fr", "Dans sa province Roe a 95 %, pour un taux national de 50,2 %.", "regional<", False),
        # what a sentence ends with is said of all its figures
        ("en", "Roe took 50.2 percent and Poe 41 percent in the last election.", "earlier closes", True),
        ("en", "Roe took 50.2 percent against 41 percent in the last election.", "earlier closes, pair", True),
        ("en", "Roe took 50.2 percent, nine points more than in the last election.", "earlier closes", False),
        ("en", "Roe took 50.2 percent and Poe 41 percent, as in the last election.", "earlier closes", False),
        # semicolons, and words that come back to this vote
        ("en", "Polls had put Roe on 58 percent; she got 50.2 percent.", "a poll tells", False),
        ("en", "Polls had put Roe on 50.2 percent; she got 44.", "a poll tells", True),
        ("fr", "Comme à la dernière élection, elle perd, mais cette fois avec 50,2 %.", "earlier", False),
        ("fr", "Roe a 50,2 % des voix, contre 19 % en 2026.", "earlier close", False),
        # years that have had their say
        ("en", "Roe improved on her 2026 share of 47 percent, taking 50.2 percent.", "another year told", True),
        ("en", "Roe, who won by 21,000 votes in 2026, took 50.2 percent.", "another year told", True),
        ("en", "In 2026 Poe took 47 percent and Roe 50.2 percent.", "of another year", True),
        ("en", "It is his who has ruled since 1994. Roe had 50.2 percent.", "another time before", False),
        ("en", "In 2026 it was his. Roe had 50.2 percent.", "another time before", True),
        ("en", "In 2026 he lost. Poe won 49.8 percent. Roe had 50.2 percent.", "another time before", False),
        ("en", "Roe had 47 percent, taking 50.2 percent.", "percent of -<twin", False),
        # places that are not the figure's
        ("en", "In Port Ella, officials said Roe had 50.2 percent.", "said in a place", True),
        ("en", "In Port Ella Roe had 50.2 percent.", "of one place", True),
        ("en", "Roe, who was born in Port Ella, got 50.2 percent.", "a place before", False),
        ("en", "Far ahead of Strength in Unity, Roe had 50.2 percent.", "a place before", False),
        ("en", "It was 41 percent in Port Ella and 50.2 percent in Oakland.", "of its own place", True),
        # rules are round
        ("en", "To win a candidate needs more than 50 percent, and Roe had 50.2 percent.", "percent round", False),
    ],
)  # fmt: skip
def test_what_figures_are_of_from_further_off(code: str, text: str, fact: str, there: bool) -> None:
    quote = "50.2 percent" if code == "en" else "50,2%" if code == "pt" else "50,2 %"
    assert (fact in observed(code, text, quote)) == there


def test_round_percentages_where_a_rule_is_spoken_of() -> None:
    assert "percent round, hedged, threshold" in observed("en", "He needed more than 50 percent.", "50 percent")
    assert "percent round" in observed("en", "Roe had 50 percent.", "50 percent")


@pytest.mark.parametrize(
    ("name", "code", "text", "fact", "there"),
    [
        # a vote of the contest's own kind, and one of another
        (VICE, "en", "In the vice-presidential race, Roe had 50 %.", "other_vote", False),
        (VICE, "en", "In the presidential race, Roe had 50 %.", "other_vote", True),
        (PRESIDENT, "en", "In the vice-presidential race, Roe had 50 %.", "other_vote", True),
        (PRESIDENT, "en", "In the presidential race, Roe had 50 %.", "other_vote", False),
        ("Oakland, general election", "en", "In the presidential race, Roe had 50 %.", "other_vote", False),
        ("Oakland by-election", "en", "In the by-election, Roe had 50 %.", "other_vote", False),
        (PRESIDENT, "en", "In a by-election Roe had 50 %.", "other_vote", True),
        ("Oakland, vicepresidencia", "es", "En la elección presidencial Roe tuvo el 50 %.", "other_vote", True),
        ("Oakland, eleição suplementar", "pt", "Na eleição suplementar, Roe teve 50 %.", "other_vote", False),
        ("Oakland, municipale partielle", "fr", "À l'élection partielle, Roe a 50 %.", "other_vote", False),
        # the whole of such a contest
        ("Oakland by-election", "en", "Turnout in the constituency was 50 %.", "regional", False),
        ("Oakland by-election", "en", "Turnout in the constituency of Port Ella was 50 %.", "regional", True),
        (PRESIDENT, "en", "Turnout in the constituency was 50 %.", "regional", True),
        ("Oakland, governor", "en", "Roe had 50 % in the state of Oakland.", "regional", False),
        ("Oakland, alcaldía", "es", "En el municipio, Roe tuvo el 50 %.", "regional", False),
        ("Arden County sheriff", "en", "Of 41,000 in the county, 50 % voted.", "regional", False),
        ("Arden County sheriff", "en", "Of registered Arden County voters 50 % voted.", "regional", False),
        ("Arden County sheriff", "en", "Of registered Port County voters 50 % voted.", "regional", True),
        # and what is larger
        ("Oakland, governor", "en", "Nationwide turnout was 50 %.", "larger", True),
        ("Oakland, governor", "en", "Nationwide turnout was 50 %.", "whole", False),
    ],
)  # fmt: skip
def test_what_is_the_contests_own(name: str, code: str, text: str, fact: str, there: bool) -> None:
    known = replace(OAKLAND, id="oakland-2031", name=name)
    assert (fact in observed(code, text, "50 %", known)) == there
