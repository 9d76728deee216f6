"""Italian, added by its file alone: numbers, hedges, and a text with all that is to be read in it."""

from datetime import date

import pytest

from analyzer.folding import fold
from analyzer.model import Candidate, Contest, Document, Source, SourceKind
from analyzer.reading import claims as reader
from analyzer.reading import quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


@pytest.mark.parametrize(
    ("text", "value", "unit", "resolution", "hedge"),
    [
        ("51,95 per cento", 51.95, "percent", 0.01, "exact"),
        ("51,2%", 51.2, "percent", 0.1, "exact"),
        ("sessantacinque per cento", 65, "percent", 1, "exact"),
        ("cinquantuno per cento", 51, "percent", 1, "exact"),
        ("quarantotto per cento", 48, "percent", 1, "exact"),
        ("novantatré per cento", 93, "percent", 1, "exact"),
        ("7,3 milioni di voti", 7_300_000, "count", 100_000, "exact"),
        ("1.234.567 voti", 1_234_567, "count", 0, "exact"),
        ("7 milioni 505 mila 338 voti", 7_505_338, "count", 0, "exact"),
        ("quasi 38 punti percentuali", 38, "points", 1, "under"),
        ("mezzo punto", 0.5, "points", 0.1, "exact"),
        ("un punto e mezzo", 1.5, "points", 0.1, "exact"),
        ("oltre il 65%", 65, "percent", 1, "at_least"),
        ("almeno l'80%", 80, "percent", 1, "at_least"),
        ("meno del 3 per cento", 3, "percent", 1, "at_most"),
        ("circa 200 mila voti", 200_000, "count", 1_000, "about"),
        ("poco più del 50%", 50, "percent", 1, "over"),
    ],
)
def test_numbers(text: str, value: float, unit: str, resolution: float, hedge: str) -> None:
    (q,) = quantities.read(Words(fold(text)), language.load("it"))
    assert (q.value, q.unit, q.resolution, q.hedge) == (value, unit, resolution, hedge)


def test_a_range_and_a_part_of_a_whole() -> None:
    low, high = quantities.read(Words(fold("tra il 52 e il 55%")), language.load("it"))
    assert [(q.value, q.range_end) for q in (low, high)] == [(52, -1), (55, 1)]
    part, whole = quantities.read(Words(fold("25.073 verbali su 30.026")), language.load("it"))
    assert (part.value, part.noun, whole.value) == (25_073, "sheets", 30_026)


CONTEST = Contest(
    id="valmarina",
    name="Valmarina, elezioni regionali",
    date=date(2023, 5, 14),
    candidates=(Candidate("riva", "Carla Riva", ("Riva",)), Candidate("bruni", "Paolo Bruni", ("Bruni",))),
    sources=(
        Source("ufficio", "Ufficio elettorale", SourceKind.AUTHORITY, ("Ufficio elettorale",)),
        Source("bruni-comitato", "Comitato Bruni", SourceKind.CAMPAIGN, ("comitato Bruni",), "bruni"),
    ),
)
TEXT = (
    "Carla Riva ha vinto le elezioni con il 51,3% dei voti contro il 47,9% di Paolo Bruni, ha comunicato l'Ufficio "
    "elettorale. Con il 98,7% delle sezioni scrutinate, Riva ottiene 412.806 voti e Bruni 385.440. L'affluenza è stata "
    "del 61,4%.\n\n"
    "Secondo il comitato Bruni, Bruni ha preso il 50,2% dei voti.\n\n"
    "Un sondaggio dava Bruni al 52%. Nel 2018 Bruni aveva vinto con il 54,1%. Due agenti sono stati feriti e 14 "
    "persone arrestate."
)


def test_a_text_is_read_with_weights_from_other_languages() -> None:
    found, _ = reader.extract(Document("d", TEXT), CONTEST)
    assert {c.language for c in found} == {"it"}
    assert [(c.measure, c.subject, c.value, c.source) for c in found] == [
        ("share", "riva", 51.3, "ufficio"),
        ("share", "bruni", 47.9, "ufficio"),
        ("coverage", "", 98.7, "ufficio"),
        ("votes", "riva", 412_806, "ufficio"),
        ("votes", "bruni", 385_440, "ufficio"),
        ("turnout", "", 61.4, "ufficio"),
        ("share", "bruni", 50.2, "bruni-comitato"),
    ]


def test_an_hour_is_a_time() -> None:
    found = quantities.read(Words(fold("Alle 19 aveva votato il 41,2 %, dalle ore 7 in poi.")), language.load("it"))
    assert [(q.text, q.noun) for q in found] == [("19", "time"), ("41,2 %", ""), ("7", "time")]
