"""A count that falls is inconsistent; where the text tells the later one as a correction, nothing follows."""

from __future__ import annotations

import pytest

from analyzer import contest as contests
from analyzer import pipeline
from analyzer.model import CORRECTION, Document, Verdict

CONTEST = contests.load("venezuela-2024-presidential")
FIRST = (
    "The National Electoral Council (CNE) said on 29 July that Nicolás Maduro had 5,150,092 votes, with 80 percent of "
    "tally sheets counted.\n\n"
)
LATER = {
    "en": "The CNE said on 2 August that the {corrected}results gave Maduro 5,050,092 votes, with 97 percent of tally "
    "sheets counted.",
    "es": "El CNE dijo el 2 de agosto que los resultados {corrected}daban a Maduro 5.050.092 votos, con el 97 por "
    "ciento de las actas escrutadas.",
    "pt": "O CNE disse em 2 de agosto que os resultados {corrected}davam a Maduro 5.050.092 votos, com 97 por cento "
    "das atas apuradas.",
    "fr": "Le CNE a dit le 2 août que les résultats {corrected}donnaient à Maduro 5 050 092 voix, avec 97 pour cent "
    "des procès-verbaux dépouillés.",
}
CORRECTED = {"en": "corrected ", "es": "corregidos ", "pt": "corrigidos ", "fr": "corrigés "}


def bulletins(later: str) -> tuple[list[str], set[Verdict]]:
    documents = [Document("a.txt", FIRST, date="2024-07-29"), Document("b.txt", later, date="2024-08-02")]
    found = pipeline.extract(documents, (CONTEST,))
    findings = pipeline.check(found.claims, (CONTEST,))
    statements = [claim.statement for claim in found.claims if claim.measure == "votes"]
    return statements, {finding.verdict for finding in findings if finding.check == "bulletins"}


@pytest.mark.parametrize("language", LATER)
def test_a_fall_is_inconsistent_unless_it_is_told_as_a_correction(language: str) -> None:
    statements, verdicts = bulletins(LATER[language].format(corrected=""))
    assert len(statements) == 2
    assert not any(statement.endswith(CORRECTION) for statement in statements)
    assert verdicts == {Verdict.INCONSISTENT}
    statements, verdicts = bulletins(LATER[language].format(corrected=CORRECTED[language]))
    assert [statement.endswith(CORRECTION) for statement in statements] == [False, True]
    assert verdicts == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("sentence", "corrected"),
    [
        ("Maduro had 5,050,092 votes, the CNE said, after it revised down its tally of the states.", True),
        ("After a recount the CNE gave Maduro 5,050,092 votes.", True),
        ("The CNE issued a correction: Maduro had 5,050,092 votes.", True),
        ("The CNE corrected its figures and now gives Maduro 5,050,092 votes.", True),
        ("The figures were amended, and the CNE now gives Maduro 5,050,092 votes.", True),
        ("Maduro had 5,050,092 votes, the CNE said; the opposition demanded a recount.", False),
        ("The CNE gave Maduro 5,050,092 votes, a count that nobody has been able to check.", False),
        ("The politically correct answer, the CNE said, was that Maduro had 5,050,092 votes.", False),
        ("Maduro, who amended the constitution, had 5,050,092 votes, the CNE said.", False),
        ("Maduro, que corrigió el rumbo de su partido, obtuvo 5.050.092 votos, dijo el CNE.", False),
    ],
)
def test_what_is_a_correction_and_what_is_none(sentence: str, corrected: bool) -> None:
    (statement,) = (c.statement for c in pipeline.extract([Document("b.txt", sentence)], (CONTEST,)).claims)
    assert statement.endswith(CORRECTION) == corrected
