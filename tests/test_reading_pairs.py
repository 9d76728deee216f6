"""Whose figures pairs, leads and pronouns are, as it is seen before anything is weighed."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest, look

from analyzer.model import Contest

RACE = contest(
    "erewhon",
    "Erewhon, presidential election",
    date(2022, 5, 8),
    [["roe", "Jane Roe"], ["doe", "John Doe"]],
    [["eea", "Erewhon Electoral Authority", "authority", "", "EEA"], ["pl", "Liberal Party", "campaign", "roe", "PL"]],
)
QUESTION = contest(
    "referendum",
    "Erewhon, referendum",
    date(2022, 5, 8),
    [["yes", "Yes", "Sí", "por el Sí"], ["no", "No", "por el No"]],
    [["eea", "Erewhon Electoral Authority", "authority", ""]],
)


def whose(text: str, feature: str, known: Contest = RACE) -> dict[str, str]:
    """Number -> the candidate of whom a feature is seen, as it is or told in words."""
    return {
        number: candidate
        for number, hangs in look(text, known).hangs.items()
        for candidate, some in hangs.items()
        if {feature, f"{feature}, told"} & set(some)
    }


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("The count stood at 43.8 to 43.3 in favour of Jane Roe.", "rd"),
        ("El recuento daba 43,3 % a 43,8 % a favor de Jane Roe, según la autoridad.", "dr"),
        ("Às 18h35 a apuração dava 50,6% a 49,4% para Jane Roe, com os votos da capital.", "rd"),
        ("Le décompte donne 50,6 % à 49,4 % en faveur de John Doe, selon la commission.", "dr"),
        ("Everybody knows that she beat John Doe 50.6 to 49.4 in the end.", "rd"),
        ("Everybody knows that she lost to John Doe 50.6 to 49.4 in the end.", "dr"),
        (
            "Jane Roe got 51.3 percent and John Doe 48.7.\n\nEarlier it was, in the same order, 50.9 and 49.1.",
            "rd",
        ),
        ("Jane Roe got 51.3 percent of the vote and John Doe 48.7.\n\nThe first bulletin had 50.9 against 49.1.", "rd"),
        # Counts are of whom the second is said to be for, shares may be a score.
        ("Jane Roe and John Doe met. It was 9,604 to 9,392 for John Doe.", "rd"),
        ("Jane Roe and John Doe met. It was 53 percent to 44 percent for John Doe.", "dr"),
        ("By 50.2 percent to 48.9 percent, John Doe beat Jane Roe.", "dr"),
        ("Por 50,2 % a 48,9 %, Jane Roe venció a John Doe.", "rd"),
        # Nobody's party has figures of its own, nor who is only said to be somebody's.
        ("Jane Roe of the Blue Union and John Doe of the Green Cause won 50.2 and 48.9 percent respectively.", "rd"),
        (
            "There were Jane Roe and John Doe, secretary of the Front of Free Isles (FFI), "
            "who received 50.2 percent and 48.9 percent respectively.",
            "rd",
        ),
        ("Jane Roe and John Doe had 50.2 percent (31) and 48.9 percent (28) respectively.", "rd"),
    ],
)
def test_pairs(text: str, order: str) -> None:
    """The last two figures of each text are a pair, whose order the words around it say."""
    found = list(whose(text, "in order").values())
    assert "".join(candidate[0] for candidate in found[-2:]) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("The people of Erewhon voted 50.6 to 49.4 per cent against.", ["no", "yes"]),
        ("The people of Erewhon voted 50.6 to 49.4 per cent in favour.", ["yes", "no"]),
    ],
)
def test_an_answer_right_behind_a_score_is_what_won(text: str, order: list[str]) -> None:
    assert list(whose(text, "in order", QUESTION).values()) == order


@pytest.mark.parametrize(
    ("text", "feature", "candidate"),
    [
        ("Jane Roe spoke. John Doe answered: «Perdí ante Jane Roe por 4.100 votos».", "lags", "doe"),
        ("John Doe falou: perdemos para Jane Roe por 4.100 votos.", "ahead of who lags", "roe"),
        ("John Doe waited. The Liberal Party put the deficit at 4,100 votes.", "lags", "roe"),
        ("John Doe esperaba. El PL rebajó la desventaja a 4.100 votos.", "lags", "roe"),
        ("La costa votó. Se impuso a la candidata del PL, Jane Roe, por 4.100 votos.", "beats <over", "doe"),
        ("La costa votó. Se impuso a la candidata del PL (centro), Jane Roe, por 4.100 votos.", "beats <over", "doe"),
    ],
)
def test_who_is_behind_by_a_lead(text: str, feature: str, candidate: str) -> None:
    assert list(whose(text, feature).values()) == [candidate]


@pytest.mark.parametrize(
    ("text", "beaten"),
    [
        ("En todo el país ganó Jane Roe con el 50,9 % de los votos.", False),  # the subject stands behind its verb
        ("En todo el país se impuso Jane Roe con el 50,9 % de los votos.", False),
        ("En todo el país John Doe ganó a Jane Roe con el 50,9 % de los votos.", True),
        ("En todo el país John Doe se impuso sobre Jane Roe con el 50,9 % de los votos.", True),
    ],
)
def test_a_verb_of_winning_takes_its_object_by_a_preposition(text: str, beaten: bool) -> None:
    some = look(text, RACE, "es").hangs["50,9 %"]["roe"]
    assert any(f.startswith("<over") for f in some) is beaten


def test_a_change_is_no_pair() -> None:
    assert whose("Jane Roe rose from 41.2 percent to 44.6 percent, the authority said.", "in order") == {}


def test_the_name_behind_a_pair_may_be_of_a_third_figure() -> None:
    text = "Jane Roe got 263,918 votes and John Doe 262,704.\n\nThat is 50.9 against 49.1, with 1,204 votes for Roe."
    found = whose(text, "in order")
    assert (found["50.9"], found["49.1"]) == ("roe", "doe")


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Jane Roe is 2,000 votes behind, said the authority.", "doe"),
        ("Jane Roe quedó a solo 980 votos, según la autoridad.", "doe"),
        ("Jane Roe, battue le 21 mars de moins de mille voix, ne dit rien.", "doe"),
        ("Jane Roe não perdeu por muito: perdeu por apenas 980 votos na eleição, segundo o que foi dito.", "doe"),
        ("Jane Roe ha perso per 980 voti, secondo la commissione.", "doe"),
        ("Jane Roe cut the lead of the mayor to 980 votes, the authority said.", "doe"),
        ("Jane Roe redujo la ventaja de la alcaldesa a 980 votos, según la autoridad.", "doe"),
        ("Jane Roe a réduit l'écart avec la maire à 980 voix, selon la commission.", "doe"),
        ("Jane Roe reduziu a vantagem da prefeita para 980 votos, segundo a comissão.", "doe"),
    ],
)
def test_a_lead_is_of_who_is_ahead_of_the_one_behind(text: str, ahead: str) -> None:
    assert set(whose(text, "ahead of who lags").values()) == {ahead}


def test_whom_the_candidate_named_lost_to() -> None:
    found = look("Jane Roe lost the election by two points to John Doe, who trailed nobody.", RACE).hangs
    assert "lags" in found["two points"]["roe"]
    found = look("Jane Roe, que perdió los comicios por menos de dos puntos ante John Doe, calla.", RACE).hangs
    assert ">lost to" in found["dos puntos"]["doe"]


def test_a_verb_without_its_subject() -> None:
    """ "Se impuso a NAME con": the figure is of somebody else."""
    found = whose("En junio se impuso a John Doe con el 50,18 % de los votos en la elección.", "beats <over")
    assert found == {"50,18 %": "roe"}


def test_a_name_right_behind_a_number() -> None:
    found = look("The board counted 411,684 Yes papers and 400,316 No, an even 812,000 in all.", QUESTION).hangs
    assert ">just behind" in found["411,684"]["yes"]
    assert ">just behind" in found["400,316"]["no"]
    assert not any(
        ">just behind" in some for some in look("Yes 52 percent No 48 percent.", QUESTION).hangs["52 percent"].values()
    )


def test_a_name_that_begins_inside_a_number() -> None:
    """ "Votos por el Sí", where "votos" is the unit of the number: the name is behind it."""
    found = look(
        "Las comisiones certificaron 4.128.557 votos por el Sí y 3.976.190 por el No en la consulta.", QUESTION
    ).hangs
    assert "inside" not in [f for some in found["4.128.557 votos"].values() for f in some]
    assert ">nearest, no number between" in found["4.128.557 votos"]["yes"]


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("Jane Roe was declared the winner on Sunday. With 51 percent she is ahead.", "roe"),
        ("The re-election of John Doe is certain. He took 51 percent.", "doe"),
        ("Jane Roe reconoció su derrota ante la prensa, y los votos del país son de todos: el 51 %.", "doe"),
        ("Jane Roe a été réélue dimanche avec 51 % des voix, selon la commission.", "roe"),
        ("Jane Roe foi eleita no domingo com 51% dos votos, segundo a comissão.", "roe"),
        ("Jane Roe says that John Doe is wrong. It was 51 percent.", ""),
    ],
)
def test_who_won_as_the_words_say(text: str, leader: str) -> None:
    assert look(text, RACE).seen[0].leader == leader


@pytest.mark.parametrize(
    ("text", "number", "candidate"),
    [
        (
            "Ms Roe and Mr Doe were close. The sample had him at 46 percent and her at 44.2 percent.",
            "46 percent",
            "doe",
        ),
        (
            "Ms Roe and Mr Doe were close. The sample had him at 46 percent and her at 44.2 percent.",
            "44.2 percent",
            "roe",
        ),
        ("La señora Roe y el señor Doe: son 46,47 % para él, 45,34 % para ella en la provincia.", "46,47 %", "doe"),
        ("Jane Roe beat John Doe. The office had her at 51.62 percent.", "51.62 percent", "roe"),
        ("John Doe waits. Nobody doubts that he beat Jane Roe with 51 percent.", "51 percent", "doe"),
        ("Mr Doe had more votes than Mr Roe. He got 51 percent while Roe got 48.2.", "51 percent", "doe"),
        ("Mr Doe waits, Mr Roe too. With all in, he has 50.1 percent, against 49.9 for Roe.", "50.1 percent", "doe"),
    ],
)
def test_pronouns(text: str, number: str, candidate: str) -> None:
    found = look(text, RACE).hangs[number]
    assert candidate in {id for id, some in found.items() if {"<pronoun", ">pronoun"} & set(some)}


def test_brackets_behind_figures_told_respectively() -> None:
    """What they say in another unit is of whoever has the figure, seats are nobody's."""
    text = "Jane Roe and John Doe received 40,123 (50.2 percent) and 39,080 (48.9 percent) votes respectively."
    assert list(whose(text, "in order").values()) == ["roe", "roe", "doe", "doe"]
    found = whose("Jane Roe and John Doe had 50.2 percent (31) and 48.9 percent (28) respectively.", "in order")
    assert list(found) == ["50.2 percent", "48.9 percent"]


def test_what_leads_up_to_an_answer_is_none() -> None:
    """ "a favor do «Não»" is no vote in favour, though the contest calls the Yes so."""
    sides = contest(
        "sides", "Erewhon, referendum", date(2022, 5, 8), [["yes", "Sim", "a favor"], ["no", "Não", "contra"]], []
    )
    found = whose(
        'Apurados, 50,7% dos votos eram a favor do "Não" e 49,3% pelo "Sim".', ">nearest, no number between", sides
    )
    assert found == {"50,7%": "no", "49,3%": "yes"}


@pytest.mark.parametrize(
    ("text", "of_roe"),
    [
        ("Jane Roe was two points clear of her Labour opponent, John Doe, winning just over 50 percent.", "50 percent"),
        ("Jane Roe venció a John Doe, al obtener el 50,4 % de los votos emitidos en la jornada.", "50,4 %"),
        ("Jane Roe a battu John Doe, en obtenant 50,4 % des voix lors de ce scrutin de dimanche.", "50,4 %"),
        ("Jane Roe derrotou John Doe, somando 50,4 % dos votos apurados no domingo.", "50,4 %"),
    ],
)
def test_a_participle_goes_on_about_who_won(text: str, of_roe: str) -> None:
    found = look(text, RACE).hangs[of_roe]
    assert "<over, participle" in found["doe"]
    assert "<names 0" in found["roe"]


def test_what_is_said_of_whom_somebody_beat_holds_of_his_name_behind_it() -> None:
    text = "Jane Roe mène devant le secrétaire général adjoint John Doe, avec 1.415 voix d'avance."
    found = look(f"Le secrétaire John Doe était candidat.\n\n{text}", RACE).hangs["1.415 voix"]
    assert "<over 0" in found["doe"]
    assert "<names 0" in found["roe"]


def test_a_figure_in_brackets_is_of_whom_somebody_beat() -> None:
    found = look("Jane Roe led over John Doe (44.2 percent) all night long.", RACE).hangs["44.2 percent"]["doe"]
    assert "<over, his" in found
    pair = look("Jane Roe has a lead of 611 votes over John Doe (43,702 votes to 43,091).", RACE).hangs
    assert "<over 0" in pair["43,702 votes"]["doe"]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Jane Roe's main opponent, former senator John Doe, won 171,204 votes, compared with 180,377 for Roe.", "dr"),
        ("L'adversaire de Mme Roe, John Doe, a remporté l'élection avec 3 027 voix, contre 3 026 pour Roe.", "dr"),
        ("Jane Roe got 52.3 percent, compared with 47.7 percent for John Doe.", "rd"),
        (
            "Jane Roe et John Doe arrivent respectivement en tête, avec plus de 18 % et un peu plus de 5 % des voix.",
            "rd",
        ),
    ],
)
def test_pairs_of_whom_is_named_for_himself(text: str, order: str) -> None:
    """Not of whom a name only says whose rival somebody is."""
    found = list(whose(text, "in order").values())
    assert "".join(candidate[0] for candidate in found) == order


def test_whose_turn_it_is_is_nobodys_whom_the_text_before_goes_on_about() -> None:
    text = "Jane Roe got 51.2 percent of the vote.\n\nJohn Doe has 42.1 percent and Mary Stranger Lane 2.4 percent."
    assert "a stranger's turn<" in look(text, RACE).hangs["2.4 percent"]["roe"]


@pytest.mark.parametrize(
    "text",
    [
        "John Doe est crédité de 8,42 % au lieu de 2,93 %, selon la commission.",
        "John Doe is now given 8.42 percent of the vote instead of the 2.93 percent of Monday.",
        "A John Doe se le atribuye el 8,42 % de los votos en lugar del 2,93 %, dijo la autoridad.",
        "John Doe ficou com 8,42 % dos votos em vez dos 2,93 % de segunda-feira.",
        "John Doe ha ottenuto 811.305 voti, il 8,42 %, invece dei 282.114 voti di lunedì.",
    ],
)
def test_what_another_count_gave_the_same(text: str) -> None:
    assert "instead" in look(text, RACE).seen[0].ties


def test_a_strangers_pronoun() -> None:
    text = "Mme Roe a obtenu 51,2 % des voix.\n\nLa juriste Mary Stranger, elle, a obtenu 6,35 % des voix."
    assert "<pronoun, a stranger's" in look(text, RACE).hangs["6,35 %"]["roe"]


def test_a_name_with_a_relative_clause_is_not_taken() -> None:
    text = (
        "Jane Roe had over 21,300 votes as against her closest rival John Doe who scraped together nearly 19,800 votes."
    )
    found = look(text, RACE).hangs["19,800 votes"]
    assert "<taken" not in found["doe"]
    assert "<over, relative" in found["doe"]
    assert "<pronoun" not in found["roe"]


def test_a_relative_clause_goes_on_about_who_stands_before_a_bracket() -> None:
    text = "Jane Roe devance John Doe (44,2 %), qui recueille 19 800 voix."
    assert "<over, relative" in look(text, RACE, "fr").hangs["19 800 voix"]["doe"]
    text = "Jane Roe devance John Doe (44,2 %) et recueille 21 300 voix."
    assert "<over, relative" not in look(text, RACE, "fr").hangs["21 300 voix"]["doe"]


@pytest.mark.parametrize(
    "text",
    [
        "The margin stood at some 26,500 votes, with Jane Roe about a point behind.",
        "La diferencia es de 26.500 votos, con Jane Roe casi dos puntos abajo, dijo la autoridad.",
        "L'écart est de 26 500 voix, avec Jane Roe deux points derrière, selon la commission.",
        "A diferença é de 26.500 votos, com Jane Roe dois pontos atrás, disse a comissão.",
    ],
)
def test_who_is_points_behind(text: str) -> None:
    found = look(text, RACE).hangs
    assert ">trails" in next(some for number, some in found.items() if number.startswith("26"))["roe"]


def test_more_than_half_is_not_of_whom_somebody_beat() -> None:
    assert (
        "<over, most"
        in look("Jane Roe was declared the winner over John Doe with 50.9 percent.", RACE).hangs["50.9 percent"]["doe"]
    )
    assert "<over 0" in look("Jane Roe lost to John Doe with 50.9 percent.", RACE).hangs["50.9 percent"]["doe"]
