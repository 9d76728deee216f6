"""What findings on tables ask, where their methods come from, and when they say nothing; docs/tallies.md has more."""

from __future__ import annotations

from analyzer.model import Method

METHODS = (
    Method(
        "tallies-total",
        "Do the sums of the sheets bear out the votes and shares that their publisher states?",
        "Sums, exact; of a part of the sheets by Dinkelbach 1967, doi:10.1287/mnsc.13.7.492",
        "The publisher states no votes and no shares.",
    ),
    Method(
        "tallies-coverage",
        "Which part of all sheets is published, and could the others turn the result?",
        "Sums, exact; the assumption on other sheets stands beside the finding",
        "The number of all sheets is not known.",
    ),
    Method(
        "tallies-compatibility",
        "Can another source's figures be true of the same sheets?",
        "A set of a and a set of b of n sheets have a + b − n in common; the fewest votes that so many can hold, exact",
        "The other source states no coverage, or the sets need not overlap.",
    ),
    Method(
        "tallies-integer",
        "Are there more stations with a whole percentage than chance makes?",
        "Kobak, Shpilkin & Pshenichnikov 2016, doi:10.1214/16-AOAS904; exact binomial sums in place of random rounds",
        "Small excesses: the finding says which effect would have been seen on these stations.",
    ),
    Method(
        "tallies-digits",
        "Are last digits even, as those of counts are; what do second digits look like?",
        "Beber & Scacco 2012, doi:10.1093/pan/mps003; on second digits Deckert et al. 2011, doi:10.1093/pan/mpr014",
        "Where honest counts of these sizes would fail the test, it is not made; second digits are never judged.",
    ),
    Method(
        "tallies-shape",
        "How do turnout and share go together over the stations?",
        "Klimek et al. 2012, doi:10.1073/pnas.1210722109; Kobak et al. 2018, doi:10.1111/j.1740-9713.2018.01141.x",
        "Never a verdict: opinion, region and habit make such shapes too.",
    ),
)
