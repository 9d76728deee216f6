"""Shards on the processes of one machine. Each process has one shard in hand, so that its death costs that shard alone.

Not concurrent.futures: there one dead process takes the whole pool with it, and all that was in hand.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from analyzer.corpus.records import Shard
from analyzer.corpus.shard import Counts, Settings
from analyzer.faults import printable

TRIES = 3  # of a shard; one that kills its process each time is given up
Work = Callable[[Shard, Settings], Counts]


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    shard: Shard | None = None
    tries: int = 0


def run(
    mine: Iterator[Shard],
    settings: Settings,
    workers: int,
    work: Work,
    counted: Callable[[Shard, Counts], None],
    failed: Callable[[Shard, str], None],
) -> None:
    """Work through the shards; `counted` takes what came of one, `failed` one that killed its process each time.

    Raises OSError where a shard's input cannot be read or the disk is full, after the processes have ended.
    """
    hands = [_start(settings, work) for _ in range(workers)]
    again: deque[tuple[Shard, int]] = deque()
    over = False
    try:
        following: Shard | None = next(mine, None)
        while True:
            for hand in hands:
                if hand.shard is None and again:
                    hand.shard, hand.tries = again.popleft()
                elif hand.shard is None and following is not None:
                    hand.shard, hand.tries, following = following, 1, next(mine, None)
                else:
                    continue
                _send(hand)
            busy = [hand for hand in hands if hand.shard is not None]
            if not busy:
                break
            ready = set(wait([thing for hand in busy for thing in (hand.pipe, hand.process.sentinel)]))
            for place, hand in enumerate(hands):
                if hand.shard is None or not ready & {hand.pipe, hand.process.sentinel}:
                    continue
                answer = _answer(hand)
                one, hand.shard = hand.shard, None
                if isinstance(answer, Counts):
                    counted(one, answer)
                elif isinstance(answer, OSError):
                    raise answer
                elif isinstance(answer, str):
                    failed(one, answer)
                else:
                    hands[place] = _start(settings, work)
                    if hand.tries < TRIES:
                        again.append((one, hand.tries + 1))
                    else:
                        failed(one, f"a process that died {TRIES} times")
        over = True
    finally:
        _end(hands, kill=not over)


def _start(settings: Settings, work: Work) -> _Worker:
    context = multiprocessing.get_context("spawn")  # forks of a process with threads hang now and then
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, settings, work), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _send(hand: _Worker) -> None:
    with contextlib.suppress(OSError):  # it is dead, which is seen by its sentinel
        hand.pipe.send(hand.shard)


def _answer(hand: _Worker) -> Counts | OSError | str | None:
    """What a process answered, in words where it stumbled; None where it died before."""
    try:
        answer: Counts | OSError | str | None = hand.pipe.recv() if hand.pipe.poll() else None
    except (EOFError, OSError):
        answer = None
    if answer is None:
        hand.process.join()
        hand.pipe.close()
    return answer


def _end(hands: list[_Worker], kill: bool) -> None:
    for hand in hands:
        hand.pipe.close()  # the end of its input ends a process that waits
        if kill and hand.process.is_alive():
            hand.process.kill()
    for hand in hands:
        hand.process.join()


def _serve(pipe: Connection, settings: Settings, work: Work) -> None:
    """What a process does: shard after shard, until there are no more or the one that began it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that hands out the work
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    while True:
        try:
            shard: Shard = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Counts | OSError | str
        try:
            answer = work(shard, settings)
        except OSError as error:
            answer = error
        except Exception as error:  # it costs this shard, and is told in one line
            answer = printable(f"{type(error).__name__}: {error}")
        pipe.send(answer)


def _outlive_nobody() -> None:
    """Die with the process that hands out the work, even where that one is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
