"""Who is in front by the figures told, and whom "the winner", "his rival" and "the second" stand for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from reading_support import ANDINA, contest, look

from analyzer.folding import fold
from analyzer.model import Contest, Document, Quantity
from analyzer.reading import claims
from analyzer.reading.drafts import Draft, in_front
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning.choice import together
from analyzer.reading.names import names
from analyzer.reading.names.mentions import Mention

RACE = contest(
    "erewhon",
    "Erewhon, presidential election",
    date(2022, 5, 8),
    [["roe", "Jane Roe"], ["doe", "John Doe"], ["pyle", "Gus Pyle"]],
    [
        ["eea", "Erewhon Electoral Authority", "authority", "", "EEA"],
        ["monitor", "Monitor Group", "observer", ""],
        ["pl", "Liberal Party", "campaign", "roe", "Partido Liberal", "Parti libéral"],
        ["dl", "Democratic League", "campaign", "doe", "Liga Democrática"],
    ],
)


def mentions(code: str, text: str, known: Contest = RACE) -> list[Mention]:
    """All that names somebody."""
    words = Words(fold(text))
    return names(known, language.load(code)).find(text, words, [range(len(words.texts))])


def stated(measure: str, **figures: float) -> list[Draft]:
    """Figures of a sentence, by candidate."""
    return [Draft(Quantity(0, 1, "", value, 0.1, "percent"), measure, c, 0.0, "") for c, value in figures.items()]


@pytest.mark.parametrize(
    ("drafts", "last", "front", "expected"),
    [
        (stated("share", roe=52.1, doe=44.3), {"share": {"roe": 52.1, "doe": 44.3}}, "", "roe"),
        # Two who are compared, and both behind somebody told before.
        (stated("share", doe=6.2, pyle=4.1), {"share": {"roe": 48.0, "doe": 6.2, "pyle": 4.1}}, "roe", "roe"),
        (stated("share", doe=6.2, pyle=4.1), {"share": {"doe": 6.2, "pyle": 4.1}}, "roe", "roe"),
        (stated("share", doe=51.2, pyle=4.1), {"share": {"doe": 51.2, "pyle": 4.1}}, "roe", "doe"),
        (stated("share", doe=6.2), {"share": {"doe": 6.2}}, "", ""),
        # A lead is of who is in front.
        (stated("margin_points", doe=1.2), {"margin_points": {"doe": 1.2}}, "", "doe"),
    ],
)
def test_who_is_in_front(
    drafts: list[Draft], last: Mapping[str, Mapping[str, float]], front: str, expected: str
) -> None:
    assert in_front(drafts, last, front) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Roe and Doe wait. The winner got 52 percent and his opponent 47."),
        ("es", "Roe y Doe esperan. El ganador obtuvo el 52 % y su rival el 47 %."),
        ("pt", "Roe e Doe esperam. O vencedor teve 52% e o seu adversário 47%."),
        ("fr", "Roe et Doe attendent. Le vainqueur obtient 52 % et son adversaire 47 %."),
        ("it", "Roe e Doe aspettano. Il vincitore ha il 52% e il suo rivale il 47%."),
    ],
)
def test_the_rival_of_the_winner_lost(code: str, text: str) -> None:
    assert [m.how for m in mentions(code, text)][-2:] == ["winner", "loser"]


def test_a_rival_behind_a_name_is_that_names() -> None:
    *_, rival = mentions("en", "Roe, the winner, got 52 percent. Roe faced her opponent, who got 47.")
    assert (rival.how, rival.candidate) == ("rival", "doe")


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Jane Roe was called the winner with 52 percent.", "roe"),
        ("The coast voted for Jane Roe. The winner got 52 percent.", ""),  # left to the figures
    ],
)
def test_a_winner_is_whoever_is_named_right_before_in_the_sentence(text: str, candidate: str) -> None:
    assert [m.candidate for m in mentions("en", text) if m.how == "winner"] == [candidate]


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        # The rival of whom the campaign speaks for, though the rival was named last.
        ("Jane Roe lo niega. La Liga Democrática le concede a su adversario el 45,1 %.", "roe"),
        ("John Doe waits. The Democratic League, the Monitor Group noted, gives its rival 45 percent.", "roe"),
    ],
)
def test_the_rival_of_a_campaign(text: str, candidate: str) -> None:
    code = "es" if "Liga" in text else "en"
    assert [m.candidate for m in mentions(code, text) if m.how == "rival"] == [candidate]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Jane Roe, John Doe y luego Gus Pyle. Son 52 para el primero y 44 para el segundo."),
        ("fr", "Jane Roe, John Doe puis Gus Pyle. C'est 52 % pour le premier et 44 % pour le second."),
        ("pt", "Jane Roe, John Doe e depois Gus Pyle. São 52 para o primeiro e 44 para o segundo."),
        ("it", "Jane Roe, John Doe e poi Gus Pyle. Sono 52 per il primo e 44 per il secondo."),
    ],
)
def test_the_first_and_the_second_of_three(code: str, text: str) -> None:
    assert [m.candidate for m in mentions(code, text)][-2:] == ["roe", "doe"]


@pytest.mark.parametrize(
    "text",
    [
        "O primeiro e o segundo turno foram assim, disse Roe.",
        "Entre le premier et le second tour, Roe a gagné 4 points.",
    ],
)
def test_two_rounds_are_nobody(text: str) -> None:
    assert all(m.how not in ("former", "latter") for m in mentions("pt" if "turno" in text else "fr", text))


@pytest.mark.parametrize("source", ["Democratic League", "Monitor Group"])
def test_a_winner_is_not_whom_a_campaign_or_a_monitor_alone_has_in_front(source: str) -> None:
    """Another count has somebody else in front for its own figures, and nobody else for who won."""
    text = (
        "Jane Roe was declared the winner on Sunday by the Electoral Authority of Erewhon. "
        f"The {source} said that John Doe got 53.2 percent and Jane Roe 45.1 percent. "
        "The winner said that 40.2 percent is nonsense."
    )
    seen = look(text, RACE).seen[-1].passage
    assert [m.candidate for m in seen.people if m.how == "winner"] == ["roe"]


def test_the_president_is_one_of_the_main_two() -> None:
    text = "Jane Roe, John Doe e Gus Pyle. Roe e Doe esperam. São 52.410 votos para o presidente, segundo a EEA."
    assert [m.candidate for m in mentions("pt", text) if m.how == "incumbent"] == ["doe"]


def difference(text: str) -> list[str]:
    """What is seen of the last number of a text as each candidate's lead, beside how the others are read."""
    seen = look(text, RACE).seen[-1]
    last = len(seen.observed) - 1
    earlier = [("share", "roe"), ("share", "doe")]
    return [f for c in ("roe", "doe") for f in together(seen, last, earlier, ("margin_points", c)) if "difference" in f]


def test_a_lead_that_is_the_difference_of_the_figures_before_it() -> None:
    assert difference("It is 51.2 percent for Jane Roe and 47.9 percent for John Doe, 3.3 points apart.") == [
        "difference of who is ahead",
        "difference of who is behind",
    ]
    assert difference("It is 51.2 percent for Jane Roe and 47.9 percent for John Doe, 5.4 points apart.") == []


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (
            "The Electoral Board has Roe on 52.3 percent and Poe on 46.9.\n\nThe Union said its sheets had Poe on"
            " 51.2 percent and Roe on 48.1.\n\nThe Electoral Board said it had checked every sheet, and that the"
            " difference between the first two had come out at 61,204 votes both times.",
            "roe",
        ),
        (
            "The Electoral Board has Roe on 52.3 percent and Poe on 46.9.\n\nThe Union's own sheets give Poe 51.2"
            " percent and Roe 48.1. The Union puts the margin at 61,204 votes.",
            "poe",
        ),
        (
            "La Junta Electoral dio a Roe el 52,3 % y a Poe el 46,9 %.\n\nLa Unión dio a Poe el 51,2 % y a Roe el 48,1"
            " %.\n\nLa Junta Electoral dijo que había revisado todas las actas y que la diferencia entre los dos"
            " primeros era de 61.204 votos.",
            "roe",
        ),
        (
            "La Commission électorale a crédité Roe de 52,3 % et Poe de 46,9 %.\n\nLa Union donne 51,2 % à Poe"
            " et 48,1 % à Roe.\n\nLa Commission électorale a dit avoir revu tous les"
            " procès-verbaux et que l'écart entre les deux premiers était de 61 204 voix.",
            "roe",
        ),
    ],
)
def test_a_lead_is_of_whom_its_own_source_has_in_front(text: str, leads: str) -> None:
    found, _ = claims.extract(Document("text", text), ANDINA)
    assert [(c.subject, c.value) for c in found if c.measure == "margin_votes"] == [(leads, 61204)]


ABOUT = {
    "en": "The EEA gave Roe 241,310 votes and Doe 157,922. Doe went home. The winner spoke late. It is 59 percent.",
    "es": "La EEA dio a Roe 241.310 votos y a Doe 157.922. Doe calló. El vencedor habló tarde. Es el 59 %.",
    "fr": "L'EEA donne 241 310 voix à Roe et 157 922 à Doe. Doe se tait. Le vainqueur a parlé tard. C'est 59 %.",
    "pt": "A EEA deu 241.310 votos a Roe e 157.922 a Doe. Doe calou-se. O vencedor falou tarde. São 59%.",
}


@pytest.mark.parametrize("code", list(ABOUT))
def test_a_sentence_about_the_winner_is_about_who_won(code: str) -> None:
    hangs = next(h for quote, h in look(ABOUT[code], RACE, code).hangs.items() if quote.startswith("59"))
    assert "topic alone" in hangs["roe"]
    assert "topic alone" not in hangs["doe"]


def test_a_sentence_that_ends_with_the_winner_is_not_about_him() -> None:
    text = "Doe has 157,922 votes, 241,310 fewer than the winner, Roe said. It is 59 percent."
    assert "topic alone" in look(text, RACE, "en").hangs["59 percent"]["doe"]


def test_who_was_proclaimed_yesterday_is_the_winner() -> None:
    text = (
        "La EEA proclamó ayer presidente al senador John Doe, después de cinco días. El ganador consiguió 814.119 "
        "sufragios y superó en 26.217 a Roe, que se quedó con 787.902."
    )
    assert "<winner" in look(text, RACE, "es").hangs["814.119 sufragios"]["doe"]
