"""The wheel and the source distribution hold what the program needs, and only that."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from support import ROOT

import analyzer

#: What is read at run time beside the code, by the ending of its name.
DATA = (".toml", ".json", ".typed", ".j2", ".html", ".css", ".js")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both, built from a copy of what git knows, without a network."""
    pytest.importorskip("setuptools", minversion="77")
    place = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source") / "main"
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        target = source / name
        if (ROOT / name).is_file() and name.split("/")[0] in {"analyzer", "pyproject.toml", "README.md", "LICENSE"}:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    for kind in ("wheel", "sdist"):
        program = f"import sys; from setuptools.build_meta import build_{kind} as build; print(build(sys.argv[1]))"
        command = [sys.executable, "-c", program, str(place)]
        done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return place


def package_files() -> set[str]:
    listed = subprocess.run(["git", "ls-files", "analyzer"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if not re.match(r"analyzer-[\d.]+\.dist-info/", name)} == package_files()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith(DATA) for name in package_files())


def test_the_source_distribution_holds_the_same(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert package_files() | {"pyproject.toml", "README.md", "LICENSE"} <= names


def test_the_wheel_reads_a_text_from_elsewhere(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    program = (
        "import analyzer; contest = analyzer.load_contest('venezuela-2024-presidential');"
        "print(analyzer.__file__, len(analyzer.extract('Maduro won 51.95% of the vote, the CNE said.', contest)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    place, claims = done.stdout.split()
    assert place.startswith(str(tmp_path / "site"))
    assert claims == "1"


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)
    assert cited is not None
    assert analyzer.__version__ == project["version"] == cited.group(1)
