"""Near-duplicates: documents of one wording, by MinHash and bands of it. Nothing is dropped: they are counted apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzer.corpus.gathering import Ints

SAME = 0.8  # of the runs of three words; a report of a hundred words in which one figure differs has .94
_ROWS = 4  # of a signature to a band: 32 bands, in one of which documents this similar meet all but surely
_CHUNK = 1 << 13


def clusters(signatures: np.ndarray[Any, np.dtype[np.uint32]], signed: np.ndarray[Any, np.dtype[np.bool_]]) -> Ints:
    """For each document the number of its wording, counted from 0 in the order of the documents.

    `signatures` has shape (documents, permutations); one that is not `signed` is a wording of its own. Documents are of
    one wording where a chain of pairs joins them that share SAME of their signatures. Broder 1997 (resemblance);
    Leskovec et al., Mining of Massive Datasets, ch. 3.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    many, columns = signatures.shape
    which = np.flatnonzero(signed)
    if len(which) < 2:
        return np.arange(many)
    known = signatures[which]
    joined = np.zeros(0, np.int64)  # each pair as one number, once: copies meet in every band
    for band in range(0, columns, _ROWS):
        one, other = _pairs(known, band)
        joined = np.union1d(joined, which[one] * many + which[other])
    first, second = np.divmod(joined, many)
    graph = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(many, many))
    labels = connected_components(graph, directed=False)[1]
    _, begin, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(begin), np.int64)
    order[np.argsort(begin)] = np.arange(len(begin))
    numbered: Ints = order[inverse]
    return numbered


def _pairs(signatures: np.ndarray[Any, np.dtype[np.uint32]], band: int) -> tuple[Ints, Ints]:
    """The similar pairs among documents that share a band: each with the one before it there, and with the first."""
    part = np.ascontiguousarray(signatures[:, band : band + _ROWS])
    keys = part.view(np.dtype((np.void, part.dtype.itemsize * part.shape[1]))).ravel()
    order = np.argsort(keys, kind="stable")
    new = np.ones(len(order), bool)
    new[1:] = keys[order[1:]] != keys[order[:-1]]
    begin = np.flatnonzero(new)[np.cumsum(new) - 1]
    later = np.flatnonzero(~new)
    first = np.concatenate([order[later - 1], order[begin[later]]])
    second = np.concatenate([order[later], order[later]])
    same = np.zeros(len(first), bool)
    for start in range(0, len(first), _CHUNK):
        some = slice(start, start + _CHUNK)
        same[some] = (signatures[first[some]] == signatures[second[some]]).mean(axis=1) >= SAME
    return first[same], second[same]
