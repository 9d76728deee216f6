"""Figures as files, the same bytes from the same input, and a check of such files.

The recipe: matplotlib's own defaults whatever the user's settings say, a fixed salt for the ids inside an
SVG, letters as outlines of the font that ships with matplotlib (letters.py), and no dates or program versions in the
files. Another version of matplotlib draws other bytes; the data tables are compared everywhere.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from analyzer import outputs, wording
from analyzer.faults import fault, shown
from analyzer.files import write_atomic
from analyzer.model import Claim, Contest, Finding, Reading
from analyzer.plot import FIGURES, PROFILES
from analyzer.plot.base import FigureRecord
from analyzer.plot.datum import Datum, as_csv
from analyzer.plot.inputs import margins_of
from analyzer.plot.words import ENGLISH, Words, languages, load

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MANIFEST = outputs.MANIFEST
FORMATS = ("svg", "png", "pdf")
DPI = 150

_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": "analyzer"},
    "png": {"Software": "analyzer"},
    "pdf": {"Creator": "analyzer", "Producer": "analyzer", "CreationDate": None},
}


def image(figure: Figure, format: str) -> bytes:
    """The figure as a file of `format` ("svg", "png" or "pdf")."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        # Letters that DejaVu lacks are drawn as boxes; the data table and the text alternative have them.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(out, format=format, dpi=DPI, metadata=_METADATA[format])
    return out.getvalue()


class Rendered(NamedTuple):
    """The figures of one or more contests: their files by name, and why others are not drawn, by name, too."""

    files: dict[str, bytes]
    absent: dict[str, str]


def rendered(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    contests: Contest | Sequence[Contest],
    formats: Sequence[str] = FORMATS,
    lang: str = ENGLISH,
    readings: Sequence[Reading] = (),
) -> Rendered:
    """Every figure: images, data table (.csv) and text alternative (.txt).

    `readings` tell which margins of error the texts state.
    With several contests each has a folder of its own, named by its id. A figure with nothing to draw has no files.
    """
    words, made = load(lang), Rendered({}, {})
    for prefix, record, contest, data in _tables(claims, findings, contests, words, readings):
        name = f"{prefix}{record.id}"
        if why := record.absent(data, words):
            made.absent[name] = wording.visible(why)
            continue
        made.files[f"{name}.csv"] = as_csv(data).encode()
        made.files[f"{name}.txt"] = f"{record.alt(data, words)}\n".encode()
        figure = partial(_drawn, record, data, contest, words)
        made.files.update((f"{prefix}{file}", content) for file, content in images(record.id, figure, formats))
    return made


def _drawn(record: FigureRecord, data: Sequence[Datum], contest: Contest, words: Words) -> Figure:
    from analyzer.plot import drawing  # matplotlib is loaded where something is drawn

    return drawing.draw(record, data, contest, words)


def _tables(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    contests: Contest | Sequence[Contest],
    words: Words,
    readings: Sequence[Reading] = (),
) -> Iterator[tuple[str, FigureRecord, Contest, tuple[Datum, ...]]]:
    """Each figure of each contest: the folder its files lie in, its record, its contest, its data."""
    every = (contests,) if isinstance(contests, Contest) else tuple(contests)
    for contest in every:
        prefix = f"{contest.id}/" if len(every) > 1 else ""
        own, found = of_contest(claims, findings, contest) if prefix else (claims, findings)
        margins = margins_of(own, readings)
        for record in FIGURES:
            yield prefix, record, contest, record.data(own, found, contest, words, margins)


def images(id: str, draw: Callable[[], Figure], formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of a figure's images, drawn with matplotlib's own defaults."""
    if not formats:
        return
    import matplotlib as mpl

    from analyzer.plot import letters

    # Fonts are outlines in the SVG, so that it looks the same where DejaVu is not installed.
    settings = {**mpl.rcParamsDefault, "svg.hashsalt": "analyzer", "svg.fonttype": "path", "pdf.fonttype": 42}
    settings["font.family"] = [letters.family()]
    del settings["backend"]
    with mpl.rc_context(settings), _uncollected():
        figure = draw()
        made = [(f"{id}.{format}", image(figure, format)) for format in formats]
    yield from made


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection on the way: a figure's many small objects all live until it is written. Saves a sixth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def of_contest(
    claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """The claims of one contest, and the findings that rest on them."""
    own = tuple(claim for claim in claims if claim.contest == contest.id)
    ids = {claim.claim for claim in own}
    return own, tuple(finding for finding in findings if ids.intersection(finding.claims))


def write_figures(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    contests: Contest | Sequence[Contest],
    out: Path,
    formats: Sequence[str] = FORMATS,
    lang: str = ENGLISH,
    readings: Sequence[Reading] = (),
) -> tuple[list[Path], dict[str, str]]:
    """Write all figures and their manifest to `out`, each file whole or not at all, the manifest last.

    The paths, and the figures that are not drawn, by name, and why.
    """
    made = rendered(claims, findings, contests, formats, lang, readings)
    return put(made.files, out, made.absent, lang), made.absent


def put(
    content: Mapping[str, bytes], out: Path, left_out: Mapping[str, str] | None = None, lang: str = ENGLISH
) -> list[Path]:
    """Write files by name, and their manifest, to `out`; `left_out` are the figures that are not drawn, and why.

    Figures of an earlier run that are not drawn any more go. Raises InputError, before anything is written, where a
    file of somebody else would be replaced.
    """
    listed = manifest({name: _sum(one) for name, one in content.items()}, left_out or {}, lang).encode()
    outputs.spare_others(out, {**content, MANIFEST: listed})
    out.mkdir(parents=True, exist_ok=True)
    for name in content:
        (out / name).parent.mkdir(exist_ok=True)
        write_atomic(out / name, content[name])
    outputs.remove_stale(out, content, _is_drawn)
    write_atomic(out / MANIFEST, listed)
    return [*(out / name for name in content), out / MANIFEST]


def _is_drawn(name: str) -> bool:
    """Whether a name, relative to a folder of figures, is one that the program draws."""
    path = PurePosixPath(name)
    beside = len(path.parts) == 1 or (len(path.parts) == 2 and path.parts[0] not in ("/", ".."))
    ids = {one.id for one in (*FIGURES, *PROFILES)}
    return beside and path.stem in ids and path.suffix[1:] in (*FORMATS, "csv", "txt")


def manifest(sums: dict[str, str], left_out: Mapping[str, str], lang: str) -> str:
    """The manifest: SHA-256 of every file, what drew them, in which language, and what was not drawn and why."""
    content = {
        "matplotlib": version("matplotlib"),
        "language": lang,
        "not_drawn": dict(sorted(left_out.items())),
        "files": dict(sorted(sums.items())),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def verify(
    out: Path,
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    contests: Contest | Sequence[Contest],
    readings: Sequence[Reading] = (),
) -> list[str]:
    """What differs between the figures in `out`, their manifest and a fresh render; one line each, none if nothing.

    Data tables and text alternatives are compared with fresh ones everywhere; images only where the
    manifest names the matplotlib that is installed. The language is the manifest's. Writes nothing.
    """
    try:
        known = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        sums, drawn_by, lang = known["files"], str(known["matplotlib"]), str(known.get("language", ENGLISH))
        if not isinstance(sums, dict):
            raise TypeError
    except OSError as error:
        return [f"{MANIFEST}: expected a manifest, found none ({error.strerror})"]
    except (ValueError, KeyError, TypeError):
        return [f"{MANIFEST}: expected an object with files and matplotlib, found something else"]
    if (stranger := _stranger(sums)) is not None:
        return [fault(MANIFEST, "names of files in this folder with their SHA-256", stranger, key="files")]
    if lang not in languages():
        return [f"{MANIFEST}: language: expected one of {', '.join(languages())}, found {lang!r}"]
    faults = [line for name in sorted(sums) for line in _against_manifest(out, name, sums[name])]
    same_version = drawn_by == version("matplotlib")
    listed = {name.rpartition(".")[2] for name in sums}
    drawn = [f for f in FORMATS if f in listed] if same_version else []
    fresh = rendered(claims, findings, contests, drawn, lang, readings).files
    for name, content in fresh.items():
        if name not in sums:
            faults.append(f"{name}: missing from the manifest")
        elif _read(out / name) not in {None, content}:
            faults.append(f"{name}: differs from a fresh render")
    return faults + _extra(sums, fresh, same_version=same_version) + _uncovered(out, {*sums, *fresh})


def _stranger(sums: Mapping[str, object]) -> str | None:
    """The first of a manifest's entries that is no file of its folder with a sum; None where all are."""
    for name, told in sums.items():
        parts = PurePosixPath(name).parts
        if not isinstance(told, str) or not parts or parts[0] == "/" or ".." in parts or "\0" in name:
            return shown(name)
    return None


def _against_manifest(out: Path, name: str, expected: str) -> Iterable[str]:
    content = _read(out / name)
    if content is None:
        yield f"{name}: missing, though the manifest lists it"
    elif _sum(content) != expected:
        yield f"{name}: changed since the manifest was written"


def _extra(sums: dict[str, str], fresh: dict[str, bytes], *, same_version: bool) -> list[str]:
    """Entries of the manifest that a render does not make; an image counts by its figure's name alone
    where another matplotlib drew it."""
    stems = {name.rpartition(".")[0] for name in fresh}
    extra = []
    for name in sorted(sums):
        stem, _, suffix = name.rpartition(".")
        made = name in fresh or (not same_version and suffix in FORMATS and stem in stems)
        if not made:
            extra.append(f"{name}: extra entry in the manifest, no figure makes it")
    return extra


def _uncovered(out: Path, known: Collection[str]) -> list[str]:
    """Files of names that the program draws, which the manifest does not know; those of another manifest are its."""
    below = [path.parent for path in out.glob(f"*/{MANIFEST}")]
    found = (path for pattern in ("*.*", "*/*.*") for path in out.glob(pattern) if path.parent not in below)
    names = sorted(path.relative_to(out).as_posix() for path in found)
    return [f"{name}: no entry of the manifest covers it" for name in names if name not in known and _is_drawn(name)]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
