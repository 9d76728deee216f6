"""The rules of the house: which room imports what, what no file names, how long a file gets."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from support import ROOT, SEEDS

PACKAGE = ROOT / "analyzer"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What every room may import of the others. Stages (reading, checks, plot, reporting) do not know the next one; plot
# and reporting read tables, reporting shows plot's figures and quotes the reader's sentences; only the pipeline knows
# the order.
GROUND = {"model", "faults", "files", "outputs", "decoding", "wording"}
ROOMS = {
    "model": set[str](),
    "version": set[str](),
    "faults": set[str](),
    "files": set[str](),
    "outputs": {"model", "faults", "files"},
    "decoding": set[str](),
    "cleaning": set[str](),
    "folding": set[str](),
    "wording": {"model"},
    "roundness": set[str](),
    "grim": set[str](),
    "bounds": {"model", "grim", "roundness"},
    "contest": {"model", "faults", "files", "folding"},
    "order": {"model"},
    "facts": {"model"},
    "grouping": {"model", "facts"},
    "counts": {"model", "bounds", "facts", "grouping"},
    "ledger": {"model", "bounds", "counts"},
    "labels": {"model", "wording", "counts"},
    "sides": {"model", "order", "wording", "counts", "labels"},
    # Which statements describe one count is no stage's: the reader asks it where a source contradicts itself.
    "reading": {*GROUND, "cleaning", "folding", "bounds", "facts", "grouping"},
    "feasibility": {"model", "bounds", "facts", "counts", "ledger", "tables", "faults", "order"},
    "checks": {"model", "wording", "bounds", "roundness", "facts", "counts", "labels", "ledger", "feasibility"},
    # Asks the checks' closed forms over grids of assumptions; no stage, so that figures can ask, too.
    "sensitivity": {"model", "bounds", "counts", "ledger", "checks"},
    "blocks": set[str](),
    "tables": {*GROUND, "bounds", "contest"},
    "tallies": {*GROUND, "bounds", "contest", "tables", "order"},
    "plot": {*GROUND, "counts", "sides", "tables", "sensitivity", "order"},
    "reporting": {*GROUND, "version", "cleaning", "reading", "counts", "sides", "tables", "plot"},
    "recognition": {"model", "cleaning", "folding", "reading"},
    "drafting": {"model", "faults", "cleaning", "folding", "reading"},
    "corrections": {"model", "faults", "files", "cleaning", "bounds"},
    "intake": {*GROUND, "reading", "tables"},
    "pipeline": {
        *GROUND,
        "order",
        "intake",
        "recognition",
        "corrections",
        "contest",
        "reading",
        "tables",
        "ledger",
        "checks",
        "tallies",
        "plot",
        "reporting",
        "corpus",
    },
    "corpus": {*GROUND, "cleaning", "folding", "contest", "reading", "recognition", "tables"},
    "face": {*GROUND, "contest", "corrections", "tables", "pipeline"},
    "terminal": {"model", "faults", "files", "contest"},
    "cli": {*GROUND, "terminal", "contest", "corpus", "corrections", "drafting", "tables", "intake", "pipeline"},
    "__init__": {"version", "face", "plot", "bounds", "feasibility", "tallies", "model"},
    "__main__": {"cli"},
}

# Which outside libraries a room may import; whatever is not listed here is nobody's.
LIBRARIES = {
    "cleaning": {"numpy"},
    "grim": {"numpy"},
    "roundness": {"numpy"},
    "bounds": {"numpy"},
    "counts": {"numpy"},
    "corrections": {"numpy"},
    "ledger": {"numpy"},
    "feasibility": {"numpy", "highspy"},
    "checks": {"numpy"},
    "sensitivity": {"numpy"},
    "blocks": {"numpy"},
    "reading": {"numpy", "trafilatura", "lxml", "pypdf"},
    "tables": {"numpy", "pandas", "pyarrow"},
    "tallies": {"numpy", "scipy", "pandas"},
    "plot": {"matplotlib", "numpy"},  # the figures of polling-station tables are of arrays
    "reporting": {"jinja2", "markupsafe"},  # the one brings the other
    # Most of what a corpus needs comes with extras, by `corpus.extras`.
    "corpus": {"numpy", "scipy"},
    "cli": {"click"},
    "terminal": {"click"},
}


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[tuple[str, bool]]:
    """Full names that a module imports, at its top or inside a function, and whether for type checking alone."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    here = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in guarded
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*here.split(".")[: -node.level], *filter(None, [base])])
            for alias in node.names:
                yield f"{base}.{alias.name}", id(node) in guarded


def module_of(name: str) -> Path | None:
    """The file of the module that a full name is, or lies in; None outside the package."""
    parts = name.split(".")
    while parts and parts[0] == "analyzer":
        path = ROOT.joinpath(*parts)
        for candidate in (path.with_suffix(".py"), path / "__init__.py"):
            if candidate.is_file():
                return candidate
        parts.pop()
    return None


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_what_it_may(module: Path) -> None:
    assert room(module) in ROOMS, f"{module} is in no room: say in ROOMS what it may import"
    for name, for_types in imports(module):
        target = module_of(name)
        if target is not None:
            if target != PACKAGE / "__init__.py":
                assert room(target) in ROOMS[room(module)] | {room(module)}, f"{room(module)} may not import {name}"
        elif not for_types:
            library = name.partition(".")[0]
            allowed = LIBRARIES.get(room(module), set[str]()) | set(sys.stdlib_module_names)
            assert library in allowed, f"{room(module)} may not import {library}"


def test_there_are_no_circles() -> None:
    TopologicalSorter(ROOMS).prepare()
    graph = {}
    for module in MODULES:
        found = {module_of(name) for name, _ in imports(module)}
        # A package's face gathers its modules, and they import each other past it.
        graph[module] = {path for path in found if path and path != module and path.name != "__init__.py"}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("analyzer", "numpy pandas scipy matplotlib click jinja2"),
        ("analyzer.cli", "numpy pandas scipy matplotlib jinja2"),
        ("analyzer.checks", "pandas scipy matplotlib click jinja2"),
        ("analyzer.reading.claims", "pandas scipy matplotlib click jinja2"),
        ("analyzer.reading.documents", "pandas scipy matplotlib click jinja2 trafilatura pypdf"),
        ("analyzer.tables", "pandas scipy matplotlib click jinja2 pyarrow"),
        ("analyzer.pipeline", "pandas scipy matplotlib click jinja2"),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_used(module: str, heavy: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({heavy.split()})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def tracked() -> list[Path]:
    """The files of the repository; where there is no git, all but what make and the tools build."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git here to say which files are committed")
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


# In pieces, so that this file does not name them itself.
FORBIDDEN = {
    "a registry's host": r"pypi\.(org|python)|python" r"hosted\.org|conda\.anaconda|registry\.npm",
    "an index": r"--(extra-)?index" r"-url|--find" r"-links|--trusted" r"-host",
    "a home folder": r"/(home|root|Users)" r"/[\w.]",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what].encode())
    assert [str(path.relative_to(ROOT)) for path in tracked() if pattern.search(path.read_bytes())] == []


def test_no_file_is_too_long() -> None:
    long = {}
    for path in tracked():
        if path.suffix == ".py":
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > 400:
                long[str(path.relative_to(ROOT))] = lines
    assert long == {}, "a file past 400 lines wants to be a folder"


# The rooms of `reading` in the order of the path of the data; what puts them together lies in the folder itself.
READING = ("files", "languages", "prose", "quantities", "names", "meaning", "sources", "")
READERS = sorted((PACKAGE / "reading").rglob("*.py"))


def reading_room(module: Path) -> int:
    parts = module.relative_to(PACKAGE / "reading").parts
    return READING.index(parts[0] if len(parts) > 1 else "")


@pytest.mark.parametrize("module", READERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_of_reading_imports_from_rooms_before_it(module: Path) -> None:
    for name, _ in imports(module):
        target = module_of(name)
        if target and target.is_relative_to(PACKAGE / "reading") and target != PACKAGE / "reading" / "__init__.py":
            assert reading_room(target) <= reading_room(module), f"{name} lies above"


def test_every_file_of_reading_is_described() -> None:
    text = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    there = {path.name for path in READERS} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", text)) == there
    assert {f"{room}/" for room in READING if room} <= set(re.findall(r"`(\w+/)`", text))


def test_the_articles_are_those_of_docs_seeds() -> None:
    documented = dict(
        re.findall(r"`(\S+\.txt)` \| `([0-9a-f]{64})`", (ROOT / "docs/seeds.md").read_text(encoding="utf-8"))
    )
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.iterdir()}
    assert found == documented
    assert len(found) == 5


def test_every_package_and_data_file_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    data = settings["tool"]["setuptools"]["package-data"]["analyzer"]
    installed = {path for pattern in data for path in PACKAGE.glob(pattern)}
    for path in tracked():
        if path.is_relative_to(PACKAGE):
            assert (path.parent / "__init__.py").is_file() or path in installed, f"{path} would not be installed"
            assert path.suffix == ".py" or path in installed, f"{path} would not be installed"


def test_the_constraints_pin_every_requirement() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = settings["optional-dependencies"]
    wanted = [*settings["dependencies"], *(one for extra in extras.values() for one in extra), "setuptools", "wheel"]
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    for requirement in wanted:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        if name[0] != "analyzer":
            assert name[0].replace("_", "-") in pinned
