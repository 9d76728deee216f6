"""An example that passes and one that fails, for the checks on votes, printed shares, turnout and bulletins."""

from __future__ import annotations

from claims_support import claim

from analyzer.model import Claim, Verdict


def first(**more: str) -> tuple[Claim, ...]:
    """The authority's first bulletin, in votes."""
    given = {"maduro": "5150092", "gonzalez": "4445978", "others": "462704"} | more
    return tuple(claim(f"cne votes {name} {votes}", as_of="2024-07-29") for name, votes in given.items())


def second(**more: str) -> tuple[Claim, ...]:
    """The authority's second bulletin, in votes, with its valid ballots."""
    given = {"maduro": "6408844", "gonzalez": "5326104", "others": "600936"} | more
    valid = claim("cne ballots - 12335884", as_of="2024-08-02", basis="valid")
    return (*(claim(f"cne votes {name} {votes}", as_of="2024-08-02") for name, votes in given.items()), valid)


def share(text: str, as_of: str = "2024-08-02", basis: str = "valid") -> Claim:
    return claim(f"cne share {text}", as_of=as_of, basis=basis)


def small(percent: str) -> tuple[Claim, ...]:
    """A share of 25 valid ballots."""
    return (claim("cne ballots - 25", basis="valid"), claim(f"cne share maduro {percent}", basis="valid"))


def turned_out(percent: str) -> tuple[Claim, ...]:
    """A turnout of 12,386,669 ballots on a register that the source states."""
    return (
        claim("cne ballots - 12386669", basis="cast"),
        claim("cne registered - 21321805"),
        claim(f"cne turnout - {percent}"),
    )


MORE_EXAMPLES = {
    "vote-sum": (second(), second(others="600937"), Verdict.INCONSISTENT),
    "share-votes": (
        (*second(), share("maduro 51.95"), share("gonzalez 43.18")),
        (*second(), share("maduro 51.96")),
        Verdict.INCONSISTENT,
    ),
    "granularity": (small("28.0"), small("29.5"), Verdict.INCONSISTENT),
    "turnout": (turned_out("58.09"), turned_out("57.97"), Verdict.INCONSISTENT),
    "bulletins": ((*first(), *second()), (*first(gonzalez="5445978"), *second()), Verdict.INCONSISTENT),
    "too-round": (second(), first(), Verdict.STRAINED),
    "conflict": (
        (claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18")),
        (
            claim("cne share maduro 51.95", basis="valid"),
            claim("cne votes maduro 5150092"),
            claim("cne ballots - 10058774", basis="valid"),
        ),
        Verdict.INCONSISTENT,
    ),
}
