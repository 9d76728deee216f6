"""The same pipeline over many files: a shard function that needs no engine, and one machine's processes over it."""

from analyzer.corpus.engine import run
from analyzer.corpus.shard import Counts, Shard, configuration, run_shard

__all__ = ["Counts", "Shard", "configuration", "run", "run_shard"]
