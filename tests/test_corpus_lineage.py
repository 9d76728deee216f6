"""Who repeats whose wording, what was altered on the way, where a figure first stood."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from analyzer.cli import main
from analyzer.corpus import engine, finishing, gathering, lineage, wording, wordings
from analyzer.corpus.shard import Settings

pytest.importorskip("pyarrow")
pytest.importorskip("rensa")
CONTEST = "venezuela-2024-presidential"
STORY = (
    "CARACAS. Nicolás Maduro won with {a} votes against 4,445,978 votes for Edmundo González, the National Electoral "
    "Council (CNE) said on Monday with 80 percent of tally sheets counted. Shops reopened in the afternoon and queues "
    "for bread were as long as on any other day of the week, while diplomats met behind closed doors to speak of what "
    "might come next for the country and for those who had left it."
)
OTHER = "In a note of its own, the CNE gave Maduro 5,150,092 votes and González 4,445,978; it named no polling station."


def tables(tmp_path: Path, some: list[dict[str, str]]) -> dict[str, pd.DataFrame]:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, some)), encoding="utf-8")
    engine.prepare(tmp_path / "out", resume=False)
    engine.run([str(path)], Settings(str(tmp_path / "out"), (CONTEST,)), 1, size=3)
    finishing.finish(tmp_path / "out")
    return {
        name: pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False)
        for name in ("reprints", "altered", "lineage", "days")
    }


@pytest.fixture
def found(tmp_path: Path) -> dict[str, pd.DataFrame]:
    some = [
        {
            "id": f"s{n}",
            "text": STORY.format(a="5,150,029" if n == 4 else "5,150,092"),
            "url": f"https://www.outlet{n % 3}.example/{n}",
            "date": f"2024-07-{30 - n}",
        }
        for n in range(6)
    ]
    some[2].pop("date")
    some.append({"id": "own", "text": OTHER, "url": "https://other.example/", "date": "2024-08-01"})
    return tables(tmp_path, some)


def test_reprints_are_listed_and_none_is_dropped(found: dict[str, pd.DataFrame]) -> None:
    again = found["reprints"]
    assert set(again["document"]) == {f"s{n}" for n in range(6)}
    assert set(again["documents"]) == {6}
    assert set(again["outlets"]) == {3}
    assert again["document"].tolist() == ["s5", "s4", "s3", "s1", "s0", "s2"], "the earliest first, the undated last"
    assert again["altered"].astype(str).str.lower().eq("true").all()


def test_altered_copies_stand_side_by_side(found: dict[str, pd.DataFrame]) -> None:
    altered = found["altered"]
    assert set(altered["place"]) == {1}
    by_value = altered.set_index("value")
    assert by_value["documents"].to_dict() == {5_150_029: 1, 5_150_092: 5}
    assert by_value["first_document"].to_dict() == {5_150_029: "s4", 5_150_092: "s5"}
    assert set(altered["subject"]) == {"maduro"}


def test_the_lineage_counts_independent_reports_apart(found: dict[str, pd.DataFrame]) -> None:
    votes = found["lineage"].query("measure == 'votes'").set_index("value")
    row = votes.loc[5_150_092]
    assert (row["documents"], row["independent"], row["reprints"], row["outlets"]) == (6, 2, 4, 4)
    assert (row["first_seen"], row["first_document"], row["first_outlet"]) == ("2024-07-25", "s5", "outlet2.example")
    assert (row["last_seen"], row["undated"], row["sources"]) == ("2024-08-01", 1, "cne")
    assert (str(row["variants"]), str(row["slips"])) == ("5150029", "5150029")
    days = found["days"].query("value == 5150092")
    assert days[["day", "independent", "documents"]].to_numpy().tolist() == [
        ["2024-07-25", 1, 1],
        ["2024-07-27", 1, 2],
        ["2024-07-29", 1, 3],
        ["2024-07-30", 1, 4],
        ["2024-08-01", 2, 5],
    ]


def without_rensa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "available", lambda: False)


def copies(tmp_path: Path, names: str) -> Path:
    """One text under several ids."""
    path = tmp_path / f"{names}.jsonl"
    text = STORY.format(a="5,150,092")
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name in names), encoding="utf-8")
    return path


def resumed(out: Path, path: Path) -> str:
    engine.prepare(out, resume=True)
    engine.run([str(path)], Settings(str(out), (CONTEST,)), 1)
    return finishing.finish(out).line


def reprinted(out: Path) -> set[str]:
    return set(pd.read_csv(out / "reprints.csv")["document"])


def test_documents_without_signature_leave_the_others_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run had the library, the next had not: what is signed is compared all the same."""
    out = tmp_path / "out"
    resumed(out, copies(tmp_path, "ab"))
    without_rensa(monkeypatch)
    said = resumed(out, copies(tmp_path, "cd"))
    assert "2\N{NO-BREAK SPACE}documents compared with no other, for want of the extra corpus" in said
    assert reprinted(out) == {"a", "b"}
    figures = pd.read_csv(out / "lineage.csv").query("measure == 'votes'")
    assert set(figures["documents"]) == {4}
    assert set(figures["independent"]) == {3}


def test_what_was_not_signed_is_signed_as_soon_as_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as context:
        without_rensa(context)
        said = resumed(out, copies(tmp_path, "ab"))
        assert said == f"{out}: near-duplicates are not looked for without the extra corpus"
        assert not (out / "reprints.csv").exists()
    said = resumed(out, copies(tmp_path, "cd"))
    assert "for want of" not in said
    assert reprinted(out) == set("abcd")


def test_no_claims_make_empty_tables(tmp_path: Path) -> None:
    made = tables(tmp_path, [{"id": "a", "text": "Bread was dear."}])
    assert all(table.empty for table in made.values())


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        (152_360, 152_306, True),
        (152_360, 152_361, True),
        (152_360, 153_260, True),
        (152_360, 152_360, False),
        (152_360, 1_523_600, False),
        (152_360, 162_361, False),
        (123_456, 623_451, False),
    ],
)
def test_slips(one: int, other: int, is_slip: bool) -> None:
    assert lineage.slip(one, other) is is_slip
    assert lineage.slip(other, one) is is_slip


@given(st.integers(10_000, 10**9), st.data())
def test_one_changed_digit_is_a_slip(value: int, data: st.DataObject) -> None:
    text = str(value)
    at = data.draw(st.integers(1, len(text) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    assert lineage.slip(value, int(text[:at] + digit + text[at + 1 :]))


def test_clusters_are_those_of_the_shared_words() -> None:
    """Against the similarity itself, worked out from the sets of runs: copies meet, strangers do not."""
    rng = random.Random(1)
    vocabulary = [f"w{n}" for n in range(4000)]
    originals = [[rng.choice(vocabulary) for _ in range(150)] for _ in range(30)]
    texts, of = [], []
    for number, words in enumerate(originals):
        for copy in range(4):
            changed = list(words)
            if copy:
                changed[rng.randrange(150)] = "5,150,092"
            texts.append(" ".join(changed))
            of.append(number)
    signatures = np.array([np.frombuffer(wording.signature(text), "<u4") for text in texts])
    assert wordings.clusters(signatures, np.ones(len(texts), bool)).tolist() == of
    order = list(range(len(texts)))
    rng.shuffle(order)
    mixed = wordings.clusters(signatures[order], np.ones(len(texts), bool))
    groups = {tuple(sorted(order[i] for i in np.flatnonzero(mixed == label))) for label in set(mixed.tolist())}
    assert groups == {tuple(range(4 * n, 4 * n + 4)) for n in range(30)}


def test_what_has_no_signature_is_like_nothing_else() -> None:
    signatures = np.zeros((6, wording.SIZE), "<u4")
    signed = np.array([False, True, False, True, False, True])
    assert wordings.clusters(signatures, signed).tolist() == [0, 1, 2, 1, 3, 1]
    assert wordings.clusters(signatures, np.zeros(6, bool)).tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-07-28", "2024-07-28"),
        ("2024-07-28T23:30:00-04:00", "2024-07-29T03:30:00"),
        ("2024-07-28T10:00:00Z", "2024-07-28T10:00:00"),
        ("28 July 2024", ""),
        ("0001-01-01T00:00:00+01:00", ""),  # how some programs write no date; in UTC it is before the first year
        ("9999-12-31T23:59:59-05:00", ""),
        ("", ""),
    ],
)
def test_moments(written: str, read: str) -> None:
    assert gathering.moment(written) == read


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.a.example/x", "a.example"), ("a.example/x", "a.example"), ("", ""), ("http://[", ""), ("x", "")],
)
def test_outlets(url: str, host: str) -> None:
    assert wording.outlet(url) == host


@pytest.fixture
def folder(tmp_path: Path) -> tuple[Path, Path]:
    """The texts as a file of their own, and the corpus made of them."""
    some = [
        {"id": f"s{n}", "text": text, "title": f"Story {n}", "date": f"2024-07-3{n}"}
        for n, text in enumerate((STORY.format(a="5,150,092"), OTHER))
    ]
    tables(tmp_path, some)
    return tmp_path / "a.jsonl", tmp_path / "out"


def test_check_says_of_the_folder_what_it_says_of_the_texts(folder: tuple[Path, Path]) -> None:
    said = [CliRunner().invoke(main, ["check", str(p), "--contest", CONTEST, "--format", "csv"]) for p in folder]
    assert said[0].stdout == said[1].stdout
    assert said[0].exit_code == said[1].exit_code
    assert "5,150,092" in said[1].stdout


def test_a_report_of_the_folder_shows_its_articles(folder: tuple[Path, Path], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["report", str(folder[1]), "--out", str(tmp_path / "report")])
    assert done.exit_code == 0, done.stderr
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert "Story 0" in page
    assert 'id="span-' in page
    assert "it named no polling station" in page
    assert "numbers left aside" in done.stderr


def test_a_damaged_table_of_the_folder_is_one_line(folder: tuple[Path, Path]) -> None:
    table = next((folder[1] / "claims").glob("*.parquet"))
    table.write_bytes(table.read_bytes()[:40])
    done = CliRunner().invoke(main, ["check", str(folder[1])])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(table) in done.stderr


def test_claims_on_a_contest_that_is_not_at_hand_are_one_line(folder: tuple[Path, Path]) -> None:
    table = next((folder[1] / "claims").glob("*.parquet"))
    pd.read_parquet(table).assign(contest="nowhere-2030").to_parquet(table)
    done = CliRunner().invoke(main, ["check", str(folder[1])])
    assert done.exit_code == 2
    assert "nowhere-2030" in done.stderr
    assert "--contest" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_too_long_to_look_at_is_no_corpus_and_one_line() -> None:
    done = CliRunner().invoke(main, ["check", "a" * 300])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
