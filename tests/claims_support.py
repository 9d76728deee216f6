"""Claims for the tests of the core, written as a source would state them."""

from __future__ import annotations

from datetime import date

from analyzer.bounds import printed_unit, usual_reading
from analyzer.model import MEASURES, Basis, Candidate, Claim, Contest, Hedge, Source, SourceKind

CONTEST = Contest(
    id="venezuela-2024-presidential",
    name="Venezuela, presidential election",
    date=date(2024, 7, 28),
    candidates=(Candidate("maduro", "Nicolás Maduro"), Candidate("gonzalez", "Edmundo González Urrutia")),
    sources=(
        Source("cne", "National Electoral Council", SourceKind.AUTHORITY),
        Source("government", "Government of Venezuela", SourceKind.GOVERNMENT),
        Source("opposition", "Opposition (Unitary Platform)", SourceKind.CAMPAIGN),
    ),
    tally_sheets=30026,
)

_SCALES = {"million": 1_000_000, "thousand": 1_000}


def claim(text: str, **more: str) -> Claim:
    """ "opposition share gonzalez 65", "cne coverage - under 97", "opposition votes gonzalez 7.3 million"."""
    source, measure, subject, *words = text.split()
    hedge = Hedge(words.pop(0)) if words[0] in set(Hedge) else Hedge.EXACT
    scale = _SCALES[words[1]] if len(words) > 1 else 1
    count = MEASURES[measure].unit in {"votes", "sheets"}
    unit = float(printed_unit(words[0], count=count and scale == 1)) * scale
    value = float(words[0]) * scale
    low, high = usual_reading(value, unit, hedge, measure)
    return Claim(
        claim=more.get("claim", text),
        document=more.get("document", "article"),
        start=0,
        end=0,
        quote=" ".join(words),
        source="" if source == "-" else source,
        measure=measure,
        subject="" if subject == "-" else subject,
        value=value,
        resolution=unit,
        low=float(low),
        high=float(high),
        hedge=hedge,
        basis=Basis(more.get("basis", "")),
        statement=more.get("statement", ""),
        as_of=more.get("as_of", ""),
    )


NINE = (
    claim("opposition share gonzalez 65", statement="shares"),
    claim("opposition share maduro 30", statement="shares"),
    claim("opposition coverage - 80", statement="shares"),
    claim("opposition margin_points gonzalez under 38", document="second", statement="votes"),
    claim("opposition votes gonzalez 7.3 million", document="second", statement="votes"),
    claim("opposition votes maduro 3.3 million", document="second", statement="votes"),
    claim("cne coverage - under 97", document="third", statement="cne"),
    claim("cne share maduro 51.95", document="third", statement="cne"),
    claim("cne share gonzalez 43.18", document="third", statement="cne"),
)
SEEDS = (
    *NINE,
    claim("opposition coverage - at_least 80", document="fourth", statement="minutes"),
    claim("government share maduro under 52", statement="regime"),
)
