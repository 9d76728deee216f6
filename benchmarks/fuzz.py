"""Coverage-guided fuzzing of everything that reads what others wrote. Needs atheris, which is not among the pins.

    python benchmarks/fuzz.py TARGET [-runs=N] [-max_len=N] [FOLDER of found inputs]

Each target reads one input and lets nothing but the documented error through; where it may fail more quietly, it says
what must hold. An input that raises ends the run with its traceback and is kept in a file: make it a case of the tests
before mending it. What was run so far stands in docs/limits.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analyzer"]):
    import analyzer
    from analyzer import contest, corrections, tables, tallies
    from analyzer.folding import fold
    from analyzer.model import Document, InputError
    from analyzer.reading import claims as reader
    from analyzer.reading import documents, quantities
    from analyzer.reading.languages import language
    from analyzer.reading.languages.words import Words

SCRATCH = Path(tempfile.mkdtemp()) / "input"
CONTEST = analyzer.load_contest("venezuela-2024-presidential")
CODES = language.codes()
#: What the readers of structured files begin from: from prose, chance would hardly find a header.
STRUCTURED = {
    "contest": Path("examples/kasenga.toml"),
    "claims": Path("examples/venezuela-2024-bulletins.csv"),
    "claims-jsonl": b'{"source": "cne", "measure": "share", "subject": "maduro", "value": "51.20"}\n',
    "corrections": b'[[corrections]]\naction = "drop"\ndocument = "a.txt"\nquote = "52%"\nreason = "a poll"\n',
    "tallies": b"CENTRO,MESA,RE,VOTOS_VALIDOS,NM,EG\n10101,1,520,401,120,270\n10101,2,498,380,90,281\n",
    "records": b'{"id": "a", "text": "Maduro won 51.95%.", "title": "t", "url": "u", "date": "2024-07-29"}\n',
    "page": b"<!doctype html><html><head><title>t</title></head><body><p>Maduro won 51.95%.</p></body></html>",
}
SEEDS = (
    "Maduro won 51.95% to González's 43.18 %, the CNE said with almost 97 percent of tally sheets counted.",
    "a 7.3 million votes, 5'150,092; 25,073 of 30,026 (51.2 % a 44.2), two thirds, sesenta y cinco por ciento ±1,2",
    "e José obtuvo 5 millones 150 mil 92 votos\n• 10 058 774 voix | 12.345 | 0,5 punto",
)


def _text(data: bytes) -> str:
    # Lone surrogates reach the program as the text of a caller; files never hold any.
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"s" else "replace")


def numbers(data: bytes) -> None:
    """The number reader, in the language that the first byte chooses."""
    code = CODES[data[0] % len(CODES)] if data else CODES[0]
    text = _text(data[1:])
    found = quantities.read(Words(fold(text)), language.load(code))
    assert all(0 <= q.start < q.end <= len(text) and q.value >= 0 and q.resolution >= 0 for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def extraction(data: bytes) -> None:
    """A whole text about a contest."""
    text = _text(data)
    claims, _ = reader.extract(Document("d", text), CONTEST)
    assert all(text[c.start : c.end] == c.quote and c.low <= c.value <= c.high for c in claims)


def contests(data: bytes) -> None:
    """A contest.toml."""
    _documented(lambda: contest.parse(_text(data), "x.toml"))


def _documents(path: Path) -> None:
    """A file of documents: read, or one line on why not."""
    _, faults = documents.read([path])
    assert not any("\n" in line for line in faults)


def _file(read: Callable[[Path], object], suffix: str) -> Callable[[bytes], None]:
    path = SCRATCH.with_suffix(suffix)

    def target(data: bytes) -> None:
        path.write_bytes(data)
        _documented(lambda: read(path))

    return target


def _documented(read: Callable[[], object]) -> None:
    said = ""
    try:
        read()
    except InputError as error:
        said = str(error)
    assert "\n" not in said


TARGETS: dict[str, Callable[[bytes], None]] = {
    "numbers": numbers,
    "extraction": extraction,
    "contest": contests,
    "claims": _file(tables.read_claims, ".csv"),
    "claims-jsonl": _file(tables.read_claims, ".jsonl"),
    "corrections": _file(corrections.read, ".toml"),
    "tallies": _file(lambda path: tallies.load(path, CONTEST), ".csv"),
    "records": _file(_documents, ".jsonl"),
    "page": _file(_documents, ".html"),
    "text": _file(_documents, ".txt"),
}


def main() -> None:
    """Run one target until its runs are done or an input fails."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"fuzz.py: expected one of {', '.join(TARGETS)}, found {name or 'nothing'}")
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), None)
    if folder is None:
        folder = Path(tempfile.mkdtemp())
        sys.argv.append(str(folder))
    if start := STRUCTURED.get(name):
        content = start if isinstance(start, bytes) else (Path(__file__).parents[1] / start).read_bytes()
        (folder / "structured").write_bytes(content)
    for place, seed in enumerate(SEEDS):
        (folder / f"seed-{place}").write_text(seed, encoding="utf-8")
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
