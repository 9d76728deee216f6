"""A contest.toml drafted from texts: who is proposed, what is asked, and that the answers make it valid."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED, needs_shared

from analyzer import cli, contest, drafting, pipeline
from analyzer.folding import fold
from analyzer.model import Contest, Document, InputError

ENGLISH = Document(
    "en.txt",
    "The Electoral Commission of Utopia (ECU) said on Monday that President Anna Moreau won 52.4 percent of the vote.\n"
    "Her rival, former minister Bertrand Oyelaran, took 46.1 percent, according to the commission.\n"
    'Oyelaran said his agents counted 51 percent for him. "Moreau lost," he told reporters.\n'
    "Moreau, 61, leads the United Front. The president was in Lumen on Sunday.",
)
SPANISH = Document(
    "es.txt",
    "El Tribunal Superior de Elecciones informó de que Anna Moreau obtuvo el 52,4 % de los votos en 2031.\n"
    "Según Carla Núñez, portavoz de la oposición, Bertrand Oyelaran ganó con 1.204.551 votos.\n"
    "Oyelaran denunció irregularidades; Moreau, con 46 % a su favor según él, celebró en 2031.",
)


def read(*documents: Document) -> dict[str, Any]:
    return tomllib.loads(drafting.draft(documents))


def test_candidates_stand_beside_figures_under_all_their_names() -> None:
    found = {one["id"]: one for one in read(ENGLISH, SPANISH)["candidates"]}
    assert list(found) == ["oyelaran", "moreau"] or list(found) == ["moreau", "oyelaran"]
    assert found["moreau"]["name"] == "Anna Moreau"
    assert "Moreau" in found["moreau"]["aliases"]
    assert not any("President" in alias or "Her" in alias for alias in found["moreau"]["aliases"])


def test_a_name_broken_by_the_width_of_a_line_is_one() -> None:
    wrapped = textwrap.fill(ENGLISH.text, 75)
    assert "Bertrand\nOyelaran" in wrapped
    found = {one["name"] for one in read(Document("w.txt", wrapped))["candidates"]}
    assert found == {"Anna Moreau", "Bertrand Oyelaran"}


def test_sources_stand_beside_verbs_and_every_candidate_has_a_campaign() -> None:
    found = {one["id"]: one for one in read(ENGLISH, SPANISH)["sources"]}
    assert found["ecu"]["name"] == "Electoral Commission of Utopia"
    assert found["ecu"]["kind"] == "authority"
    assert "ECU" in found["ecu"]["aliases"]
    assert any(one["name"] == "Tribunal Superior de Elecciones" for one in found.values())
    assert "kind" not in next(one for one in found.values() if one["name"] == "Carla Núñez")
    assert found["moreau-campaign"]["candidate"] == "moreau"
    assert found["oposicion"]["kind"] == "campaign"


def test_who_is_left_out_of_a_long_list_is_named() -> None:
    names = [f"{first} {last}" for first in ("Anna", "Bert", "Carla") for last in ("Abel", "Bohm", "Cohn", "Dent")]
    text = "".join(f"{name} won {20 - n}.5 percent of the vote.\n" for n, name in enumerate(names))
    draft = drafting.draft([Document("a.txt", text)])
    found = [one["name"] for one in tomllib.loads(draft)["candidates"]]
    assert len(found) == 8
    left = sorted(set(names) - set(found))
    (said,) = [line for line in draft.splitlines() if line.startswith("# left out")]
    assert said == f"# left out, for the list is long: {', '.join(f'{name} (1)' for name in left)}"
    assert "# left out" not in drafting.draft([ENGLISH, SPANISH])


def test_what_it_rests_on_stands_beside_it() -> None:
    text = drafting.draft([ENGLISH, SPANISH])
    assert "years named: 2031 (2)" in text
    assert re.search(r"# beside \d vote figures?, named in 2 documents\n#   e[ns]\.txt: ", text)
    assert "# says something in 1 sentence with figures, named in 1 document\n#   es.txt: Según Carla" in text


def answered(text: str) -> str:
    """The draft as a person would fill it in: every question answered with what it proposes."""
    return re.sub(r"^# \? ", "", text, flags=re.M)


def test_it_is_valid_once_it_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(drafting.draft([ENGLISH, SPANISH]), encoding="utf-8")
    asked = [fault.removeprefix(f"{path}: ").partition(": expected")[0] for fault in contest.validate(path)]
    assert asked[:3] == ["contest.id", "contest.name", "contest.date"]
    assert all(key.endswith(".kind") for key in asked[3:])
    path.write_text(answered(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert contest.validate(path) == []


def test_a_filled_in_draft_reads_the_texts(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(answered(drafting.draft([ENGLISH, SPANISH])), encoding="utf-8")
    claims = pipeline.extract([ENGLISH], [contest.load(path)]).claims
    assert ("share", "moreau", 52.4, "ecu") in [(c.measure, c.subject, c.value, c.source) for c in claims]


def test_the_order_of_the_documents_does_not_matter() -> None:
    assert drafting.draft([ENGLISH, SPANISH]) == drafting.draft([SPANISH, ENGLISH])


@pytest.mark.parametrize("text", ["", "Rain in 40 percent of the country.", "Anna Moreau spoke on Monday."])
def test_without_names_beside_figures_there_is_no_draft(text: str) -> None:
    with pytest.raises(InputError, match=r"^contest draft: expected names beside figures of votes, found none$"):
        drafting.draft([Document("d", text)])


@given(st.lists(st.sampled_from(['Anna "A" Bo\\', "won 51 %", "\x00\u202e", "\ud800", ". ", "said", "CNE", "\n", "'"])))
def test_whatever_the_text_the_draft_is_toml(parts: list[str]) -> None:
    try:
        text = drafting.draft([Document("d\n", " ".join(parts))])
    except InputError:
        return
    text.encode("utf-8")
    assert tomllib.loads(answered(text))["candidates"]


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(ENGLISH.text, encoding="utf-8")
    out = tmp_path / "draft.toml"
    done = CliRunner().invoke(cli.main, ["contest", "draft", str(tmp_path / "en.txt"), "-o", str(out)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == drafting.draft([ENGLISH])
    done = CliRunner().invoke(cli.main, ["contest", "draft", str(tmp_path / "en.txt"), str(tmp_path / "none.txt")])
    assert done.exit_code == 2
    assert "[[candidates]]" in done.stdout
    assert "none.txt" in done.stderr


def _proposed(one: Any, drafted: list[dict[str, Any]]) -> bool:
    """Is a candidate or source of the gold set among those drafted, under one of its names or a part of one?"""
    forms = {fold(form) for form in (one.name, *one.aliases)}
    return any(
        fold(alias) in forms or any(len(form) > 3 and set(form.split()) <= set(fold(alias).split()) for form in forms)
        for row in drafted
        for alias in (row["name"], *row.get("aliases", ()))
    )


def _recall(folder: Path) -> tuple[int, int, int, int]:
    """Of the candidates and sources that a gold contest's claims speak of: proposed and all, of each."""
    gold: Contest = contest.load(folder / "contest.toml")
    documents = [Document(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    claims = [c for path in folder.glob("*.json") for c in json.loads(path.read_text(encoding="utf-8"))["claims"]]
    candidates = [one for one in gold.candidates if one.id in {c["subject"] for c in claims}]
    sources = [one for one in gold.sources if one.id in {c["source"] for c in claims}]
    try:
        drafted = tomllib.loads(drafting.draft(documents))
    except InputError:
        drafted = {}
    named = [one for one in candidates if _proposed(one, drafted.get("candidates", []))]
    speaking = [
        one
        for one in sources
        if _proposed(one, drafted.get("sources", []))
        or (one.kind == "campaign" and one.candidate in {found.id for found in named})
    ]
    return len(named), len(candidates), len(speaking), len(sources)


@needs_shared
def test_recall_on_the_gold_sets() -> None:
    found = [_recall(path.parent) for path in sorted((SHARED / "gold").glob("*/*/contest.toml"))]
    named, candidates, speaking, sources = map(sum, zip(*found, strict=True))
    assert named / candidates >= 0.85
    assert speaking / sources >= 0.7
