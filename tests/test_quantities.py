"""The number reader in English; the Romance languages have a file of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.folding import fold
from analyzer.model import Quantity
from analyzer.reading import quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


def read(text: str) -> list[Quantity]:
    return quantities.read(Words(fold(text)), language.load("en"))


# text -> (value, resolution, unit, noun, hedge) of its only number
ONE = {
    "51.95%": (51.95, 0.01, "percent", "", "exact"),
    "51.20 per cent": (51.2, 0.01, "percent", "", "exact"),
    "65 pct of the vote": (65, 1, "percent", "votes", "exact"),
    "sixty-five percent": (65, 1, "percent", "", "exact"),
    "almost 97% of the protocols": (97, 1, "percent", "sheets", "under"),
    "more than 80 percent of the tally sheets": (80, 1, "percent", "sheets", "at_least"),
    "just over 21% had": (21, 1, "percent", "", "over"),
    "fewer than 1,400 votes": (1400, 0, "count", "votes", "at_most"),
    "about 38 percentage points": (38, 1, "points", "", "about"),
    "seventy points": (70, 1, "points", "", "exact"),
    "a 20-point lead": (20, 1, "points", "", "exact"),
    "7.3 million votes": (7_300_000, 100_000, "count", "votes", "exact"),
    "1.2m votes": (1_200_000, 100_000, "count", "votes", "exact"),
    "852K": (852_000, 1_000, "count", "", "exact"),
    "5.85million of his compatriots": (5_850_000, 10_000, "count", "people", "exact"),
    "12 million Kenyans": (12_000_000, 1_000_000, "count", "people", "exact"),
    "some 12,400 Britons voted": (12_400, 0, "count", "people", "about"),
    "12,400 means of transport": (12_400, 0, "count", "", "exact"),
    "5,150,092 votes": (5_150_092, 0, "count", "votes", "exact"),
    "5'150,092 votes": (5_150_092, 0, "count", "votes", "exact"),
    "10 058 774 votes": (10_058_774, 0, "count", "votes", "exact"),
    "half a million votes": (500_000, 100_000, "count", "votes", "exact"),
    "two thirds of the vote": (pytest.approx(200 / 3), 5, "percent", "votes", "exact"),
    "more than half of the ballots": (50, 5, "percent", "votes", "at_least"),
    "of the stations, a little over three-fifths.": (60, 5, "percent", "", "over"),
    "nearly six in ten voters": (60, 10, "percent", "voters", "under"),
    "seven in 10 registered voters": (70, 10, "percent", "voters", "exact"),
    "five polling stations in six": (pytest.approx(500 / 6), 5, "percent", "sheets", "exact"),
    "forty-nine point three of them": (49.3, 0.1, "", "", "exact"),
    "fifty-one point two per cent": (51.2, 0.1, "percent", "", "exact"),
    "forty-two point five seven per cent": (42.57, 0.01, "percent", "", "exact"),
    "zero point zero eight percent": (0.08, 0.01, "percent", "", "exact"),
    "two point five million votes": (2_500_000, 100_000, "count", "votes", "exact"),
    "won by one point. Six of them": (1, 1, "points", "", "exact"),
    "ahead by a percentage point": (1, 1, "points", "", "exact"),
    "a point and a half clear": (1.5, 0.5, "points", "", "exact"),
    "we hold 290 signed sheets": (290, 0, "count", "sheets", "exact"),
    "with an error of 1.5 points either way": (1.5, 0.1, "points", "sampling", "exact"),
    "eight out of ten forms": (80, 10, "percent", "sheets", "exact"),
    "four out of five ballots": (80, 5, "percent", "votes", "exact"),
    "one in two voters": (50, 5, "percent", "voters", "exact"),
    "3/4 of the tally sheets": (75, 5, "percent", "sheets", "exact"),
    "within two-tenths of a percentage point": (0.2, 0.1, "points", "", "exact"),
    "seven-hundredths of a point": (0.07, 0.01, "points", "", "exact"),
    "less than one half of 1 percent": (0.5, 0.1, "percent", "", "at_most"),
    "a quarter of a point": (0.25, 0.1, "points", "", "exact"),
    "a .5 per cent margin": (0.5, 0.1, "points", "", "exact"),
    "polled 1,175, 440 votes": (1_175_440, 0, "count", "votes", "exact"),
    "Eighty-nine per cent in the first bulletin": (89, 1, "percent", "", "exact"),
    "some 18.1 million registered voters": (18_100_000, 100_000, "count", "voters", "about"),
    "a $15 million reward": (15_000_000, 1_000_000, "count", "money", "exact"),
    "on August 11": (11, 1, "", "date", "exact"),
    "in 2024": (2024, 0, "count", "year", "exact"),
    "316 seats": (316, 1, "", "seats", "exact"),
    "claimed more than 67,000 lives": (67_000, 1_000, "count", "other", "at_least"),
    "were approved.[3] The": (3, 1, "", "ordinal", "exact"),
    "41,758 members returned a ballot": (41_758, 0, "count", "people", "exact"),
    "71 per cent of reports in": (71, 1, "percent", "things", "exact"),
    "loans up to \u20b92 lakh": (200_000, 100_000, "count", "money", "exact"),
    "4 million 512,306 votes": (4_512_306, 0, "count", "votes", "exact"),
    "1 crore 23 lakh 45,678 voters": (12_345_678, 0, "count", "voters", "exact"),
    "two hundred and ninety sheets, signed": (290, 0, "count", "sheets", "exact"),
    "read out at 4.10 on Monday morning": (4.1, 0.01, "", "time", "exact"),
    "led by 4.10 points": (4.1, 0.01, "points", "", "exact"),
    "\uff16\uff15\uff05": (65, 1, "percent", "", "exact"),  # full-width digits
}


# text -> values of all its numbers
SLIPS = {
    "polled 197, 459 votes, his rival 178, 121 votes; 18, 857 were rejected": [197_459, 178_121, 18_857],
    "on May 23, 459 votes, on May 24, 300 votes; 178, 200 votes": [23, 459, 24, 300, 178, 200],
    "wards 12, 345 and 678 votes": [12, 345, 678],
    "in 2015, 459 votes": [2015, 459],
    "a swing of .5 123 votes": [0.5, 123],
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_blank_after_the_comma_of_a_group(text: str) -> None:
    """Only by habit of the text, never after a month or inside a list."""
    assert [q.value for q in read(text)] == SLIPS[text]


@pytest.mark.parametrize(
    "text",
    [
        *("open 24/7 of the year", "on 3/4/2019", "in two weeks in three", "ten in five of them"),
        *("two in ten years", "a quarter.", "at a point of no return"),
    ],
)
def test_no_part_of_a_whole(text: str) -> None:
    assert all(q.unit != "percent" for q in read(text))


@pytest.mark.parametrize("text", ONE)
def test_one_number(text: str) -> None:
    found = read(text)
    assert len(found) == 1
    q = found[0]
    value, resolution, unit, noun, hedge = ONE[text]
    assert (q.value, q.unit, q.noun, str(q.hedge)) == (value, unit, noun, hedge)
    if noun not in ("year", "date", "seats"):
        assert q.resolution == resolution


# text -> values and units of its numbers, with the ends of a range marked
SEVERAL = {
    "by a margin of 65% to 30%": [(65, "percent", 0), (30, "percent", 0)],
    "beat him 54% to 41": [(54, "percent", 0), (41, "percent", 0)],
    "rose from 54% to 66 and more": [(54, "percent", 0), (66, "", 0)],
    "by 52-48 %": [(52, "percent", 0), (48, "percent", 0)],
    "60 to 70 percent": [(60, "percent", -1), (70, "percent", 1)],
    "between 52 and 55 percent": [(52, "percent", -1), (55, "percent", 1)],
    "5,150,092 (51.2%)": [(5_150_092, "count", 0), (51.2, "percent", 0)],
    "25,073 of 30,026 tally sheets": [(25_073, "count", 0), (30_026, "count", 0)],
    "7.3 million votes to Maduro's 3.3 million": [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    # a scale that is said once, and a decimal that may be a percentage
    "7.3 million votes to Maduro's 3.3": [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    "7.3 million votes, and President Maduro 3.3": [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    "7.3 million votes against 3.3": [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    "7.3 million votes against 30.2": [(7_300_000, "count", 0), (30.2, "", 0)],
    "7.3 million votes against 3.31": [(7_300_000, "count", 0), (3.31, "", 0)],
    "66 percent and 7.3 million votes to 3.3": [(66, "percent", 0), (7_300_000, "count", 0), (3.3, "", 0)],
    "7.3 million votes and a lead of 3.3": [(7_300_000, "count", 0), (3.3, "", 0)],
    "7.3 million votes. Maduro has 3.3": [(7_300_000, "count", 0), (3.3, "", 0)],
    "1.2 million 300,000 fewer than": [(1_200_000, "count", 0), (300_000, "count", 0)],
    "in the 3 million 45 percent": [(3_000_000, "count", 0), (45, "percent", 0)],
}


@pytest.mark.parametrize("text", SEVERAL)
def test_several_numbers(text: str) -> None:
    assert [(q.value, q.unit, q.range_end) for q in read(text)] == SEVERAL[text]


@pytest.mark.parametrize("text", ["one of the leaders", "the two men", "AdrianBonenber1", "no numbers here", ""])
def test_words_that_count_nothing(text: str) -> None:
    assert read(text) == []


# The document decides what a lone sign means: the rest of its numbers first, then what is counted, then the language.
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They had 51,95 % and 12.345 votes", [51.95, 12_345]),
        ("They had 51.95 % and 12,345 votes", [51.95, 12_345]),
        ("1.234.567 votes or 12,5 %", [1_234_567, 12.5]),
        ("some 131.000 people, turnout 58%", [131_000, 58]),
        ("62.434 million votes", [62_434_000]),
    ],
)
def test_separators(text: str, values: list[float]) -> None:
    assert [q.value for q in read(text)] == values


@given(st.text(max_size=300))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("0123456789.,' %-\u00a0()mk millionhalfthird of to and"), max_size=120))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = read(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


def test_numbers_in_words_packed_as_in_no_prose_are_data() -> None:
    packed = quantities.read(Words(fold("twenty one " * 60)), language.load("en"))
    assert {q.noun for q in packed} == {"mass"}
    prose = "twenty one of forty voted, thirty two did not, and sixty stayed at home on that long day. "
    assert not any(q.noun == "mass" for q in quantities.read(Words(fold(prose * 12)), language.load("en")))


def test_a_part_of_the_seats_is_seats() -> None:
    assert [q.noun for q in read("a majority of 150 out of 220 seats")] == ["seats", "seats"]


def test_one_vote_is_a_number_where_somebody_leads_by_it() -> None:
    assert [(q.value, q.noun) for q in read("She won by a single vote.")] == [(1, "votes")]
    assert [(q.value, q.noun) for q in read("She won by one vote.")] == [(1, "votes")]
    assert read("She has one vote in the council, and a single vote is cast.") == []
