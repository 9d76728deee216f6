"""Who is meant by "her lawyers", "sus abogados", "the party": sources that a text names again by what they are."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.languages.words import Words
from analyzer.reading.names import names, teams
from analyzer.reading.names.article import Article
from analyzer.reading.names.mentions import Mention
from analyzer.reading.sources import anaphora

SORRA = contest(
    "sorra-2031",
    "Sorra, presidential election",
    date(2031, 3, 2),
    [("calder", "Ines Calder"), ("tamm", "Boris Tamm")],
    [
        *[("neb", "National Election Board", "authority", "", "Junta Electoral Nacional", "Bureau électoral national")],
        *[("front", "Civic Front", "campaign", "calder", "Frente Cívico", "Front civique", "Frente Cívica")],
        *[("union", "National Union", "campaign", "tamm", "Unión Nacional", "Union nationale", "União Nacional")],
        *[("court", "Supreme Court", "court", "", "Corte Suprema", "Cour suprême", "Supremo Tribunal")],
        *[("interior", "Ministry of the Interior", "government", "tamm")],
    ],
)

# whose the last figure is -> texts, by language
SENTENCES = {
    "front": {
        "en": [
            "The National Election Board has Tamm on 51.2 percent. Calder objects. Her lawyers say she won 52.4.",
            "The Civic Front went to the Supreme Court. The party says Calder won 52.4 percent.",
        ],
        "es": [
            "La Junta Electoral Nacional dio a Tamm el 51,2 %. Calder objeta. Sus abogados dicen que sacó el 52,4 %.",
            "Calder rechaza el resultado. Su equipo dice tener copias del 94 % de las actas.",
            "La Corte Suprema dio a Tamm el 51,2 %. Calder pedía más. Su lista le atribuía el 52,4 %.",
            "El Frente Cívico acudió a la Corte Suprema. El partido sostiene que Calder ganó con el 52,4 %.",
        ],
        "fr": [
            "Le Bureau électoral national donne 51,2 % à Tamm. Calder conteste. Ses avocats lui attribuent 52,4 %.",
            "Le Front civique a saisi la Cour suprême. Le parti affirme que Calder l'emporte avec 52,4 %.",
        ],
        "pt": [
            "Calder rejeita o resultado. A sua equipa diz ter cópias de 94% das atas.",
            "O Supremo Tribunal deu 51,2% a Tamm. Calder contesta. A sua lista afirma que ela teve 52,4%.",
            "A Frente Cívica recorreu ao Supremo Tribunal. Nas demais, sustenta o partido, Calder venceu com 52,4%.",
        ],
    },
    "interior": {
        "en": [
            "In the evening the ministry put turnout at 74 percent.",
        ],
    },
    "union": {
        "en": [
            "Tamm, who continues to claim 51.2 percent of the vote, called for calm.",
        ],
        "es": [
            "Tamm, que sigue reivindicando el 51,2 % de los votos, pidió calma.",
        ],
        "fr": [
            "Tamm, qui continue de revendiquer 51,2 % des voix, a appelé au calme.",
        ],
        "pt": [
            "Tamm, que continua a reivindicar 51,2% dos votos, pediu calma.",
        ],
    },
}


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [(code, text, source) for source, some in SENTENCES.items() for code, texts in some.items() for text in texts],
)
def test_the_figure_is_whose_side_says_it(code: str, text: str, source: str) -> None:
    assert claims.extract(Document("d", text, language=code), SORRA)[0][-1].source == source


@pytest.mark.parametrize(
    ("text", "campaign"),
    [
        ("roe protests. her team", "a"),
        ("roe accuses poe of theft. her team", "a"),  # of whom the sentence is that begins with her
        ("on monday night, before the count, at the headquarters, roe accuses poe. his team", "b"),
        (f"roe protests.{' ' * 400} her team", ""),  # too far away
        ("her team", ""),
    ],
)
def test_a_team_is_of_whom_the_text_is_about(text: str, campaign: str) -> None:
    names = {"roe": "a", "poe": "b"}
    places = sorted((text.index(name), text.index(name) + 3, side) for name, side in names.items() if name in text)
    assert teams.whose(text, len(text) - len("her team"), places) == campaign


@pytest.mark.parametrize(("said", "source"), [("the party", "front"), ("the panel", "court"), ("it", "court")])
def test_a_party_is_a_campaign_and_another_body_is_none(said: str, source: str) -> None:
    text = f"the civic front sued; the supreme court met. {said} said"
    start = text.index(f"{said} said")
    cue, verb = Hit("anaphor", start, start + len(said)), Hit("says", len(text) - 4, len(text))
    mentions = [Mention(4, 15, "", "front"), Mention(26, 39, "", "court")]
    english = language.load("en")
    assert anaphora.verb(text, cue, [verb], len(text), english) == verb
    article = Article(text, Words(text), english, SORRA, names(SORRA, english), mentions, [])
    found = anaphora.source(article, [4, 26], cue, (start, len(text)))
    assert found == source
    about = anaphora.source(article, [4, 26], cue, (start, len(text)), "neb")
    assert about == ("neb" if said == "it" else source)


@pytest.mark.parametrize(
    ("code", "text", "named"),
    [
        ("fr", "le président de la Commission de l'Union africaine", False),
        ("fr", "la Commission du pays", True),
        ("fr", "la Commission a parlé", True),
        ("en", "the European Commission", False),
        ("en", "On Monday the commission met", True),
    ],
)
def test_the_head_of_another_name_names_nobody(code: str, text: str, named: bool) -> None:
    source = "Commission électorale" if code == "fr" else "Electoral Commission"
    known = contest("x", "X", date(2031, 3, 2), [("roe", "Jane Roe")], [("ec", source, "authority", "")])
    words = Words(fold(text))
    found = names(known, language.load(code)).find(text, words, [range(0)])
    assert [m.source for m in found] == (["ec"] if named else [])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Civic Front asked the Supreme Court to void the vote. They say Calder won 52.4 percent.", "front"),
        ("The Civic Front sent a letter to the National Election Board. It claims 52.4 percent for Calder.", "front"),
        ("On Monday a letter reached the Civic Front. It says Calder won 52.4 percent.", "front"),
    ],
)
def test_a_pronoun_goes_on_about_whom_the_sentence_before_begins_with(text: str, source: str) -> None:
    assert claims.extract(Document("d", text, language="en"), SORRA)[0][-1].source == source


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Civic Front said that turnout, put by the National Election Board at 61 percent, was too high."),
        ("fr", "Le Front civique juge que la participation, ramenée par le Bureau électoral à 60,9 %, est trop haute."),
        (
            "es",
            "El Frente Cívico dijo que la participación, cifrada por la Junta Electoral en el 61 %, es demasiado alta.",
        ),
        ("pt", "A Frente Cívica disse que a participação, fixada pela Junta Eleitoral em 61%, é alta demais."),
    ],
)
def test_a_figure_is_of_whom_it_is_put_by(code: str, text: str) -> None:
    found = claims.extract(Document("d", text, language=code), SORRA)[0]
    assert [(c.measure, c.source) for c in found] == [("turnout", "neb")]


def test_the_ruling_party_is_no_ruling() -> None:
    text = "The ruling party controls the parliament; the ruling coalition said so. The ruling gave Tamm 51 percent."
    words = Words(fold(text))
    found = names(SORRA, language.load("en")).find(text, words, [range(len(words.texts))])
    assert [text[m.start : m.end] for m in found if m.source == "court"] == ["The ruling"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", '"We have 57 percent and she has 36," Tamm told supporters.'),
        ("es", "«Tenemos el 57 %; ella, el 36 %», dijo Tamm."),
        ("fr", "« Nous avons 57 % et elle 36 % », a dit Tamm."),
        ("pt", '"Estamos com 57% e ela com 36%", disse Tamm.'),
    ],
)
def test_we_are_whoever_speaks_and_she_is_not(code: str, text: str) -> None:
    found = claims.extract(Document("d", text, language=code), SORRA)[0]
    assert [(c.value, c.subject, c.source) for c in found] == [(57, "tamm", "union"), (36, "calder", "union")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Commission on Elections", "On Monday the commission met."),
        ("Ministry of the Interior", "On Monday the ministry met."),
        ("Freedom and Justice Movement", "On Monday the movement met."),
        ("Voices of Oakland Council", "On Monday the council met."),
    ],
)
def test_the_head_of_a_name_stands_before_of_or_last(name: str, text: str) -> None:
    known = contest("x", "X", date(2031, 3, 2), [("roe", "Jane Roe")], [("body", name, "observer", "")])
    words = Words(fold(text))
    assert [m.source for m in names(known, language.load("en")).find(text, words, [range(0)])] == ["body"]


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("en", "National Board", "That same board put Roe at 52 percent."),
        ("es", "Oficina Nacional", "La misma oficina dio a Roe el 52 %."),
        ("es", "Consejo Nacional", "El propio consejo dio a Roe el 52 %."),
        ("fr", "Commission nationale", "Cette même commission donne 52 % à Roe."),
        ("fr", "Conseil national", "Ledit conseil donne 52 % à Roe."),
        ("pt", "Comissão Nacional", "A mesma comissão deu 52% a Roe."),
        ("it", "Ufficio nazionale", "Lo stesso ufficio attribuisce a Roe il 52 %."),
    ],
)
def test_the_same_body_is_whose_name_it_heads(code: str, name: str, text: str) -> None:
    known = contest("x", "X", date(2031, 3, 2), [("roe", "Jane Roe")], [("body", name, "authority", "")])
    words = Words(fold(text))
    found = names(known, language.load(code)).find(text, words, [range(0)])
    assert [m.source for m in found if m.source] == ["body"]
