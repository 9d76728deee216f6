"""Numbers that are names, errors or blank votes, and no figures: of a polling station, of a member, of a sample."""

from __future__ import annotations

import pytest
from test_who_is_spoken_of import told


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("es", "La mesa 041876 dio a Calder 120 votos.", [120]),
        ("es", "El acta cuenta dos veces las mesas 041876 y 041877, y Tamm tiene 80.100 votos.", [80100]),
        ("en", "Tamm, member No. 4117, got 51.2 percent.", [51.2]),
        ("es", "Tamm, afiliado n.º 4.117, sacó el 51,2 %.", [51.2]),
        ("fr", "Tamm, carte n° 4 117, obtient 51,2 %.", [51.2]),
        ("pt", "Tamm, sócio n.º 4.117, teve 51,2%.", [51.2]),
        ("en", "The board gave Tamm 51.2 percent, with error of 1.4.", [51.2]),
        ("es", "La Junta Electoral Nacional dio a Tamm el 51,2 %, con error de 1,4.", [51.2]),
        ("fr", "Tamm obtient 51,2 %, avec erreur de 1,4.", [51.2]),
        ("it", "Tamm ottiene il 51,2 %, con errore di 1,4.", [51.2]),
        ("es", "Participación, según la Junta Electoral Nacional: 80,2 %. Nulos 7,7; blancos 4,1.", [80.2]),
        ("pt", "Participação, segundo a Junta Eleitoral: 80,2%. Nulos 7,7; brancos 4,1.", [80.2]),
        ("es", "El número de votos de Tamm es 41.876.", [41876]),
        ("en", "The number of votes for Tamm is 41,876.", [41876]),
    ],
)
def test_what_names_something_is_no_figure(code: str, text: str, values: list[float]) -> None:
    assert [value for value, _, _ in told(text, code)] == values
