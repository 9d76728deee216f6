"""A person's corrections of what was read: change, drop or add a claim, each with its reason, again on each run."""

from __future__ import annotations

from analyzer.corrections.applying import Corrected, apply
from analyzer.corrections.entries import Entry, read

__all__ = ["Corrected", "Entry", "apply", "read"]
