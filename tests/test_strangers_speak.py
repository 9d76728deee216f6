"""Whose verb of saying it is where somebody speaks whom the contest does not know, or stands between him and it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_support import contest
from test_claiming_victory import told
from test_spoken_to import how
from test_who_speaks import ISLANDS, heard, parts

from analyzer.folding import fold
from analyzer.reading.languages import language as languages
from analyzer.reading.languages.words import Words
from analyzer.reading.names import names


@pytest.mark.parametrize(
    ("text", "inverted"),
    [
        ("Jane Roe said Bask won 50.4 percent.", False),
        ("A judge has said Bask won 50.4 percent.", False),
        ("Newspapers claimed Bask took 50.4 percent.", False),
        ("Jane Roe, who studied the count, said Bask won 50.4 percent.", False),
        ("We won 50.4 percent, said Bask.", True),
        ('"We won 50.4 percent," said Bask, who was late.', True),
        ("As said Bask, he won 50.4 percent.", True),
    ],
)
def test_in_english_who_follows_a_verb_says_so_only_behind_a_sign(text: str, inverted: bool) -> None:
    assert ("harvest", "says, inverted, candidate") in told(text, "en") or not inverted
    assert inverted or not any(source == "harvest" for source, _ in told(text, "en"))


def test_in_other_languages_a_word_may_stand_before_the_verb() -> None:
    assert ("harvest", "says, inverted, candidate") in told("Como dijo Bask, ganó con el 50,4 %.", "es")
    assert ("harvest", "says, inverted, candidate") in told("Comme le dit Bask, il a 50,4 %.", "fr")


@pytest.mark.parametrize(
    ("code", "text", "stranger"),
    [
        ("en", "Jane Roe has also said Bask won 50.4 percent.", True),
        ("fr", "Jeanne Roux a indiqué que Bask avait 50,4 %.", True),
        ("fr", "Jeanne Roux, une juge, avait annoncé que Bask avait 50,4 %.", True),
        ("pt", "Joana Reis também disse que Bask tem 50,4%.", True),
        ("es", "Juana Ríos lo dijo: Bask tiene el 50,4 %.", True),
        ("en", "The judge greeted Jane Roe and said Bask won 50.4 percent.", False),
        ("en", "Jane Roe was said to back Bask and his 50.4 percent.", False),
        ("fr", "Le juge a salué Jeanne Roux et annoncé que Bask avait 50,4 %.", False),
    ],
)
def test_small_words_between_a_stranger_and_his_verb(code: str, text: str, stranger: bool) -> None:
    assert (("", "stranger") in told(text, code)) is stranger


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Electoral Board, which is loyal to Bask, declared him the winner with 50.4 percent."),
        ("es", "La Electoral Board, cercana a Bask, informó que él tiene el 50,4 %."),
        ("fr", "L'Electoral Board, acquise à Bask, annonce qu'il a 50,4 %."),
        ("pt", "A Electoral Board, próxima de Bask, anunciou que ele tem 50,4%."),
    ],
)
def test_who_ends_what_commas_enclose_is_not_the_subject_behind_it(code: str, text: str) -> None:
    assert "says" in how(text, code)
    assert not any(source == "harvest" for source, _ in told(text, code))


def test_a_pronoun_before_a_verb_is_its_subject_and_the_last_that_was_named() -> None:
    text = "Island Watch accuses the Electoral Board of inventing the 50.4 percent it announced."
    assert ("board", "anaphor") in told(text, "en")
    assert not any(source == "watch" for source, _ in told(text, "en"))
    assert ("watch", "opens and says") in told(
        "Island Watch, with sheets from everywhere, announced 50.4 percent.", "en"
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Neither the 50.4 percent the Electoral Board gave nor the 61.2 percent Island Watch claims is proven."),
        ("en", "The 50.4 percent that the Electoral Board announced are not the 61.2 percent Island Watch reports."),
        ("es", "Ni el 50,4 % que la Electoral Board anunció ni el 61,2 % que reclama Island Watch están probados."),
        (
            "fr",
            "Ni les 50,4 % que l'Electoral Board annonce ni les 61,2 % que revendique Island Watch ne sont prouvés.",
        ),
        ("pt", "Nem os 50,4% que a Electoral Board anunciou nem os 61,2% que Island Watch reivindica estão provados."),
        ("it", "Né il 50,4% che la Electoral Board attribuisce né il 61,2% che Island Watch rivendica sono provati."),
    ],
)
def test_a_relative_clause_gives_the_figure_that_it_follows(code: str, text: str) -> None:
    seen = heard(text, code)
    assert "gives it" in seen[50.4]["board"]
    assert "gives it" in seen[61.2]["watch"]
    assert "gives another" in seen[61.2]["board"]
    assert not {"gives it", "gives another"} & set(seen[50.4].get("watch", ()))


def test_a_clause_behind_a_comma_gives_no_figure() -> None:
    seen = heard("Bask has 50.4 percent, the Electoral Board announced, and Oru 40.1 percent.")
    assert "gives it" not in seen[50.4]["board"]
    assert "gives another" not in seen[40.1]["board"]


OPPOSED = replace(
    ISLANDS,
    sources=tuple(
        replace(s, aliases=(*s.aliases, "the opposition")) if s.id == "harvest" else s for s in ISLANDS.sources
    ),
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The opposition says it won 50.4 percent."),
        ("es", "La oposición sostiene que ganó con el 50,4 %."),
        ("fr", "L'opposition a annoncé 50,4 %."),
        ("pt", "A oposição diz que venceu com 50,4%."),
        ("it", "L'opposizione sostiene di avere il 50,4%."),
    ],
)
def test_who_is_called_the_opposition_is_so_in_every_language(code: str, text: str) -> None:
    asserted, split, _ = parts(text, code, OPPOSED)
    assert {a.source for s in split for a in asserted.of(s)} == {"harvest"}
    asserted, split, _ = parts(text, code)
    assert "harvest" not in {a.source for s in split for a in asserted.of(s)}


def test_what_is_only_the_oppositions_names_nobody() -> None:
    for text, code in (
        ("Opposition strongholds gave her 50.4 percent.", "en"),
        ("Par opposition à 50,4 % en 2026, elle a 40 %.", "fr"),
        ("Su oposición al 50,4 % es conocida.", "es"),
    ):
        asserted, split, _ = parts(text, code, OPPOSED)
        assert not [a for s in split for a in asserted.of(s) if a.source == "harvest"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In Port Ella, the Electoral Board read out the results: 50.4 percent."),
        ("es", "En Port Ella, la Electoral Board leyó los resultados: 50,4 %."),
        ("fr", "À Port Ella, l'Electoral Board a lu les résultats : 50,4 %."),
        ("pt", "Em Port Ella, a Electoral Board leu os resultados: 50,4%."),
        ("it", "A Port Ella la Electoral Board ha letto i risultati: 50,4%."),
    ],
)
def test_to_read_a_result_out_says_it(code: str, text: str) -> None:
    assert "says" in how(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Island Watch places Bask at 50.4 percent."),
        ("en", "Island Watch leaves him on 50.4 percent."),
        ("es", "Island Watch lo ubica en 50,4 %."),
        ("es", "Island Watch pone a Bask en 50,4 %."),
        ("pt", "Island Watch coloca-o em 50,4%."),
        ("it", "Island Watch lo colloca al 50,4%."),
    ],
)
def test_verbs_of_placing_somebody(code: str, text: str) -> None:
    assert "says" in how(text, code, "watch")


@pytest.mark.parametrize(
    ("text", "he"),
    [
        ("Bask met Kern on Monday and said he had won 50.4 percent.", "bask"),
        ("Bask beat Kern and said he had won 50.4 percent.", "bask"),
        ("Bask dismissed Kern's claim and insisted that he won 50.4 percent.", "bask"),
        ("Bask denied Kern's claim of victory, saying he had won 50.4 percent.", "bask"),
        ("Bask said Kern was late and, that night, he had won 50.4 percent.", "kern"),
        ("Bask lost, and Kern said he had won 50.4 percent.", "kern"),
        ("Bask met Kern. He had won 50.4 percent.", "kern"),
    ],
)
def test_a_pronoun_behind_a_second_verb_goes_on_about_the_subject(text: str, he: str) -> None:
    men = contest(
        "men", "Men, presidential election", date(2031, 5, 4), [["bask", "Tomas Bask"], ["kern", "Olaf Kern"]], []
    )
    words, language = Words(fold(text)), languages.load("en")
    mentions = names(men, language).find(text, words, [range(len(words.texts))])
    assert [m.candidate for m in mentions if m.how == "pronoun"] == [he]


def test_what_somebody_has_is_no_verb_of_his() -> None:
    assert told("Bask's claim of 50.4 percent was rejected.", "en") == {("harvest", "possession, candidate")}
    assert ("harvest", "says, candidate") in told("Bask claims 50.4 percent.", "en")


@pytest.mark.parametrize(
    ("text", "null"),
    [
        ("The court rejected the 50.4 percent.", False),
        ("Bask rejected a claim of 50.4 percent.", False),
        ("Of the ballots, 50.4 percent were rejected.", True),
        ("There were 50,400 rejected ballots.", True),
        ("The board invalidated 50,400 ballots.", True),
    ],
)
def test_in_english_what_is_rejected_may_be_no_ballot(text: str, null: bool) -> None:
    words, language = Words(fold(text)), languages.load("en")
    assert any(h.kind == "null_votes" for h in language.cues.find(words, range(len(words.texts)))) is null


@pytest.mark.parametrize(
    ("code", "text", "says"),
    [
        ("en", "The Electoral Board has not confirmed that Oru has 50.4 percent.", False),
        ("en", "The Electoral Board couldn't immediately confirm that Oru has 50.4 percent.", False),
        ("en", "The Electoral Board declined to say if Oru has 50.4 percent.", False),
        ("en", "The Electoral Board not only says that Oru has 50.4 percent.", True),
        ("en", "The Electoral Board confirmed, not on Sunday, that Oru has 50.4 percent.", True),
        ("es", "La Electoral Board no ha confirmado que Oru tenga el 50,4 %.", False),
        ("es", "La Electoral Board aún no pudo confirmar que Oru tenga el 50,4 %.", False),
        ("es", "La Electoral Board ha confirmado que Oru tiene el 50,4 %.", True),
        ("fr", "L'Electoral Board n'a pas encore confirmé qu'Oru a 50,4 %.", False),
        ("fr", "L'Electoral Board a confirmé qu'Oru a 50,4 %.", True),
        ("pt", "A Electoral Board não confirmou que Oru tem 50,4%.", False),
        ("it", "La Electoral Board non ha confermato che Oru ha il 50,4%.", False),
        ("en", "The Electoral Board studied the tallies, by which Oru has 50.4 percent.", False),
        ("en", "The Electoral Board tallies 50.4 percent for Oru.", True),
    ],
)
def test_not_to_say_says_nothing_and_a_noun_neither(code: str, text: str, says: bool) -> None:
    assert bool(told(text, code)) is says


@pytest.mark.parametrize(
    ("code", "text", "by_whom"),
    [
        ("en", "For the Electoral Board, Oru won with 50.4 percent.", True),
        ("es", "Para la Electoral Board, Oru ganó con el 50,4 %.", True),
        ("fr", "Bask est battu ; pour l'Electoral Board, il a 50,4 %.", True),
        ("pt", "Para a Electoral Board, Oru venceu com 50,4%.", True),
        ("it", "Per la Electoral Board, Oru ha vinto con il 50,4%.", True),
        ("en", "It was a blow for the Electoral Board, with 50.4 percent counted.", False),
        ("fr", "Une défaite pour l'Electoral Board, selon Jeanne Roux.", False),
        ("es", "Para Bask, 50,4 %; para Oru, 40,1 %.", False),
    ],
)
def test_for_whom_a_result_stands_says_who_gives_it(code: str, text: str, by_whom: bool) -> None:
    assert any(how.startswith("according") and source for source, how in told(text, code)) is by_whom


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("en", "The Electoral Board met. According to the body, turnout was 50.4 percent.", "board"),
        ("es", "La Electoral Board se reunió. Según el organismo, participó el 50,4 %.", "board"),
        ("fr", "L'Electoral Board s'est réunie. Selon l'institution, la participation est de 50,4 %.", "board"),
        ("pt", "A Electoral Board reuniu. De acordo com a instituição, a afluência foi de 50,4%.", "board"),
        ("it", "La Electoral Board si è riunita. Secondo l'istituzione, l'affluenza è del 50,4%.", "board"),
    ],
)
def test_according_to_whom_without_a_name(code: str, text: str, who: str) -> None:
    assert {(source, h) for source, h in told(text, code) if h.startswith("according")} == {(who, "according")}
