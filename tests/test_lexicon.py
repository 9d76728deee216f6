"""Looking phrases up by their first words finds what trying every phrase at every place finds."""

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.folding import fold
from analyzer.reading.languages import language
from analyzer.reading.languages.beginnings import EVERY, beginnings, first_words, last_words, openings
from analyzer.reading.languages.lexicon import Lexicon
from analyzer.reading.languages.words import Words

ROOT = resources.files("analyzer")


def patterns(code: str) -> dict[str, list[str]]:
    raw = tomllib.loads((ROOT / "reading" / "languages" / f"{code}.toml").read_text(encoding="utf-8"))
    return {kind: [fold(p) if "\\" not in p else p for p in some] for kind, some in raw["cues"].items()}


def everywhere(some: list[str], folded: str) -> list[tuple[int, int]]:
    longest = "|".join(sorted(some, key=len, reverse=True))
    return [f.span() for f in re.finditer(rf"(?<!\w)(?:{longest})(?!\w)", folded)]


def looked_up(lexicon: Lexicon, kind: str, folded: str) -> list[tuple[int, int]]:
    words = Words(folded)
    return [(h.start, h.end) for h in lexicon.find(words, range(len(words.texts))) if h.kind == kind]


@pytest.mark.parametrize("code", language.codes())
def test_the_same_as_trying_every_phrase_everywhere(code: str) -> None:
    known = patterns(code)
    lexicon = Lexicon(known)
    folded = fold("\n".join(_texts()))
    found = 0
    for kind, some in known.items():
        expected = everywhere(some, folded)
        assert looked_up(lexicon, kind, folded) == expected, kind
        found += len(expected)
    assert found > 40


def _texts() -> list[str]:
    folder = ROOT.joinpath("..", "training", "texts")
    return [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.mark"))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", language.codes())
def test_sought_idioms_are_those_that_a_search_finds(code: str) -> None:
    raw = tomllib.loads((ROOT / "reading" / "languages" / f"{code}.toml").read_text(encoding="utf-8"))["idioms"]
    words = Words(fold("\n".join(_texts())))
    found = 0
    for idiom, sought in language.load(code).sought.items():
        pattern = re.compile(r"(?<!\w)" + language.alternatives(raw[idiom]))
        for start, end in zip(words.starts[::5], words.starts[11::5], strict=False):
            expected, seen = pattern.search(words.folded, start, end), sought.search(words, start, end)
            assert (seen and seen.span()) == (expected and expected.span()), idiom
            found += expected is not None
    assert found > 40


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["of", "the", "vote", "votes", "won", "a", "poll", "x", ",", "\n", "county", "in"]), max_size=30
    )
)
def test_any_order_of_words(words: list[str]) -> None:
    some = [
        "of the votes?",
        "(?:a|the) (?:\\w+ )?poll",
        "won",
        "(?:\\w+ ){1,2}county",
        "in (?!the)\\w+",
        "the .{0,9}vote",
    ]
    folded = " ".join(words)
    assert looked_up(Lexicon({"cue": some}), "cue", folded) == everywhere(some, folded)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("won", {("won", "*")}),
        ("tally sheets?", {("tally", "sheet"), ("tally", "sheets")}),
        ("(?:a|recent) (?:\\w+ )?polls?", {("a", "*"), ("recent", "*")}),
        ("(?<!en )(?:el|la) primer[oa](?= ?[.,])", {(a, b) for a in ("el", "la") for b in ("primero", "primera")}),
        ("l'opposition", {("l", "opposition")}),
        ("pre-election poll", {("pre", "election")}),
        ("by: the", {("by", "the")}),
        (
            "(?:the |new )*(?:poll|vote) body",
            {(a, b) for a in ("the", "new") for b in ("the", "new", "poll", "vote")}
            | {("poll", "body"), ("vote", "body")},
        ),
        ("the \\w+ly", {("the", "*")}),
    ],
)
def test_beginnings(pattern: str, expected: set[tuple[str, str]]) -> None:
    assert beginnings(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("more than", {"more"}, {"than"}),
        ("approx\\.?", {"approx"}, {"approx", "."}),
        ("%%?", {"%"}, {"%"}),
        (" ?(?:sampling )?errors?", {"sampling", "error", "errors"}, {"error", "errors"}),
        ("de(?:l| la)?", {"de", "del"}, {"de", "del", "la"}),
        ("-odd", {"-"}, {"odd"}),
        ("(?!)", set(), set()),
    ],
)
def test_words_at_the_edges(pattern: str, first: set[str], last: set[str]) -> None:
    assert first_words([pattern]) == first | {""}
    assert last_words([pattern]) == last | {""}


@pytest.mark.parametrize("pattern", ["\\w+ly more", "(?<=half)", "(?:a )?"])
def test_any_word_where_the_edge_is_unknown(pattern: str) -> None:
    assert first_words([pattern, "more"]) is EVERY
    assert "anything" in EVERY
    assert openings([pattern, "more"]) == {""}


def test_openings() -> None:
    assert openings(["as of", "as of the", "up(?: until)? to", "jan(?:uary)?"]) == {"as of", "up", "jan"}


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1_ \u00a0.,-\n"), max_size=12), st.integers(0, 12))
def test_what_stands_beside_a_place(folded: str, at: int) -> None:
    at = min(at, len(folded))
    ahead = re.sub(r"\n\Z", " ", folded[:at])
    before = re.search(r"(?:(\w+)[ \u00a0]+|([^\w \u00a0])[ \u00a0]*)\Z", ahead)
    behind = re.match(r"[ \u00a0]*(?:(\w+)|([^\w \u00a0]))", folded[at:])
    inside = 0 < at < len(folded) and re.fullmatch(r"\w\w", folded[at - 1 : at + 1])
    words = Words(folded)
    assert words.before(at) == ((before[1] or before[2]) if before else "")
    assert words.behind(at) == ((behind[1] or behind[2]) if behind and not inside else "")


@pytest.mark.parametrize("pattern", ["\\w+ly", "(?:\\w+ ){1,2}precinct", ".{0,9}"])
def test_a_first_word_that_cannot_be_listed(pattern: str) -> None:
    assert beginnings(pattern) is None
