"""Multinomial logit: choices among alternatives, each worth the sum of the weights of its features.

The weights are those under which the right alternatives are likeliest, drawn towards a prior by an L2 penalty; they are
found by L-BFGS. The function is convex and no random number is used: the same choices give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

STEPS = 600  # of the search at most
Weighed = dict[str, float]  # weights by the names of the features


@dataclass
class Problem:
    """Choices to be made likely, kept as what tells each wrong alternative from the right one.

    Each choice belongs to the group of its text, so that groups can be held out.
    """

    names: dict[str, int] = field(default_factory=dict)
    columns: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=lambda: [0])  # of each alternative's entries
    starts: list[int] = field(default_factory=list)  # of each choice's wrong alternatives
    groups: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # how often each choice counts

    def add(self, right: Sequence[str], wrong: Sequence[Sequence[str]], group: str, times: float = 1.0) -> None:
        """One more choice: the features of the right alternative and of the others, its group, how often it counts."""
        if not wrong:
            return
        self.starts.append(len(self.ends) - 1)
        self.groups.append(group)
        self.times.append(times)
        taken = Counter(right)
        for features in wrong:
            told = Counter(features)
            told.subtract(taken)
            for name, count in told.items():
                if count:
                    self.columns.append(self.names.setdefault(name, len(self.names)))
                    self.counts.append(count)
            self.ends.append(len(self.columns))

    def matrix(self) -> sparse.csr_matrix:
        """A row for each wrong alternative: how often it has each feature more than the right one."""
        shape = (len(self.ends) - 1, len(self.names))
        return sparse.csr_matrix((np.array(self.counts, float), np.array(self.columns), np.array(self.ends)), shape)


class Fit:
    """The fit of one problem, and of its parts: what groups held out would have taught is left out.

    Each weight is drawn to the prior (0 where it has none) by `penalty`, or by the part of it that `free` gives. The
    search takes so many `steps` from `start` (the prior where left out); `fell` is by what part of it the loss fell.
    """

    def __init__(
        self,
        problem: Problem,
        penalty: float,
        prior: Mapping[str, float],
        free: Mapping[str, float] | None = None,
        start: Mapping[str, float] | None = None,
        steps: int = STEPS,
    ) -> None:
        free = free or {}
        self._names, self._known = list(problem.names), dict(prior)
        self._x = problem.matrix()
        self._sizes = np.diff([*problem.starts, self._x.shape[0]])
        self._groups, self._times = problem.groups, np.array(problem.times)
        self._prior = np.array([prior.get(name, 0.0) for name in self._names])
        self._penalty = penalty * np.array([free.get(name, 1.0) for name in self._names])
        first = prior if start is None else start
        self._near = np.array([first.get(name, 0.0) for name in self._names])
        every = np.ones(len(self._sizes), bool)
        loss = self._loss(every)
        before = loss(self._near)[0]
        self._near = self._search(every, steps)
        self.fell = 1 - loss(self._near)[0] / before

    def without(self, out: Container[str]) -> Weighed:
        """The weights without some groups; what is not shown without them has what is known before, or none."""
        kept = np.array([group not in out for group in self._groups])
        if kept.all():
            return {**self._known, **dict(zip(self._names, self._near.tolist(), strict=True))}
        w = self._search(kept)
        shown = self._shown(kept)
        return {**self._known, **{name: w[i] for i, name in enumerate(self._names) if shown[i]}}

    def _shown(self, kept: np.ndarray) -> np.ndarray:
        rows = self._x[np.repeat(kept, self._sizes)]
        return np.bincount(rows.indices, minlength=len(self._names)) > 0

    def _search(self, kept: np.ndarray, steps: int = STEPS) -> np.ndarray:
        """The weights of the choices that are kept, searched for from those of all choices."""
        return minimize(self._loss(kept), self._near, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x

    def _loss(self, kept: np.ndarray) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        """What is to be least, and where it falls, for the choices that are kept."""
        x, sizes, times = self._x[np.repeat(kept, self._sizes)], self._sizes[kept], self._times[kept]
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        across = x.T.tocsr()

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            s = x @ w
            top = np.maximum(np.maximum.reduceat(s, starts), 0.0)  # the right alternative scores 0
            e = np.exp(s - np.repeat(top, sizes))
            z = np.add.reduceat(e, starts) + np.exp(-top)
            off = w - self._prior
            value = np.sum(times * (np.log(z) + top)) + 0.5 * np.sum(self._penalty * off**2)
            return float(value), across @ (e * np.repeat(times / z, sizes)) + self._penalty * off

        return loss
