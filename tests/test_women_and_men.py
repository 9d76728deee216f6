"""Whom pronouns and descriptions stand for where one candidate is a woman and the other a man, and who is in office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_support import contest, look

from analyzer.folding import fold
from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.names import countries, descriptions, given_names, incumbents, names
from analyzer.reading.names.mentions import Mention

LUMEA = contest(
    "lumea-2029",
    "Lumea, presidential election",
    date(2029, 11, 4),
    [("okoro", "Daniel Okoro"), ("dlamba", "Marisol Dlamba")],
    [
        ("ec", "Electoral Commission", "authority", "", "Comisión Electoral", "Commission électorale"),
        ("change", "Alliance for Change", "campaign", "dlamba"),
        ("forward", "Forward Lumea", "campaign", "okoro", "Adelante Lumea"),
    ],
)


def mentions(code: str, text: str, known: Contest = LUMEA) -> list[Mention]:
    """Whom a text names."""
    words = Words(fold(text))
    return names(known, language.load(code)).find(text, words, [range(len(words.texts))])


def figures(code: str, text: str, known: Contest = LUMEA) -> list[tuple[float, str, str]]:
    """(value, candidate, source) of the claims."""
    found = claims.extract(Document("d", text, language=code), known)[0]
    return [(c.value, c.subject, c.source) for c in found]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        *[
            ("Marisol Tende", "f"),
            ("Daniel Okoro", "m"),
            ("Barnabé Roe", "m"),
            ("Pélagie Roe", "f"),
            ("Jean-Pierre Roe", "m"),
            ("Élodie Roe", "f"),
            ("Zz Roe", ""),
        ],
        *[("María Inés Roe", "f"), ("María", ""), ("Yes", ""), ("", "")],
    ],
)
def test_a_given_name_says_who_is_a_woman(name: str, gender: str) -> None:
    assert given_names.gender(name) == gender


def test_no_name_is_both() -> None:
    known = given_names._genders()
    assert len(known) > 1900
    assert set(known.values()) == {"f", "m"}
    assert all(name == fold(name) and name.isalpha() for name in known)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("es", "Okoro y Dlamba esperan. La comisión da al exministro 50,2 % y a la exalcaldesa 48,1 %.", "od"),
        ("pt", "Okoro e Dlamba esperam. A comissão dá 48,1% à antiga ministra e 50,2% ao antigo governador.", "do"),
        ("fr", "Okoro et Dlamba attendent. L'ancienne maire obtient 48,1 % et l'ancien ministre 50,2 %.", "do"),
    ],
)
def test_a_description_that_only_one_of_them_can_be(code: str, text: str, expected: str) -> None:
    whom = {"o": "okoro", "d": "dlamba"}
    assert [subject for _, subject, _ in figures(code, text)] == [whom[c] for c in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Okoro y Dlamba esperan. La exalcaldesa Rosa Quint habló primero.",  # somebody else's title
        "Okoro y Dlamba esperan. Habló la exalcaldesa, Rosa Quint, y calló.",
        "Okoro espera. Habló la exalcaldesa y calló.",  # of one candidate alone nobody is told apart
    ],
)
def test_a_title_of_another_names_nobody(text: str) -> None:
    found = mentions("es", text)
    assert all(m.how != "described" for m in found)


def test_of_two_women_none_is_told_apart() -> None:
    two = replace(LUMEA, candidates=(replace(LUMEA.candidates[0], name="Ana Okoro"), LUMEA.candidates[1]))
    assert all(m.how == "name" for m in mentions("es", "Okoro y Dlamba esperan. Habló la exalcaldesa y calló.", two))


def test_she_is_the_woman() -> None:
    text = 'Dlamba does not accept the count, which has Okoro ahead. "We have 51 percent," she told a crowd.'
    assert figures("en", text) == [(51.0, "dlamba", "change")]


@pytest.mark.parametrize("title", ["President Daniel Okoro", "President Okoro"])
def test_whoever_is_called_president_is_the_president(title: str) -> None:
    text = f"{title} faced Marisol Dlamba. The Electoral Commission gave the president 52.6 percent."
    assert figures("en", text) == [(52.6, "okoro", "ec")]


@pytest.mark.parametrize("title", ["Former President Daniel Okoro", "Vice President Daniel Okoro", "Daniel Okoro"])
def test_a_former_one_is_not(title: str) -> None:
    text = f"{title} faced Marisol Dlamba. The Electoral Commission gave the president 52.6 percent."
    found = mentions("en", text)
    assert all(m.how != "incumbent" or not m.candidate for m in found)


def test_a_party_named_after_its_country_is_not_named_by_the_country() -> None:
    text = "LUMEA CITY - Lumea's president won 52.6 percent of the vote, the Electoral Commission of Lumea said."
    found = mentions("en", text)
    assert [m.source for m in found if m.source] == ["ec"]


@pytest.mark.parametrize(
    ("code", "word"), [("BY", "bielorrusia"), ("CI", "marfim"), ("TR", "turkey"), ("US", "unidos"), ("GB", "royaume")]
)
def test_a_country_is_called_by_its_name_in_every_language(code: str, word: str) -> None:
    assert word in countries.words(code)
    assert countries.words("XA") == countries.words("") == frozenset()


@pytest.mark.parametrize(
    ("code", "place"),
    [("en", "Turnout in Port Ella was 61 percent."), ("fr", "La participation à Ella a été de 61 %.")],
)
def test_the_turnout_of_a_place_is_not_the_countrys(code: str, place: str) -> None:
    assert figures(code, place) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "La participación en Bielorrusia fue del 61 %."),
        ("en", "Turnout in Belarus was 61 percent."),
        ("en", "Turnout in Sunday's election was 61 percent."),
    ],
)
def test_the_turnout_of_its_own_country_is(code: str, text: str) -> None:
    known = replace(LUMEA, name="Belarus, presidential election", country="BY")
    assert figures(code, text, known) == [(61.0, "", "")]


def test_a_quotation_that_ends_its_sentence_is_not_spoken_by_who_opens_the_next() -> None:
    text = (
        'Dlamba beat Okoro. "They did not count," said the Alliance for Change spokesman. "She won by 40,000 votes." '
        "The turnout announced by the Electoral Commission is too high, he said."
    )
    assert figures("en", text) == [(40000.0, "dlamba", "change")]


def test_a_list_is_whose_it_is_introduced_as_not_any_official_ones() -> None:
    known = replace(LUMEA, sources=(*LUMEA.sources, replace(LUMEA.sources[0], id="hc", name="High Court", aliases=())))
    text = (
        "According to the High Court, the official result is as follows:\n\n"
        "- Daniel Okoro: 52.6 percent\n- Marisol Dlamba: 46 percent"
    )
    assert {source for _, _, source in figures("en", text, known)} == {"hc"}


@pytest.mark.parametrize(
    "text",
    [
        "Okoro y Dlamba esperan. La comisión le da al exministro 50,2 % y le da a la exalcaldesa 48,1 %.",
        "Dlamba y Okoro esperan. El informe le otorga a Okoro 50,2 % y le otorga a Dlamba 48,1 %.",
    ],
)
def test_a_pronoun_that_its_verb_doubles_is_whom_the_verb_names(text: str) -> None:
    assert [(value, subject) for value, subject, _ in figures("es", text)] == [(50.2, "okoro"), (48.1, "dlamba")]


def test_a_third_candidate_leaves_the_two_who_are_named_most() -> None:
    third = replace(LUMEA.candidates[0], id="zz", name="Zz Roe")
    known = replace(LUMEA, candidates=(*LUMEA.candidates, third))
    text = "Okoro y Dlamba esperan, Okoro en casa y Dlamba fuera; Roe no. La comisión da a la exalcaldesa 48,1 %."
    assert [subject for _, subject, _ in figures("es", text, known)] == ["dlamba"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The incumbent, Marisol Dlamba, waits. Okoro waits.", "dlamba"),
        ("Okoro waits. Marisol Dlamba (the incumbent) waits.", "dlamba"),
        ("The incumbent waits. Okoro and Dlamba wait.", ""),
        ("The incumbent beat Okoro. Dlamba waits.", ""),
    ],
)
def test_a_role_is_whose_name_stands_right_beside_it(text: str, who: str) -> None:
    folded = fold(text)
    found = mentions("en", text)
    people = [m for m in found if m.how == "name"]
    at = folded.index("incumbent")
    assert incumbents.beside(folded, [(at - 4, at + len("incumbent"))], people) == who
    assert incumbents.beside(folded, [], people) == ""


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The bulletin gives the incumbent 52 percent, the former mayor 46.", ""),
        ("en", "Okoro and Dlamba wait. The former finance minister waits.", ""),
        ("en", "Okoro and Dlamba wait. The former has 52 percent.", "okoro"),
    ],
)
def test_the_former_mayor_is_no_former_of_two(code: str, text: str, expected: str) -> None:
    found = mentions(code, text)
    assert "".join(m.candidate for m in found if m.how == "former") == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "President Okoro and Dlamba wait. Okoro has 44.1 percent, the challenger 48.8.", ["okoro", "dlamba"]),
        ("en", "President Okoro and Dlamba wait. Dlamba has 48.8 percent. The challenger waits.", ["dlamba"]),
        ("fr", "Le président Okoro et Dlamba attendent. Le challenger recueille 48,8 %.", ["dlamba"]),
        ("pt", "O presidente Okoro e Dlamba esperam. O desafiante obteve 48,8%.", ["dlamba"]),
    ],
)
def test_the_challenger_is_not_who_holds_the_office(code: str, text: str, expected: list[str]) -> None:
    assert [subject for _, subject, _ in figures(code, text)] == expected


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("en", "Radio Lumea has Dlamba on 47% and the president on 46.5%.", "okoro"),
        ("en", "Dlamba won 47% of the vote to 46.4% for the incumbent.", "okoro"),
        ("en", "The incumbent took 46.4 percent, compared with Ms Dlamba's 47.", "okoro"),
        ("en", "Turnout was 71 percent. Dlamba, 47, waits; the president waits.", ""),
        ("en", "Dlamba won 47% of the vote, giving the incumbent a second term.", ""),
        ("en", "Dlamba had 47% and the president 46%. Okoro had 46% and the president 47%.", ""),
        ("fr", "La commission crédite Mme Dlamba de 419 752 voix, contre 407 746 au sortant.", "okoro"),
        ("fr", "Elle situe le président sortant sous les 49,7 % et Mme Dlamba autour de 44,1 %.", "okoro"),
        ("es", "La comisión da a Dlamba 47 % y al mandatario 46 %.", "okoro"),
        ("es", "La comisión da a Dlamba 47 % y al presidente 46 %.", "okoro"),
    ],
)
def test_whose_figure_is_set_against_the_incumbents_is_not_the_incumbent(code: str, text: str, who: str) -> None:
    found = mentions(code, text)
    assert "".join({m.candidate for m in found if m.how == "incumbent"}) == who


def test_the_presidents_heir_is_not_the_president() -> None:
    text = "It has 50.1 percent for Daniel Okoro, the outgoing president's chosen heir, and 49.9 percent for Dlamba."
    found = mentions("en", text)
    assert all(not m.candidate for m in found if m.how == "incumbent")


def test_the_woman_candidate_is_the_woman_whoever_s_campaign_speaks() -> None:
    text = "Okoro et Dlamba attendent. Forward Lumea affirme que la candidate a obtenu 44 % et le candidat 52 %."
    assert figures("fr", text) == [(44.0, "dlamba", "forward"), (52.0, "okoro", "forward")]


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("The lawyer Okoro spoke. The lawyer was late.", True),
        ("The court credited Okoro. The credited man slept.", False),
    ],
)
def test_a_verb_before_a_name_is_no_description(text: str, described: bool) -> None:
    assert any(m.how == "described" for m in mentions("en", text)) is described


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pt", "Okoro e Dlamba esperam. São 52.410 votos para o presidente e 48.120 para a opositora.", "od"),
        ("es", "Okoro y Dlamba esperan. Fueron 52.410 votos para la presidenta y 48.120 para el opositor ayer.", "do"),
        ("fr", "Okoro et Dlamba attendent. C'est 52 410 voix pour le sortant et 48 120 pour l'opposante.", "od"),
    ],
)
def test_a_role_with_a_figure_is_of_the_only_one_it_can_be(code: str, text: str, expected: str) -> None:
    whom = {"o": "okoro", "d": "dlamba"}
    found = [m.candidate for m in mentions(code, text) if m.how in ("incumbent", "opposition")]
    assert found == [whom[c] for c in expected]


def test_a_role_without_a_figure_may_be_anybodys() -> None:
    """Who speaks of an open race need not stand in it."""
    found = mentions("es", "Okoro y Dlamba esperan. El presidente dijo que la comisión contó 48.120 votos.")
    assert all(m.how != "incumbent" for m in found)


@pytest.mark.parametrize(
    ("quoted", "candidate"),
    [("She has 51 percent", "dlamba"), ("He has 51 percent", "okoro"), ("They have 51", "okoro")],
)
def test_he_and_she_in_a_quotation(quoted: str, candidate: str) -> None:
    """The speaker's side speaks of the other one, unless the word can only be its own candidate."""
    text = f'Okoro and Dlamba wait. "{quoted} percent of it," the Alliance for Change said.'
    people = look(text, LUMEA).seen[-1].passage.people
    assert [m.candidate for m in people if m.how == "pronoun"] == [candidate]


@pytest.mark.parametrize("title", ["President Okoro", "Daniel Okoro"])
def test_a_title_may_be_part_of_the_alias(title: str) -> None:
    known = replace(LUMEA, candidates=(replace(LUMEA.candidates[0], aliases=(title,)), LUMEA.candidates[1]))
    text = f"{title} faced Marisol Dlamba. The Electoral Commission gave the president 52.6 percent."
    found = [m.candidate for m in mentions("en", text, known) if m.how == "incumbent"]
    assert found == (["okoro"] if title.startswith("President") else [])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Marisol Dlamba fought the re-election of Daniel Okoro. The president got 52 percent."),
        ("es", "Marisol Dlamba rechazó la reelección de Daniel Okoro. El presidente obtuvo 52 %."),
        ("pt", "Marisol Dlamba contesta a reeleição de Daniel Okoro. O presidente obteve 52%."),
        ("fr", "Marisol Dlamba conteste la réélection de Daniel Okoro. Le président obtient 52 %."),
        ("it", "Marisol Dlamba contesta la rielezione di Daniel Okoro. Il presidente ha il 52%."),
    ],
)
def test_re_elected_is_who_is_named_behind_of(code: str, text: str) -> None:
    assert [m.candidate for m in mentions(code, text) if m.how == "incumbent"] == ["okoro"]


PARTIES = replace(
    LUMEA,
    candidates=(replace(LUMEA.candidates[0], party="PMDB"), replace(LUMEA.candidates[1], party="PRD")),
    sources=LUMEA.sources[:1],
)


@pytest.mark.parametrize(
    ("code", "text", "candidate"),
    [
        ("pt", "Okoro e Dlamba esperam. O peemedebista teve 52%.", "okoro"),
        ("es", "Okoro y Dlamba esperan. La perredista obtuvo 52 %.", "dlamba"),
        ("pt", "Okoro e Dlamba esperam. O motorista teve 52%.", ""),
    ],
)
def test_whoever_is_called_by_a_partys_acronym(code: str, text: str, candidate: str) -> None:
    found = [m.candidate for m in mentions(code, text, PARTIES) if m.how == "described"]
    assert found == ([candidate] if candidate else [])


@pytest.mark.parametrize(
    ("code", "acronym", "member"),
    [
        *[("pt", "pt", "petista"), ("pt", "ptb", "petebista"), ("pt", "psdb", "pessedebista")],
        *[("pt", "frelimo", "frelimista"), ("es", "pri", "priista"), ("es", "prd", "perredista")],
        *[("es", "pld", "peledeista"), ("fr", "pq", "pequiste"), ("fr", "udf", "udefiste")],
    ],
)
def test_what_members_of_a_party_are_called(code: str, acronym: str, member: str) -> None:
    assert member in descriptions._read_out(acronym, language.load(code))


def test_two_parties_of_one_acronym_have_no_member() -> None:
    two = replace(PARTIES, candidates=tuple(replace(c, party="PRD") for c in PARTIES.candidates))
    assert descriptions.partisans(two, language.load("es")) == {}
    assert descriptions.partisans(PARTIES, language.load("en")) == {}


@pytest.mark.parametrize(
    ("code", "text", "winner"),
    [
        ("es", "Okoro y Dlamba esperan. Fueron 52.410 votos para la ganadora.", "dlamba"),
        ("fr", "Okoro et Dlamba attendent. C'est 52 410 voix pour la gagnante.", "dlamba"),
        ("es", "Okoro y Dlamba esperan. Fueron 52.410 votos para el ganador.", ""),  # may be said of anybody
    ],
)
def test_a_winner_who_can_only_be_the_woman(code: str, text: str, winner: str) -> None:
    assert [m.candidate for m in mentions(code, text) if m.how == "winner"] == [winner]
