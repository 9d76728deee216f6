"""Which moment of a count a sentence names, in each language; and what it makes of the claims."""

import datetime as dt

import pytest

import analyzer
from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims as reader
from analyzer.reading.languages.language import codes, load
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning.moments import Moments, of

CONTEST = analyzer.load_contest("venezuela-2024-presidential")  # 28 July 2024, a Sunday

NAMED = [
    ("en", "In its second bulletin the council put him at 51.95%.", ["bulletin 2"]),
    ("en", "The bulletin of August 2 has him at 51.95%.", ["2024-08-02"]),
    ("en", "The bulletin of 2 August has him at 51.95%.", ["2024-08-02"]),
    ("en", "With 80% reporting as of 10:30 p.m. on Monday.", ["Mon 22:30"]),
    ("en", "As of 8 a.m. Eastern time on July 30, he led.", ["2024-07-30T08:00"]),
    ("en", "By 12 a.m. on July 29 nothing was out.", ["2024-07-29T00:00"]),
    ("en", "As of 24:00 on July 28, he led.", ["2024-07-29T00:00"]),
    ("en", "As of 24:00 on Sunday, he led.", ["Mon 00:00"]),
    ("es", "En el segundo boletín del CNE, Maduro tenía 51,95 %.", ["bulletin 2"]),
    ("es", "El boletín del 2 de agosto le da 51,95 %.", ["2024-08-02"]),
    ("es", "Hasta las 22:30 del lunes se había contado el 80 %.", ["Mon 22:30"]),
    ("es", "Dos boletines: en el primero, 51,20 %; en el segundo, 51,95 %.", ["bulletin 1", "bulletin 2"]),
    ("pt", "O primeiro boletim oficial dava 51,2 % a Maduro.", ["bulletin 1"]),
    ("pt", "Segundo o boletim 1, ela tinha 51,2 %; segundo o boletim n.º 2, 51,9 %.", ["bulletin 1", "bulletin 2"]),
    ("en", "Bulletin No. 3 put him at 51.95%.", ["bulletin 3"]),
    ("pt", "Até as 22h30 de segunda-feira, 80% das urnas.", ["Mon 22:30"]),
    ("fr", "Le deuxième bulletin officiel lui donne 51,95 %.", ["bulletin 2"]),
    ("fr", "Résultats arrêtés à 22h30 lundi.", ["Mon 22:30"]),
    ("it", "Il secondo bollettino gli assegna il 51,95 %.", ["bulletin 2"]),
    ("it", "Aggiornati alle 22:30 di lunedì.", ["Mon 22:30"]),
]
UNNAMED = [
    ("en", "As of Wednesday he led with 51.95%."),  # many counts a day
    ("en", "As of 10 p.m. he led with 51.95%."),  # a time of every day
    ("en", "He won by 10 points on Monday."),
    ("en", "The latest bulletin has him at 51.95%."),  # the latest of when?
    ("en", "The first results came late on July 28."),
    ("es", "Se anuló el primero de los 51 votos."),
    ("pt", "Dos 4.102 boletins, o primeiro, nulo, era dele."),
    ("pt", "Segundo o boletim, ela tinha 51,2 %."),  # "according to"
    ("es", "El boletín 51,2 % no dice."),
    ("fr", "Le deuxième bulletin nul fut annulé."),
]


def moments(language: str, text: str, published: str = "") -> list[str]:
    folded = fold(text)
    found = Moments(Words(folded), load(language), dt.date(2024, 7, 28), published).within(0, len(folded))
    return [m.as_of for m in found]


@pytest.mark.parametrize(("language", "text", "as_of"), NAMED)
def test_named(language: str, text: str, as_of: list[str]) -> None:
    assert moments(language, text) == as_of


@pytest.mark.parametrize(("language", "text"), UNNAMED)
def test_unnamed(language: str, text: str) -> None:
    assert moments(language, text) == []


def test_every_language_has_examples() -> None:
    assert {language for language, _, _ in NAMED} == set(codes())


def test_a_weekday_is_the_last_before_publication() -> None:
    text = "As of 10:30 p.m. on Monday."
    assert moments("en", text, "2024-07-29") == ["2024-07-29T22:30"]
    assert moments("en", text, "2024-08-04") == ["2024-07-29T22:30"]
    assert moments("en", text, "2024-08-05T09:00:00Z") == ["2024-08-05T22:30"]
    assert moments("en", text, "no date") == ["Mon 22:30"]


def test_a_date_before_the_vote_is_of_the_next_year() -> None:
    folded = fold("The bulletin of January 3.")
    assert Moments(Words(folded), load("en"), dt.date(2018, 12, 30), "").within(0, len(folded))[0].as_of == "2019-01-03"


def test_a_figure_takes_the_moment_right_behind_it_else_the_one_before() -> None:
    text = "in the second bulletin 51.95%, after 51.2% in the first bulletin"
    found = Moments(Words(text), load("en"), dt.date(2024, 7, 28), "").within(0, len(text))
    assert [of(text.index(f), text.index(f) + len(f), found, text) for f in ("51.95%", "51.2%")] == [
        "bulletin 2",
        "bulletin 1",
    ]


def test_two_bulletins_are_two_statements_with_their_own_coverage() -> None:
    text = (
        "The CNE said in its first bulletin that, with 80% of the tallies counted, "
        "Maduro had 51.20% and González 44.2%. "
        "In the second bulletin, with 96.87% of the tallies counted, the CNE gave Maduro 51.95% and González 43.18%."
    )
    claims, _ = reader.extract(Document("d", text), CONTEST)
    read = {(c.as_of, c.measure, c.subject): c.value for c in claims}
    assert read == {
        ("bulletin 1", "coverage", ""): 80.0,
        ("bulletin 1", "share", "maduro"): 51.2,
        ("bulletin 1", "share", "gonzalez"): 44.2,
        ("bulletin 2", "coverage", ""): 96.87,
        ("bulletin 2", "share", "maduro"): 51.95,
        ("bulletin 2", "share", "gonzalez"): 43.18,
    }
    assert len({c.statement for c in claims}) == 2
    assert len({(c.statement, c.as_of) for c in claims}) == 2


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Hasta las 4:00 de la tarde del lunes, González tenía el 65 % de los votos, según el CNE.", "Mon 16:00"),
        ("As of 9:30 in the evening on Monday, González had 65% of the vote, the CNE said.", "Mon 21:30"),
        ("Hasta las 4:00 de la mañana del lunes, González tenía el 65 % de los votos, según el CNE.", "Mon 04:00"),
    ],
)
def test_the_afternoon_is_twelve_hours_later(text: str, moment: str) -> None:
    contest = analyzer.load_contest("venezuela-2024-presidential")
    assert set(analyzer.extract(text, contest)["as_of"]) == {moment}


def test_a_document_of_the_year_1_has_no_date() -> None:
    """So some programs write a date that is missing; a weekday before it would be before all days."""
    found, _ = reader.extract(
        Document("d", "As of 10 p.m. on Tuesday, Maduro had 51 percent of the vote, the CNE said.", date="0001-01-01"),
        analyzer.load_contest("venezuela-2024-presidential"),
    )
    assert [one.as_of for one in found] == ["Tue 22:00"]


BEFORE = [  # of a vote on 28 July
    ("en", "He was ahead in March, and lost.", ["in march"]),
    ("en", "He may win in May or in August.", ["in may"]),
    ("en", "This may cost him; the march was forbidden, says Indec.", []),
    ("en", "In April 2024 and on April 3 he led.", ["april 3"]),  # years are told of elsewhere
    ("es", "Ganó en octubre; el 7 de julio, no en agosto.", ["en octubre", "7 de julio"]),
    ("pt", "Em outubro teve mais votos que em setembro.", ["em outubro"]),
    ("fr", "Au scrutin d'avril, il avait perdu.", ["d'avril"]),
    ("it", "Ad aprile aveva perso, a settembre no.", ["ad aprile"]),
    ("en", "In prison since March, he leads.", []),  # since when something is
    ("fr", "En prison depuis mars, il mène ; en mai, il perdait.", ["en mai"]),
    ("fr", "En prison depuis le 3 mars, il mène.", []),
]


@pytest.mark.parametrize(("language", "text", "found"), BEFORE)
def test_a_day_or_month_before_the_vote(language: str, text: str, found: list[str]) -> None:
    folded = fold(text)
    spans = Moments(Words(folded), load(language), dt.date(2024, 7, 28), "").earlier(0, len(folded))
    assert [folded[start:end] for start, end in spans] == found
