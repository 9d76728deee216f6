"""How fast very many documents are read: `python benchmarks/corpus.py [JOB…] [--documents N]`.

Jobs: parts (what each kind of document costs), engines (one process, two, Dask), memory (10^4 and N documents), plain
(a loop over quantulum3, where PYTHON_QUANTULUM names a Python that has it). On a machine that others use the clock says
little; the CPU says more, and only ratios within one run say anything.

The documents are real text from the gold sets beside the repository, sentence by sentence, with their digits varied, of
3 KB each. Of a hundred, one tells the result of the contest at hand, three name candidates and state no figure of a
result, and the others name nobody who stands: a crawl of the news in the days after an election.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from annotated import texts  # noqa: E402 (the package of this checkout, installed or not)

from analyzer import contest as contests  # noqa: E402
from analyzer.corpus import engine  # noqa: E402
from analyzer.corpus.shard import Settings  # noqa: E402
from analyzer.folding import fold  # noqa: E402
from analyzer.recognition import forms  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold"
LENGTH = 3000  # characters of a document
SHARES = {"result": 0.01, "named": 0.03}  # of the documents; all others name nobody
_SENTENCE = re.compile(r".+?(?:[.!?][\"”»]?(?=\s)|\n|$)", re.S)
_DIGITS = re.compile(r"\b(?:19|20)\d\d\b|[1-9]")  # years stay, for they are words of their kind


class Texts:
    """Sentences by kind and language: of results, that name candidates, and that name nobody who stands."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._pools: dict[str, dict[str, list[str]]] = {"result": {}, "named": {}, "other": {}}
        names = [form for id in contests.bundled() for form, _, _ in forms(contests.load(id))]
        named = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")
        for text in texts([GOLD / name for name in ("seeds", "dev", "written")]):
            body = text.document.text
            if text.set == "seeds":
                self._pools["result"].setdefault(text.language, []).append(body)
                continue
            for found in _SENTENCE.finditer(body):
                if any(c["start"] < found.end() and c["end"] > found.start() for c in text.gold):
                    continue
                kind = "named" if named.search(fold(found.group())) else "other"
                if found.group().strip():
                    self._pools[kind].setdefault(text.language, []).append(found.group().strip())

    def document(self, kind: str) -> str:
        """A document of 3 KB in one language."""
        pool = self._pools[kind]
        language = self._random.choices(list(pool), [len(some) for some in pool.values()])[0]
        more = self._pools["other"].get(language, pool[language])
        written = ""
        while len(written) < LENGTH:
            some = pool[language] if kind == "result" or not written or self._random.random() < 0.3 else more
            written += self._varied(self._random.choice(some)) + self._random.choice((" ", " ", "\n\n"))
        return written[:LENGTH]

    def _varied(self, text: str) -> str:
        return _DIGITS.sub(lambda d: d.group() if len(d.group()) > 1 else str(self._random.randint(1, 9)), text)

    def crawl(self, documents: int) -> Iterator[str]:
        """Lines of JSON: so many documents of typical news."""
        for number in range(documents):
            drawn = self._random.random()
            kind = "result" if drawn < SHARES["result"] else "named" if drawn < sum(SHARES.values()) else "other"
            told = {
                "id": f"d{number}",
                "text": self.document(kind),
                "url": f"https://outlet{number % 97}.example/{number}",
                "date": f"2024-07-{28 + number % 4}",
            }
            yield json.dumps(told, ensure_ascii=False)


def write(path: Path, documents: int, distinct: int = 20_000) -> Path:
    """A crawl in one file; beyond `distinct` documents they come again under other ids, so that it is soon written."""
    lines = list(Texts().crawl(min(documents, distinct)))
    with path.open("w", encoding="utf-8") as stream:
        for number in range(documents):
            line = lines[number % len(lines)]
            stream.write(line.replace(f'"d{number % len(lines)}"', f'"d{number}"', 1) + "\n")
    return path


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of the command took: seconds, seconds of CPU and peak megabytes of all its processes."""

    seconds: float
    cpu: float
    peak: float
    said: str


def run(path: Path, out: Path, *more: str) -> Spent:
    """One run of the command, watched."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "analyzer", "corpus", str(path), "--out", str(out), *more]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    peak = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            peak[0] = max(peak[0], sum(map(_resident, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said = process.communicate()[1]
    over.set()
    watcher.join()
    spent = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(said)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(spent, cpu, peak[0], said.strip().replace("\n", " | "))


def _family(pid: int) -> list[int]:
    """A process and all that it and they began, by whichever thread."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(p) for p in children.read_text().split()]
            except OSError:
                continue
    return found


def _resident(pid: int) -> float:
    """Megabytes of a process that nobody shares with it, and its part of what is shared."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+)", rollup, re.M)
    return int(found[1]) / 1024 if found else 0.0


def parts(most: int) -> None:
    """Microseconds of CPU that a document of each kind costs, in this process."""
    made = Texts()
    modes = {"recognised": (), "one contest given": ("venezuela-2024-presidential",)}
    for mode, ids in modes.items():
        for kind, documents in {"other": most, "named": most // 5, "result": most // 5}.items():
            with tempfile.TemporaryDirectory() as folder:
                path, out = Path(folder, "a.jsonl"), Path(folder, "out")
                settings = Settings(str(out), ids)
                for _ in range(2):  # once so that names and languages are compiled, which a long run does once
                    some = [json.dumps({"id": f"d{n}", "text": made.document(kind)}) for n in range(documents)]
                    path.write_text("\n".join(some), encoding="utf-8")
                    shutil.rmtree(out, ignore_errors=True)
                    engine.prepare(out, False)
                    began = time.process_time()
                    done = engine.run([str(path)], settings, 1)
                spent = (time.process_time() - began) / documents * 1e6
                print(
                    f"{mode:18} {kind:7} {spent:8.0f} µs a document, {done.counts.looked / documents:4.0%} looked at, "
                    f"{done.counts.claims / documents:6.2f} claims a document"
                )


def engines(documents: int, folder: Path) -> None:
    """One process, two, and Dask over the same crawl, in one run of this program."""
    path = write(folder / "crawl.jsonl", documents)
    print(f"{documents:,} documents, {path.stat().st_size / 1e6:,.0f} MB, load {os.getloadavg()[0]:.1f}")
    runs: dict[str, Spent] = {}
    for name, more in {
        "1 process": ("--workers", "1"),
        "2 processes": ("--workers", "2"),
        "Dask, 2 workers": ("--workers", "2", "--scheduler", "local"),
    }.items():
        one = runs[name] = run(path, folder / "out", *more)
        print(f"{name:16}{_row(documents, one)}", flush=True)
    alone, two, dask = (runs[name] for name in runs)
    print(f"2 processes: {alone.seconds / two.seconds:.2f} times one by the clock; goal 1.8")
    print(f"             {2 * alone.cpu / two.cpu:.2f} times one by CPU, as on two cores that nobody else uses")
    print(f"Dask: {dask.seconds / two.seconds - 1:+.0%} over processes by the clock; goal 20 %")
    print(f"      {dask.cpu / two.cpu - 1:+.0%} by CPU")


def _row(documents: int, one: Spent) -> str:
    return (
        f"{one.seconds:8.1f} s {documents / one.seconds:6.0f} documents/s  CPU {one.cpu:8.1f} s "
        f"{one.cpu / documents * 1e6:5.0f} µs each  peak {one.peak:5.0f} MB  {one.said}"
    )


def memory(folder: Path, sizes: tuple[int, ...]) -> None:
    """The peak of all processes together, by the number of documents."""
    for documents in sizes:
        path = write(folder / "crawl.jsonl", documents)
        out = folder / "out"
        one = run(path, out, "--workers", "2")
        written = sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6
        size = path.stat().st_size / 1e6
        print(f"{documents:9,} documents {size:,.0f} MB in, {written:,.1f} MB out {_row(documents, one)}", flush=True)


_LOOP = """
import json, sys, time
from quantulum3 import parser
began, found, documents = time.process_time(), 0, 0
for line in open(sys.argv[1], encoding="utf-8"):
    try:
        found += len(parser.parse(json.loads(line)["text"]))
    except Exception:
        pass
    documents += 1
spent = time.process_time() - began
print(f"{documents / spent:.1f} documents/s, {found / documents:.1f} quantities a document")
"""


def plain(folder: Path, documents: int = 200) -> None:
    """A plain loop over quantulum3 on one process beside ours on the same documents."""
    python = os.environ.get("PYTHON_QUANTULUM", "")
    path = write(folder / "plain.jsonl", documents)
    if python:
        done = subprocess.run(
            [python, "-W", "ignore", "-c", _LOOP, str(path)], capture_output=True, text=True, check=True
        )
        print(f"quantulum3, one process: {done.stdout.strip()}")
    out = folder / "plain"
    engine.prepare(out, False)
    settings = Settings(str(out))
    engine.shard.contests_of(settings)
    began = time.process_time()
    engine.run([str(path)], settings, 1)
    print(f"analyzer, one process: {documents / (time.process_time() - began):.0f} documents/s")


def main() -> None:
    """Run the jobs named."""
    asked = argparse.ArgumentParser()
    asked.add_argument("jobs", nargs="*", default=["parts", "engines"])
    asked.add_argument("--documents", type=int, default=20_000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if not GOLD.is_dir():
        raise SystemExit(f"{GOLD}: expected the gold sets, found none")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for job in given.jobs:
            if job == "parts":
                parts(2000)
            elif job == "engines":
                engines(given.documents, folder)
            elif job == "memory":
                memory(folder, (10_000, given.documents))
            elif job == "plain":
                plain(folder)


if __name__ == "__main__":
    main()
