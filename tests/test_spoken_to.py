"""Who is named and does not speak, whose words are quoted elsewhere, and whose verb stands before him."""

from __future__ import annotations

import pytest
from test_claiming_victory import told
from test_who_speaks import heard, parts


def how(text: str, code: str, source: str = "board") -> set[str]:
    """How a source is made answerable in a text."""
    asserted, split, _ = parts(text, code)
    return {a.how for s in split for a in asserted.of(s) if a.source == source}


@pytest.mark.parametrize(
    ("code", "text", "spoken_to"),
    [
        ("en", "Oru, who has 50.4 percent, asked the Electoral Board to hurry.", True),
        ("en", "The Electoral Board, with which Oru filed a complaint, has her on 50.4 percent.", False),
        ("en", "With 50.4 percent for Oru, people gathered outside the Electoral Board.", True),
        ("en", "With 50.4 percent counted, the Electoral Board went to sleep.", False),
        ("en", "Oru, former head of the Electoral Board, has 50.4 percent.", True),
        ("es", "Oru, con el 50,4 %, protestó ante la Electoral Board.", True),
        ("es", "Oru, con el 50,4 %, pidió a la Electoral Board más tiempo.", True),
        ("es", "Oru, expresidente de la Electoral Board, tiene el 50,4 %.", True),
        ("fr", "Oru, avec 50,4 %, a déposé un recours devant l'Electoral Board.", True),
        ("fr", "Oru, ancien président de l'Electoral Board, a 50,4 %.", True),
        ("pt", "Oru, com 50,4%, apresentou recurso na Electoral Board.", True),
        ("pt", "Há festa em frente à Electoral Board, com 50,4% para Oru.", True),
        ("it", "Oru, con il 50,4 %, ha presentato un ricorso alla Electoral Board.", True),
    ],
)
def test_who_is_only_spoken_to(code: str, text: str, spoken_to: bool) -> None:
    assert ("addressed" in how(text, code)) is spoken_to


def test_who_once_led_a_body_holds_no_office_of_it() -> None:
    assert "officer" in how("Ana Lind, head of the Electoral Board, gave Oru 50.4 percent.", "en")
    assert "officer" not in how("Ana Lind, former head of the Electoral Board, gave Oru 50.4 percent.", "en")


def test_a_place_speaks_no_quotation() -> None:
    text = 'They met at the headquarters of the Electoral Board: "Oru has 50.4 percent."'
    assert how(text, "en") == {"addressed"}
    assert how(text.replace("They met at the headquarters of the", "The"), "en") == {"before a quotation"}


@pytest.mark.parametrize(
    ("code", "text", "elsewhere"),
    [
        ("en", '"Nobody stole anything," said Bask, who won 50.4 percent.', True),
        ("en", '"Nobody stole anything, we have 50.4 percent," said Bask.', False),
        ("en", 'Bask, with 50.4 percent, said: "Nobody stole anything."', False),
        ("en", 'Beaten with 50.4 percent, Bask said: "Nobody stole anything."', True),
        ("en", "Bask said, a week ago, that he has 50.4 percent.", False),
        ("es", "«Nadie robó nada», dijo Bask, que ganó con el 50,4 %.", True),
        ("es", "«Nadie robó nada», dijo Bask, quien sostiene que obtuvo el 50,4 %.", False),
        ("fr", "« Personne n'a rien volé », a dit Bask, arrivé premier avec 50,4 %.", True),
        ("pt", "“Ninguém roubou nada”, disse Bask, que venceu com 50,4%.", True),
    ],
)
def test_words_that_are_quoted_on_the_other_side(code: str, text: str, elsewhere: bool) -> None:
    seen = heard(text, code)[50.4].get("harvest", [])
    assert any(f.startswith("says a quotation") for f in seen) is elsewhere


@pytest.mark.parametrize(
    ("code", "text", "speaks"),
    [
        ("en", "Bask conceded defeat after 50.4 percent went to Oru.", False),
        ("en", "Bask conceded on Monday with 50.4 percent for Oru.", False),
        ("en", "Bask conceded that Oru had won with 50.4 percent.", True),
        ("es", "Bask reconoció su derrota con el 50,4 % para Oru.", False),
        ("es", "Bask reconoció que Oru ganó con el 50,4 %.", True),
        ("fr", "Bask a reconnu sa défaite, avec 50,4 % pour Oru.", False),
        ("fr", "Bask a reconnu que Oru a 50,4 %.", True),
        ("pt", "Bask reconheceu a derrota, com 50,4% para Oru.", False),
        ("pt", "Bask reconheceu que Oru tem 50,4%.", True),
        ("it", "Bask ha riconosciuto la sconfitta, con il 50,4 % per Oru.", False),
    ],
)
def test_to_own_to_a_defeat_says_no_figure(code: str, text: str, speaks: bool) -> None:
    assert any(source == "harvest" for source, _ in told(text, code)) is speaks


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", "Oru won with 50.4 percent, ruled the High Court.", "says, inverted"),
        ("es", "Oru ganó con el 50,4 %, dictaminó la High Court.", "says, inverted"),
        ("es", "Impugna el 50,4 % que le da la High Court.", "says, inverted"),
        ("fr", "Oru l'emporte avec 50,4 %, a communiqué la High Court.", "says, inverted"),
        ("fr", "Elle conteste les 50,4 % que lui accorde la High Court.", "says, inverted"),
        ("pt", "Oru venceu com 50,4%, decidiu a High Court.", "says, inverted"),
        ("pt", "Contesta os 50,4% que lhe dá a High Court.", "says, inverted"),
        ("it", "Oru ha vinto con il 50,4 %, ha stabilito la High Court.", "says, inverted"),
        ("it", "Contesta il 50,4 % che gli dà la High Court.", "says, inverted"),
        ("en", "The High Court has Oru on 50.4 percent.", "says"),
        ("es", "La High Court da el 50,4 % a Oru.", "says"),
        ("pt", "A High Court deu 50,4% a Oru.", "says"),
        ("it", "La High Court dà il 50,4 % a Oru.", "says"),
        ("en", "The 50.4 percent attributed to Oru by the High Court stands.", "according"),
        ("es", "El 50,4 % atribuido a Oru por la High Court queda firme.", "according"),
        ("fr", "Les 50,4 % attribués à Oru par la High Court sont définitifs.", "according"),
        ("pt", "Os 50,4% atribuídos a Oru pela High Court são finais.", "according"),
    ],
)
def test_verbs_of_giving_and_those_that_stand_before_who_says_so(code: str, text: str, said: str) -> None:
    assert ("court", said) in told(text, code)


def test_what_stands_instead_of_another_figure_is_seldom_of_the_same_source() -> None:
    text = "The High Court put Oru on 50.4 percent instead of 52.1 percent."
    assert "same sentence nobody, instead" in heard(text)[52.1][""]
    assert "same sentence nobody, instead" not in heard(text.replace("instead of", "and Bask on"))[52.1][""]


def test_what_is_heard_at_a_headquarters_is_a_campaigns_own() -> None:
    text = "En la sede del {} hay gritos por el 50,4 %."
    assert how(text.format("People's Harvest Party"), "es", "harvest") & {"possession", "possession, candidate"}
    assert how(text.format("Electoral Board"), "es") == {"addressed"}
