"""Lines of a page between the paragraphs of an article say nothing of it, and part nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading_support import OAKLAND

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.prose import furniture

CAPTION = "Voters queue outside a school in the capital. Photo: J. Doe/Agency"


def _left_out(text: str, code: str) -> list[str]:
    found = furniture.find(Words(fold(text)), language.load(code))
    return [text[start:end].strip() for start, end in found]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "ADVERTISEMENT"),
        ("en", "[Advertisement]"),
        ("en", "--- Advertisement ---"),
        ("en", "Read more: Roe leads the race"),
        ("en", "Share | Print | Log in"),
        ("en", "Sign up for our newsletter"),
        ("en", CAPTION),
        ("en", "Jane Roe votes in Oakport (Photo by A. Smith/Agency)"),
        ("es", "PUBLICIDAD"),
        ("es", "Le puede interesar: la noche de Roe"),
        ("es", "Votantes hacen fila ante un colegio. Foto: J. Pérez/Agencia"),
        ("fr", "La suite après cette publicité"),
        ("fr", "À lire aussi : la nuit de Roe"),
        ("fr", "Des électeurs devant un bureau de vote. Photo : J. Petit/Agence"),
        ("pt", "PUBLICIDADE"),
        ("pt", "Leia também: a noite de Roe"),
        ("pt", "Eleitores fazem fila em uma escola. Foto: J. Silva/Agência"),
        ("it", "Pubblicità"),
        ("it", "Leggi anche: la notte di Roe"),
        ("it", "Elettori in fila davanti a un seggio. Foto: G. Rossi/Agenzia"),
    ],
)
def test_what_is_left_out(code: str, line: str) -> None:
    assert _left_out(f"First.\n\n{line}\n\nLast.", code) == [line]
    assert _left_out(f"{line}\nLast.", code) == [line]
    assert _left_out(f"First.\n{line}", code) == [line]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "Read more: Roe at 51 percent"),  # a number is never left out unseen
        ("en", "Read more: two thirds of the votes went to Roe"),
        ("en", "Share of the vote"),
        ("en", "Listen to what Roe said."),
        ("en", "Advertisement spending rose, the board said."),
        ("en", "He showed a photo: the seal was broken, the box was open. Then he left."),
        ("en", "The photo by which she is known stands on the ballot. Roe won."),
        ("es", "Anuncio del consejo: ganó Roe"),
        ("fr", "Annonce des résultats"),
        ("pt", "Mais votos para Roe"),
    ],
)
def test_what_stays(code: str, line: str) -> None:
    assert _left_out(f"First.\n\n{line}\n\nLast.", code) == []


@pytest.mark.parametrize("line", ["ADVERTISEMENT", CAPTION, "Read more: a calm night"])
def test_what_is_said_goes_on_over_such_a_line(line: str) -> None:
    plain = (
        'The National Election Board gave its figures at noon. "We have counted every sheet," it said.\n\n'
        '"Jane Roe took 51.2 percent, Alan Poe 47.9 percent," it added.\n\nTurnout was 61 percent, it said.'
    )
    text = plain.replace("\n\n", f"\n\n{line}\n\n")
    kept = [(c.quote, c.measure, c.subject, c.source) for c in claims.extract(Document("d", plain), OAKLAND)[0]]
    found = claims.extract(Document("d", text), OAKLAND)[0]
    assert len(kept) == 3
    assert [(c.quote, c.measure, c.subject, c.source) for c in found] == kept
    assert all(text[c.start : c.end] == c.quote for c in found)


def test_a_row_of_links_that_is_none_is_tried_in_one_way() -> None:
    # Each link could take in the next: a pattern that tried all ways of parting them would not come back.
    line = "Skip to a" + " | skip to a" * 40 + ". And more"
    assert _left_out(f"First.\n{line}\nLast.", "en") == []


def test_a_paragraph_is_no_caption() -> None:
    line = "She rose and left " * 19 + "a photo by which she is known to all who voted, and went home again"
    assert len(line) > 400
    assert _left_out(f"First.\n{line}\nLast.", "en") == []


@given(st.lists(st.sampled_from(["ad", "photo: a", "share", "1", "two", "x.", "\n", "\n\n", " "]), max_size=20))
@example(["ad", "\n", " ", "ad"])
def test_lines_come_in_order_whole_and_without_digits(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = list(furniture.find(Words(text), language.load("en")))
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    for start, end in found:
        assert start < end
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or "\n" in text[start:end]
        assert not any(sign.isdigit() for sign in text[start:end])
