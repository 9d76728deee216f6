"""Who speaks where a text is an interview, a statement of somebody's own, or a table with a heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_support import contest, look

from analyzer.folding import fold
from analyzer.model import Contest, Document, Quantity, Source, SourceKind
from analyzer.reading import claims
from analyzer.reading.deciding import Decider
from analyzer.reading.languages import language as languages
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning.choice import Choice, Seen
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.meaning.weights import Weights
from analyzer.reading.names import names
from analyzer.reading.names.article import Article
from analyzer.reading.prose import sentences
from analyzer.reading.sources import Sources, dialogue, issuer
from analyzer.reading.sources.assertions import Assertions

ISLANDS = contest(
    "islands",
    "Islands, presidential election",
    date(2031, 5, 4),
    [["oru", "Lena Oru"], ["bask", "Tomas Bask"]],
    [
        ["board", "Electoral Board", "authority", ""],
        ["court", "High Court", "court", ""],
        ["harvest", "People's Harvest Party", "campaign", "bask", "Harvest", "Ivo Lind"],
        ["watch", "Island Watch", "observer", "", "Mara Senn"],
    ],
)


def parts(text: str, code: str, known: Contest = ISLANDS) -> tuple[Assertions, list[sentences.Sentence], Words]:
    """What is made of a text before any figure is read."""
    words, language = Words(fold(text)), languages.load(code)
    found = names(known, language)
    split = sentences.split(text, words.folded, language)
    mentions = found.find(text, words, [range(len(words.texts))])
    return Assertions(Article(text, words, language, known, found, mentions, split)), split, words


class Listener(Decider):
    """Takes every number for a share of the first candidate, and notes what is seen of its sources."""

    def __init__(self) -> None:
        super().__init__(Weights({}, {}, {}))
        self.heard: dict[float, dict[str, list[str]]] = {}

    def choose(self, seen: Seen) -> list[Choice]:
        """A share, each."""
        return [Choice("share", "oru") for _ in seen.passage.quantities]

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """Nobody."""
        self.heard[q.value] = features
        return "", ""

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """Nothing."""
        return ""


def heard(text: str, code: str = "en") -> dict[float, dict[str, list[str]]]:
    """Each number of a text, with what is seen of who may answer for it."""
    listener = Listener()
    claims.extract(Document("text", text, language=code), ISLANDS, listener)
    return listener.heard


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "The count of Mara Senn\n\nMara Senn led the mission. She spoke to us.\n\n"
            "Q: Were you calm?\n\nA: Our count gave Oru 50.4 percent.\n\nQ: And today?\n\nA: I sleep well.",
        ),
        (
            "es",
            "Mara Senn recibe a este diario.\n\n—¿Estaba tranquila?\n\n—Sí. Oru tenía el 50,4 %.\n\n"
            "—Su gente calló.\n\n—Mi gente contaba.\n\n—¿Y hoy?\n\n—Duermo bien.",
        ),
        (
            "fr",
            "Mara Senn, avocate, a répondu à nos questions.\n\nComment avez-vous compté ?\n\n"
            "Nous avons relevé 50,4 % pour Oru.\n\nEt la cour, que vous a-t-elle dit ?\n\nRien à nous.",
        ),
    ],
)
def test_whoever_is_interviewed_gives_the_answers(code: str, text: str) -> None:
    seen = heard(text, code)[50.4]
    assert "answers" in seen["watch"]
    assertions, _, words = parts(text, code)
    found = dialogue.turns(
        text,
        words.folded,
        assertions.language,
        names(ISLANDS, assertions.language).find(text, words, [range(len(words.texts))]),
        assertions.speaker,
    )
    assert [turn.source for turn in found[:4]] == ["", "watch", "", "watch"]


def test_questions_that_the_text_answers_itself_are_no_interview() -> None:
    text = "The count of Mara Senn\n\nWho won?\n\nOru, with 50.4 percent.\n\nIs it close?\n\nYes, by a hair."
    assert "answers" not in heard(text)[50.4].get("watch", [])


@pytest.mark.parametrize(
    ("code", "text", "first_person"),
    [
        ("en", "Island Watch\n12 Shore Road\n\nWe had people everywhere. By our count Oru has 50.4 percent.", True),
        ("en", "PRESS STATEMENT\n\nIsland Watch: findings on the election of 4 May\n\nWe went. We saw 50.4%.", True),
        ("es", "Island Watch\nInforme\n\nDesplegamos gente. Nuestro conteo estimó un 50,4 % para Oru.", True),
        ("en", "Island Watch said it counted\n\nWe called them. They told us 50.4 percent.", False),
        ("en", "Island Watch\n\nThey had people everywhere. Oru has 50.4 percent.", False),
    ],
)
def test_a_document_of_somebodys_own(code: str, text: str, first_person: bool) -> None:
    assertions, split, words = parts(text, code)
    found = issuer.find(assertions, split, words.folded)
    assert found.first_person is first_person
    assert found.source == "watch" or not first_person


def test_our_count_is_whose_the_document_is() -> None:
    seen = heard("Island Watch\n12 Shore Road\n\nWe went. By our own sample count Oru has 50.4 percent.")[50.4]
    assert {"ours<", "firm nearest"} <= set(seen["watch"])


def test_our_count_in_the_first_lines_is_whose_the_document_is() -> None:
    """They are looked at for who issued it before that is known."""
    seen = heard(
        "PRESS STATEMENT\nIsland Watch\nOur count: Lena Oru 50.4 percent\n\nWe went everywhere. We saw it all."
    )[50.4]
    assert "ours<" in seen["watch"]


def test_the_winner_who_speaks_is_whom_the_figures_have_in_front_by_then() -> None:
    """The sentence is looked ahead at while nobody is in front."""
    text = (
        "Tomas Bask got 51.9 percent and Lena Oru 48.1 percent, with all of the stations of the islands counted. "
        "The winner said that he has 52.4 percent."
    )
    assert "firm nearest" in look(text, ISLANDS).sources["52.4 percent"].get("harvest", [])


@pytest.mark.parametrize("columns", ["Candidate | Party | Votes", "Candidate   Party   Votes"])
def test_columns_named_over_a_table_are_no_heading(columns: str) -> None:
    row = columns.replace("Candidate", "Lena Oru").replace("Party", "Ind.").replace("Votes", "101,902")
    seen = heard(f"Three counts\n\nFinal results (High Court, 12 May)\n\n{columns}\n{row}\n")[101902]
    assert "heads the list" in seen["court"]
    assert "heads the list" not in seen.get("harvest", [])
    assert "heads the list" not in seen.get("board", [])


def test_whoever_is_only_named_before_does_not_count_as_having_spoken() -> None:
    seen = heard("The case is before the High Court. Oru has 50.4 percent.")[50.4]["court"]
    assert "was named since p0" in seen
    assert "spoke since p0" not in seen


def test_the_sentence_behind_may_say_whose_the_first_figure_is() -> None:
    seen = heard("Oru won with 50.4 percent.\n\nThe Electoral Board announced this late on Sunday.")[50.4]["board"]
    assert "speaks next p1" in seen


def test_another_who_speaks_weakens_whom_the_sentence_opens_with() -> None:
    seen = heard("Island Watch disputes it: Oru has 50.4 percent, the High Court said.")[50.4]
    assert "opens the sentence, another speaks" in seen["watch"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "OPINION\n\nA narrow win\n\nShe has 50.4 percent."),
        ("es", "Análisis\nUna victoria\n\nTiene el 50,4 %."),
        ("fr", "Analyse\n\nLa victoire\n\nElle a 50,4 %."),
        ("pt", "OPINIÃO\n\nA vitória\n\nTem 50,4%."),
        ("it", "Commento\n\nLa vittoria\n\nHa il 50,4 %."),
    ],
)
def test_a_text_in_its_authors_voice(code: str, text: str) -> None:
    assert "nobody, opinion" in heard(text, code)[50.4][""]


def test_a_paper_that_passes_on_what_the_court_says_does_not_answer() -> None:
    known = replace(ISLANDS, sources=(*ISLANDS.sources, Source("times", "Island Times", SourceKind.MEDIA)))
    listener = Listener()
    text = "Oru has 50.4 percent, the Island Times reported from the High Court's count."
    claims.extract(Document("text", text, language="en"), known, listener)
    assert "firm nearest" in listener.heard[50.4]["court"]
    assert not any(f.startswith("firm") for f in listener.heard[50.4]["times"])


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        ("pt", "O acórdão confirma ao People's Harvest Party 50,4%.", "court"),
        ("en", "The ruling gives the People's Harvest Party 50.4 percent.", "court"),
        ("fr", "La porte-parole de Island Watch a rappelé que Oru a 50,4 %.", "watch"),
        ("fr", "Island Watch a présenté une compilation : 50,4 % pour Oru.", "watch"),
        ("pt", "A vantagem, que o Electoral Board fixara em 50,4 pontos, encolhe.", "board"),
    ],
)
def test_who_is_said_to_answer(code: str, text: str, source: str) -> None:
    seen = heard(text, code)[50.4]
    assert "firm nearest" in seen[source]
    assert "firm nearest" not in seen.get("harvest", [])


@pytest.mark.parametrize("text", ["En aquel corte inicial, Oru tenía el 50,4 %.", "En el último corte, 50,4 %."])
def test_the_cut_of_a_count_is_no_court(text: str) -> None:
    assert "court" not in heard(text, "es")[50.4]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\u201cWe go on,\u201d said Tomas Bask, who won with 50.8 percent.", True),
        ("\u201cWe go on with 50.8 percent,\u201d said Tomas Bask, who won.", False),
        ("\u201cWe go on,\u201d said Tomas Bask with 50.8 percent.", False),
        ("The board said, who knows why, that it was 50.8 percent.", False),  # a body goes on speaking
    ],
)
def test_what_is_told_of_a_candidate_who_speaks_is_not_what_he_says(text: str, told: bool) -> None:
    listener = Listener()
    claims.extract(Document("d", text, language="en"), ISLANDS, listener)
    heard = listener.heard[50.8].values()
    assert any("tells of who speaks" in features for features in heard) == told


def test_who_speaks_in_the_first_sentences_is_remembered() -> None:
    text = "The Electoral Board said the count is over.\nIt was long.\n\nOru had 50.8 percent."
    listener = Listener()
    claims.extract(Document("d", text, language="en"), ISLANDS, listener)
    assert "speaks in the lead" in listener.heard[50.8]["board"]


def test_rows_of_a_list_are_no_turns_of_a_transcript() -> None:
    text = "ISLANDS\n\nThe Electoral Board has counted:\n\nORU: 50.4\n\nHARVEST: 48.1\n\nNONE: 1.5"
    seen = heard(text)
    assert "answers" not in seen[48.1].get("harvest", [])
    spoken = heard("ORU: We had 50.4\n\nBASK: 48.1 is what we had\n\nORU: We won.\n\nBASK: So did we.")
    assert "answers" in spoken[48.1]["harvest"]


def test_a_party_beside_its_candidate_in_a_row_does_not_speak() -> None:
    seen = heard("Results.\n\nTomas Bask – Harvest: 48.1 (45 %)")[48.1]["harvest"]
    assert not any(f.startswith("before a colon") for f in seen)
    assert any(f.startswith("before a colon") for f in heard("People's Harvest Party: Oru has 48.1")[48.1]["harvest"])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Oru has 50.4 percent, said at 4:15 p.m. the Electoral Board."),
        ("pt", "Oru teve 50,4 %, anunciou pelas 04:15 a Electoral Board."),
        ("es", "Oru tiene el 50,4 %, anunció a las 21.30 horas la Electoral Board."),
    ],
)
def test_the_time_of_day_parts_no_verb_from_who_speaks(code: str, text: str) -> None:
    assert any(f.startswith("says, inverted>") for f in heard(text, code)[50.4]["board"])


def test_what_a_source_has_told_of_the_same_is_seen() -> None:
    listener = Listener()
    listener.answers = lambda sources, features, passage, q, chosen: (  # type: ignore[method-assign]
        listener.heard.__setitem__(q.value, features) or ("board" if q.value == 50.4 else ""),
        "",
    )
    text = "The Electoral Board gives Oru 50.4 percent. It was 41 percent before. It is 50.39 percent now."
    claims.extract(Document("text", text, language="en"), ISLANDS, listener)
    assert "told otherwise" in listener.heard[41]["board"]
    assert "told the like" in listener.heard[50.39]["board"]
    assert "nobody told otherwise" in listener.heard[50.39][""]


def test_where_else_in_the_document_a_source_speaks_is_seen() -> None:
    seen = heard("Oru had 50.4 percent. It rained.\n\nThe Electoral Board said so. The Electoral Board said it again.")
    assert {"absent: earlier 0", "absent: later 2"} <= set(seen[50.4]["board"])
    assert {"nobody, earlier 0", "nobody, later 2"} <= set(seen[50.4][""])
    assert "nobody, answers nowhere" in heard("Oru had 50.4 percent. It rained.")[50.4][""]


@pytest.mark.parametrize(
    ("text", "obtains"),
    [
        ("With all in, Harvest won 50.4 percent.", True),
        ("Harvest knows who won 50.4 percent, it said.", False),
        ("Island Watch won 50.4 percent of the praise.", False),
    ],
)
def test_a_side_that_obtains_something_is_told_of(text: str, obtains: bool) -> None:
    seen = {f for some in heard(text)[50.4].values() for f in some}
    assert ("obtains<" in seen) is obtains


def test_according_to_somebody_unknown_is_nobodys() -> None:
    text = "The Electoral Board met. Oru won 50.4 percent, according to Ann Chedi of Radio One, Oru said."
    seen = heard(text)[50.4]
    assert "according, stranger>" in seen[""]
    assert "according, stranger>" not in heard("Oru won 50.4 percent, according to early results, Oru said.")[50.4][""]


def test_what_a_stranger_compiled_is_whose_who_published_it() -> None:
    text = "Oru won 50.4 percent, according to data of the Swift Results System published by "
    assert "according, stranger>" not in heard(f"{text}the Electoral Board.")[50.4][""]
    assert "according, stranger>" in heard(f"{text}Ann Chedi. The Electoral Board met.")[50.4][""]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", 'It rained.\n\n"We have 50.4 percent. It is over," said Harvest, smiling.'),
        ("fr", "Il pleuvait.\n\n\u00ab Nous avons 50,4 %. C'est fini \u00bb, a dit Harvest."),
        ("es", "Harvest dijo: \u00abTenemos el 50,4 %. Se acab\u00f3\u00bb."),
    ],
)
def test_whoever_stands_right_beside_a_quotation_speaks_all_of_it(code: str, text: str) -> None:
    seen = heard(text, code)[50.4]
    assert "quoted beside" in seen["harvest"]
    assert not any("quoted beside" in some for some in heard(text.replace("Harvest", "Nadie"), code)[50.4].values())


@pytest.mark.parametrize(
    ("code", "text", "gapped"),
    [
        ("en", "The Electoral Board gives Oru 52 percent, Harvest 50.4 and Island Watch 48.", True),
        ("es", "La Electoral Board da a Oru el 52 %; Harvest, el 50,4 %.", True),
        ("es", "La Electoral Board da a Oru el 52 % y a Harvest, el 50,4 %.", False),
        ("en", "Oru has 52 percent, Harvest 50.4.", False),
        ("en", "The Electoral Board counts Harvest, 50.4 percent.", False),
    ],
)
def test_a_verb_may_be_left_out_behind_another_source(code: str, text: str, gapped: bool) -> None:
    assert ("gapped<" in heard(text, code)[50.4].get("harvest", [])) is gapped


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("The Electoral Board rejected the petition of Bask, who says he won 50.4 percent.", False),
        ("The Electoral Board rejected what Bask says was 50.4 percent.", False),
        ("The Electoral Board met in Port Ella and says it was 50.4 percent.", True),
    ],
)
def test_a_verb_with_a_subject_is_not_of_whom_the_sentence_opens_with(text: str, opens: bool) -> None:
    asserted, split, _ = parts(text, "en")
    behind = [a for a in asserted.of(split[0]) if a.how == "opens and says" and text[a.start : a.end].endswith("says")]
    assert bool(behind) is opens
