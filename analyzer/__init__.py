"""Reads what competing sources say an election's result was, and checks which figures cannot all be true.

The face of the package: each name below is imported where it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analyzer.version import __version__

_HOMES = {
    "load_contest": "analyzer.face",
    "read": "analyzer.face",
    "extract": "analyzer.face",
    "check": "analyzer.face",
    "report": "analyzer.face",
    "plot": "analyzer.plot",
    "tallies": "analyzer.tallies",
    "bounds": "analyzer.bounds",
    "feasibility": "analyzer.feasibility",
    "model": "analyzer.model",
}
__all__ = [
    "__version__",
    "bounds",
    "check",
    "extract",
    "feasibility",
    "load_contest",
    "model",
    "plot",
    "read",
    "report",
    "tallies",
]

if TYPE_CHECKING:
    from analyzer import bounds, feasibility, model, plot, tallies
    from analyzer.face import check, extract, load_contest, read, report


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'analyzer' has no attribute {name!r}")
    module = import_module(home)
    return module if home == f"analyzer.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
