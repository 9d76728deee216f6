"""Figures as files: the same bytes every time, and a check that names what differs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest
import sample

from analyzer.plot import render

HERE = Path(__file__).parent
SCRIPT = """
import sys
from pathlib import Path
import sample
from analyzer.plot import render
render.write_figures(sample.claims(), sample.findings(), sample.CONTEST, Path(sys.argv[1]))
"""


def write(out: Path) -> list[Path]:
    return render.write_figures(sample.claims(), sample.findings(), sample.CONTEST, out)[0]


def verify(out: Path) -> list[str]:
    return render.verify(out, sample.claims(), sample.findings(), sample.CONTEST)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("figures")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in write(out)}


@pytest.fixture
def figures(tmp_path: Path, rendered: dict[str, bytes]) -> Path:
    """A folder of figures to spoil."""
    for name, content in rendered.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_every_figure_has_its_files_and_the_manifest_their_sums(rendered: dict[str, bytes]) -> None:
    drawn = ("shares", "gap", "uncounted", "votes", "reconciliation", "margins", "coverage")
    names = {f"{figure}.{suffix}" for figure in drawn
             for suffix in ("svg", "png", "pdf", "csv", "txt")}  # fmt: skip
    assert set(rendered) == names | {"manifest.json"}
    manifest = json.loads(rendered["manifest.json"])
    assert manifest["matplotlib"] == mpl.__version__
    assert manifest["files"] == {name: hashlib.sha256(rendered[name]).hexdigest() for name in sorted(names)}


@pytest.mark.parametrize("environment", [{"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "MPLBACKEND": "svg"}])
def test_the_bytes_depend_on_nothing_but_the_input(
    tmp_path: Path, rendered: dict[str, bytes], environment: dict[str, str]
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\nsvg.hashsalt: other\n")
    settings = {
        **os.environ,
        **environment,
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)]),
    }
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-c", SCRIPT, str(out)], env=settings, check=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == rendered


def test_the_bytes_do_not_depend_on_the_fonts_that_matplotlib_knows(tmp_path: Path, rendered: dict[str, bytes]) -> None:
    # A list without the shipped fonts, in which another font bears their name; "sans-serif" is yet another.
    strange = """
import dataclasses
from matplotlib import font_manager
others = {"cmr10": "DejaVu Sans", "STIXGeneral": "Arial"}
known = font_manager.fontManager.ttflist
known[:] = [dataclasses.replace(font, name=others[font.name]) for font in known if font.name in others]
"""
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-c", strange + SCRIPT, str(out)], env=settings, check=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == rendered


def test_no_date_and_no_request_in_any_image(rendered: dict[str, bytes]) -> None:
    for name, content in rendered.items():
        assert b"CreationDate" not in content, name
        assert b"<dc:date>" not in content, name
        if name.endswith(".svg"):
            assert b"<script" not in content
            assert b"<image" not in content


def test_a_fresh_folder_verifies_and_verifying_writes_nothing(figures: Path, rendered: dict[str, bytes]) -> None:
    assert verify(figures) == []
    assert {path.name: path.read_bytes() for path in figures.iterdir()} == rendered


def test_verify_names_what_is_missing_changed_or_extra(figures: Path) -> None:
    (figures / "shares.png").unlink()
    (figures / "votes.csv").write_text("changed")
    manifest = json.loads((figures / "manifest.json").read_text())
    manifest["files"]["gone.svg"] = "0" * 64
    del manifest["files"]["coverage.txt"]
    (figures / "manifest.json").write_text(json.dumps(manifest))
    faults = verify(figures)
    assert "shares.png: missing, though the manifest lists it" in faults
    assert "votes.csv: changed since the manifest was written" in faults
    assert "gone.svg: extra entry in the manifest, no figure makes it" in faults
    assert "coverage.txt: missing from the manifest" in faults
    assert {fault.split(":")[0] for fault in faults} == {"shares.png", "votes.csv", "gone.svg", "coverage.txt"}


def test_other_claims_differ_from_the_files(figures: Path) -> None:
    claims = [replace(claim, value=51.0) if claim.claim == "c7" else claim for claim in sample.claims()]
    faults = render.verify(figures, claims, sample.findings(), sample.CONTEST)
    assert "shares.csv: differs from a fresh render" in faults
    assert "shares.svg: differs from a fresh render" in faults


def test_another_matplotlib_compares_data_not_pictures(figures: Path) -> None:
    manifest = json.loads((figures / "manifest.json").read_text())
    content = b"<svg/>"
    (figures / "shares.svg").write_bytes(content)
    manifest["files"]["shares.svg"] = hashlib.sha256(content).hexdigest()
    manifest["matplotlib"] = "0.1"
    (figures / "manifest.json").write_text(json.dumps(manifest))
    assert verify(figures) == []
    (figures / "shares.txt").write_text("something else")
    assert verify(figures) == [
        "shares.txt: changed since the manifest was written",
        "shares.txt: differs from a fresh render",
    ]


@pytest.mark.parametrize(
    "manifest",
    [None, "", "[]", '{"files": {}}', '{"files": 3, "matplotlib": "3"}', '{"files": [[1, 2]], "matplotlib": "3"}'],
)
def test_a_manifest_that_is_none_is_one_fault(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    (fault,) = verify(tmp_path)
    assert fault.startswith("manifest.json: expected")


@pytest.mark.parametrize(
    "files",
    [
        {"shares.svg": 3},
        {"a\0b": "0"},
        {"../secret.txt": "0"},
        {"/etc/hostname": "0"},
        {"more/../../secret.txt": "0"},
    ],
)
def test_a_manifest_names_files_of_its_folder_and_nothing_else(tmp_path: Path, files: dict[str, object]) -> None:
    """Whoever wrote it may want files read elsewhere, or a traceback."""
    (tmp_path / "secret.txt").write_text("elsewhere")
    out = tmp_path / "figures"
    out.mkdir()
    (out / "manifest.json").write_text(json.dumps({"matplotlib": "0.1", "files": files}))
    (fault,) = render.verify(out, sample.claims(), (), sample.CONTEST)
    assert fault.startswith("manifest.json: files: expected names of files in this folder with their SHA-256, found ")
    assert "\n" not in fault
    assert "\0" not in fault


def test_several_contests_have_a_folder_each(tmp_path: Path) -> None:
    other = replace(sample.CONTEST, id="other-2024", name="Another election")
    claims = [*sample.claims(), sample.make_claim("x", "cne", "share", "maduro", 40.0, contest="other-2024")]
    contests = (sample.CONTEST, other)
    render.write_figures(claims, sample.findings(), contests, tmp_path, ["svg"])
    assert (tmp_path / "other-2024" / "shares.svg").exists()
    assert "40" in (tmp_path / "other-2024" / "shares.csv").read_text()
    assert "51.95" not in (tmp_path / "other-2024" / "shares.csv").read_text()
    assert render.verify(tmp_path, claims, sample.findings(), contests) == []
