"""The number reader in Spanish, Portuguese and French, and that the language files say the same things."""

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.folding import fold
from analyzer.model import Quantity
from analyzer.reading import quantities
from analyzer.reading.languages import detection, language
from analyzer.reading.languages.words import Words

ROMANCE = ("es", "pt", "fr")


def read(code: str, text: str) -> list[Quantity]:
    return quantities.read(Words(fold(text)), language.load(code))


def third(parts: int) -> Any:
    return pytest.approx(100 * parts / 3)


# text -> (value, resolution, unit, noun, hedge) of its only number; resolution None where nothing hangs on it
SPANISH: dict[str, tuple[Any, ...] | None] = {
    "un seis por ciento de ventaja": (6, 1, "points", "", "exact"),
    "un veinte por ciento": (20, 1, "percent", "", "exact"),
    "cincuenta y uno coma dos por ciento": (51.2, 0.1, "percent", "", "exact"),
    "seis de cada diez electores": (60, 10, "percent", "voters", "exact"),
    "con un error de 0,9 puntos": (0.9, 0.1, "points", "sampling", "exact"),
    "51,95 %": (51.95, 0.01, "percent", "", "exact"),
    "con el 47,8% por ciento": (47.8, 0.1, "percent", "", "exact"),
    "se cortó a las 23.18": (23.18, 0.01, "", "time", "exact"),
    "por 36 centésimas": (0.36, 0.01, "points", "", "exact"),
    "163 precintos reportados": (163, 0, "count", "sheets", "exact"),
    "37.16 por ciento de los votos": (37.16, 0.01, "percent", "votes", "exact"),
    "obtiene el 51.276% de los votos": (51.276, 0.001, "percent", "votes", "exact"),
    "obtiene el 51,276 por ciento": (51.276, 0.001, "percent", "", "exact"),
    "1 millón 955,347 votos": (1_955_347, 0, "count", "votes", "exact"),
    "1 millón 031.791 votos": (1_031_791, 0, "count", "votes", "exact"),
    "casi cuatro de cada cinco actas": (80, 5, "percent", "sheets", "under"),
    "tres décimas de ventaja": (0.3, 0.1, "points", "", "exact"),
    "dos décimas de punto": (0.2, 0.1, "points", "", "exact"),
    "97 por cien de las actas": (97, 1, "percent", "sheets", "exact"),
    "54.16 por ciento del total de los votos": (54.16, 0.01, "percent", "votes", "exact"),
    "7.3 millones de votos": (7_300_000, 100_000, "count", "votes", "exact"),
    "siete millones 505 mil 338 votos": (7_505_338, 0, "count", "votes", "exact"),
    "un millón 20 mil 857 votos": (1_020_857, 0, "count", "votes", "exact"),
    "35 mil 070 votos": (35_070, 0, "count", "votes", "exact"),
    "1.806.860 de votos": (1_806_860, 0, "count", "votes", "exact"),
    "10 058 774 sufragios": (10_058_774, 0, "count", "votes", "exact"),
    "5'150,092 votos": (5_150_092, 0, "count", "votes", "exact"),
    "trescientos ochenta mil votos": (380_000, 1_000, "count", "votes", "exact"),
    "ciento veinte mil votos": (120_000, 1_000, "count", "votes", "exact"),
    "veintiún mil actas": (21_000, 1_000, "count", "sheets", "exact"),
    "más de medio millón de votos": (500_000, 100_000, "count", "votes", "at_least"),
    "un millón y medio de electores": (1_500_000, None, "count", "voters", "exact"),
    "unos 18 millones de electores": (18_000_000, 1_000_000, "count", "voters", "about"),
    "más de mil mesas": (1_000, 1_000, "count", "sheets", "at_least"),
    "treinta y ocho puntos": (38, 1, "points", "", "exact"),
    "casi 38 puntos porcentuales": (38, 1, "points", "", "under"),
    "menos de dos puntos": (2, 1, "points", "", "at_most"),
    "La diferencia no pasa de ocho puntos": (8, 1, "points", "", "at_most"),
    "por apenas punto y medio": (1.5, None, "points", "", "exact"),
    "dos puntos y medio": (2.5, 0.5, "points", "", "exact"),
    "medio punto porcentual": (0.5, None, "points", "", "exact"),
    "poco más de 72 por ciento": (72, 1, "percent", "", "over"),
    "alrededor de 16 por ciento del padrón electoral": (16, 1, "percent", "voters", "about"),
    "como mucho el 30 %": (30, 1, "percent", "", "at_most"),
    "roza el 50 %": (50, 1, "percent", "", "under"),
    "la participación rondó el 60 %": (60, 1, "percent", "", "about"),
    "al menos 40 mil votos": (40_000, 1_000, "count", "votes", "at_least"),
    "casi la mitad de los votos": (50, 5, "percent", "votes", "under"),
    "dos tercios de los votos": (third(2), 5, "percent", "votes", "exact"),
    "la tercera parte de los votos": (third(1), 5, "percent", "votes", "exact"),
    "ocho de cada diez electores": (80, 10, "percent", "voters", "exact"),
    "La diferencia, 133 votos": (133, 0, "count", "votes", "exact"),
    "una veintena de muertos": (20, None, "", "other", "about"),
    "12 millones de dólares": (12_000_000, None, "count", "money", "exact"),
    "de 54 años": (54, None, "", "time", "exact"),
    "el 28 de julio": (28, None, "", "date", "exact"),
    "en 16 de los 24 estados": (16, None, "", "other", "exact"),
}
PORTUGUESE: dict[str, tuple[Any, ...] | None] = {
    "sessenta e cinco vírgula sete por cento": (65.7, 0.1, "percent", "", "exact"),
    "nove em cada dez mesas": (90, 10, "percent", "sheets", "exact"),
    "dentro da margem de erro, de 0,7 pontos": (0.7, 0.1, "points", "sampling", "exact"),
    "às 23.18 de domingo": (23.18, 0.01, "", "time", "exact"),
    "58% dos militantes inscritos": (58, 1, "percent", "people", "exact"),
    "7.902 boletins assinados": (7902, 0, "count", "", "exact"),
    "1 milhão 955.347 votos": (1_955_347, 0, "count", "votes", "exact"),
    "três em cada quatro eleitores": (75, 5, "percent", "voters", "exact"),
    "um décimo de ponto": (0.1, 0.1, "points", "", "exact"),
    "53,21%": (53.21, 0.01, "percent", "", "exact"),
    "50,2 por cento dos votos": (50.2, 0.1, "percent", "votes", "exact"),
    "73,01% das urnas": (73.01, 0.01, "percent", "sheets", "exact"),
    "39,49 milhões de votos": (39_490_000, 10_000, "count", "votes", "exact"),
    "39,49 mi de votos": (39_490_000, 10_000, "count", "votes", "exact"),
    "49.258.789 votos": (49_258_789, 0, "count", "votes", "exact"),
    "sete milhões 505 mil 338 votos": (7_505_338, 0, "count", "votes", "exact"),
    "dois milhões e trezentos mil votos": (2_300_000, 1_000, "count", "votes", "exact"),
    "cento e vinte mil votos": (120_000, 1_000, "count", "votes", "exact"),
    "dezesseis mil urnas": (16_000, 1_000, "count", "sheets", "exact"),
    "dezassete pontos": (17, 1, "points", "", "exact"),
    "meio milhão de votos": (500_000, 100_000, "count", "votes", "exact"),
    "quase 19 milhões de eleitores": (19_000_000, 1_000_000, "count", "voters", "under"),
    "cerca de 272 mil votos": (272_000, 1_000, "count", "votes", "about"),
    "pouco mais de 72 por cento": (72, 1, "percent", "", "over"),
    "não vai além de 49,1%": (49.1, 0.1, "percent", "", "at_most"),
    "não passou dos 12,41%": (12.41, 0.01, "percent", "", "at_most"),
    "mais de 99% dos votos": (99, 1, "percent", "votes", "at_least"),
    "pelo menos 40 mil votos": (40_000, 1_000, "count", "votes", "at_least"),
    "ronda os 60%": (60, 1, "percent", "", "about"),
    "um ponto e meio": (1.5, None, "points", "", "exact"),
    "3 pontos percentuais": (3, 1, "points", "", "exact"),
    "dois terços dos votos": (third(2), 5, "percent", "votes", "exact"),
    "quase metade dos votos": (50, 5, "percent", "votes", "under"),
    "oito em cada dez eleitores": (80, 10, "percent", "voters", "exact"),
    "1,7 mil empresas": (1_700, None, "count", "other", "exact"),
    "3 bilhões de reais": (3_000_000_000, None, "count", "money", "exact"),
    "47 dos 102 lugares": (47, None, "", "other", "exact"),
    "neste domingo 7": (7, None, "", "date", "exact"),
}
FRENCH: dict[str, tuple[Any, ...] | None] = {
    "à peine plus d'un inscrit sur trois": (pytest.approx(100 / 3), 5, "percent", "voters", "over"),
    "trois centièmes de point": (0.03, 0.01, "points", "", "exact"),
    "un dix pour cent": (10, 1, "percent", "", "exact"),
    "soixante quinze pour cent": (75, 1, "percent", "", "exact"),
    "un bulletin sur deux": (50, 5, "percent", "votes", "exact"),
    "environ les 3/4 des procès-verbaux": (75, 5, "percent", "sheets", "about"),
    "un dixième de point": (0.1, 0.1, "points", "", "exact"),
    "51,95 %": (51.95, 0.01, "percent", "", "exact"),
    "51,2 pour cent des voix": (51.2, 0.1, "percent", "votes", "exact"),
    "plus de 99 % des bureaux de vote": (99, 1, "percent", "sheets", "at_least"),
    "10 058 774 voix": (10_058_774, 0, "count", "votes", "exact"),
    "7\u202f051\u202f013 suffrages": (7_051_013, 0, "count", "votes", "exact"),
    "1,2 million d'électeurs": (1_200_000, 100_000, "count", "voters", "exact"),
    "1,2 million d\u2019électeurs": (1_200_000, 100_000, "count", "voters", "exact"),
    "un million et demi d'inscrits": (1_500_000, None, "count", "voters", "exact"),
    "un demi-million de voix": (500_000, 100_000, "count", "votes", "exact"),
    "deux cent mille voix": (200_000, 1_000, "count", "votes", "exact"),
    "soixante-quinze mille voix": (75_000, 1_000, "count", "votes", "exact"),
    "quatre-vingt-dix-sept pour cent": (97, 1, "percent", "", "exact"),
    "soixante et onze pour cent": (71, 1, "percent", "", "exact"),
    "lundi (29)": (29, 1, "", "date", "exact"),
    "nonante-sept pour cent": (97, 1, "percent", "", "exact"),
    "septante-deux mille voix": (72_000, 1_000, "count", "votes", "exact"),
    "près de 59 %": (59, 1, "percent", "", "under"),
    "environ 19 % des suffrages": (19, 1, "percent", "votes", "about"),
    "quelque 131.000 personnes": (131_000, 1_000, "count", "people", "about"),
    "un peu plus de 72 %": (72, 1, "percent", "", "over"),
    "au moins huit points": (8, 1, "points", "", "at_least"),
    "ne dépasse pas 49 %": (49, 1, "percent", "", "at_most"),
    "dépasse 50 %": (50, 1, "percent", "", "at_least"),
    "frôle les 50 %": (50, 1, "percent", "", "under"),
    "cinquante virgule six pour cent des voix": (50.6, 0.1, "percent", "votes", "exact"),
    "quarante-neuf virgule quarante-huit": (49.48, 0.01, "", "", "exact"),
    "neuf votants sur dix": (90, 10, "percent", "voters", "exact"),
    "58% quelques heures avant la clôture": (58, 1, "percent", "", "exact"),
    "à un point près": (1, 1, "points", "sampling", "exact"),
    "un point et demi": (1.5, None, "points", "", "exact"),
    "2,5 points de pourcentage": (2.5, 0.1, "points", "", "exact"),
    "les deux tiers des voix": (third(2), 5, "percent", "votes", "exact"),
    "près de la moitié des suffrages": (50, 5, "percent", "votes", "under"),
    "une vingtaine de morts": (20, None, "", "other", "about"),
    "un milliard d'euros": (1_000_000_000, None, "count", "money", "exact"),
    "une historienne de 54 ans": (54, None, "", "time", "exact"),
    "le 28 juillet": (28, None, "", "date", "exact"),
    "fermé à 17H00": (17, None, "", "time", "exact"),
    "M. Bongo": None,
}
ONE = [
    (code, text, expected)
    for code, table in zip(ROMANCE, (SPANISH, PORTUGUESE, FRENCH), strict=True)
    for text, expected in table.items()
]


@pytest.mark.parametrize(("code", "text", "expected"), ONE, ids=[f"{code}: {text}" for code, text, _ in ONE])
def test_one_number(code: str, text: str, expected: tuple[Any, ...] | None) -> None:
    found = read(code, text)
    if expected is None:
        assert found == []
        return
    assert len(found) == 1
    value, resolution, unit, noun, hedge = expected
    q = found[0]
    assert (q.value, q.unit, q.noun, str(q.hedge)) == (value, unit, noun, hedge)
    if resolution is not None:
        assert q.resolution == resolution


# text -> (value, unit, end of a range) of its numbers
SEVERAL = {
    ("fr", "Elle l'emporte par une seule voix"): [(1, "count", 0)],
    ("fr", "Une avance d'une voix"): [(1, "count", 0)],
    ("fr", "Elle a une voix au conseil et prend une voix grave"): [],
    ("es", "Ganó por un solo voto, no por dos votos"): [(1, "count", 0), (2, "count", 0)],
    ("es", "Ganó un voto en la mesa"): [],
    ("pt", "Venceu por um voto"): [(1, "count", 0)],
    ("it", "Ha vinto per un solo voto"): [(1, "count", 0)],
    ("es", "7,3 millones de votos contra 3,3 de Maduro"): [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    ("pt", "7,3 milhões de votos e Maduro 3,3"): [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    ("fr", "7,3 millions de voix contre 3,3 à Maduro"): [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    ("it", "7,3 milioni di voti contro 3,3"): [(7_300_000, "count", 0), (3_300_000, "count", 0)],
    ("es", "cinco millones, 111 mil 036 votos"): [(5_111_036, "count", 0)],
    ("es", "5 millones, 200 mil más que en 2006"): [(5e6, "count", 0), (200_000, "count", 0), (2006, "count", 0)],
    ("pt", "5 milhões, 111 mil 036 votos"): [(5_111_036, "count", 0)],
    ("pt", "dois milhões, 613 mil e 408 votos"): [(2_613_408, "count", 0)],
    ("pt", "sete milhões, 205 mil e 31 eleitores, dos quais"): [(7_205_031, "count", 0)],
    ("pt", "5 milhões, 200 mil a mais que em 2006"): [(5e6, "count", 0), (200_000, "count", 0), (2006, "count", 0)],
    ("es", "entre 52 y 55 %"): [(52, "percent", -1), (55, "percent", 1)],
    ("es", "del 50 al 55 %"): [(50, "percent", -1), (55, "percent", 1)],
    ("es", "el 0,44 y el 0,23 %"): [(0.44, "percent", 0), (0.23, "percent", 0)],
    ("es", "867 mil 445 sufragios (37.16 por ciento)"): [(867_445, "count", 0), (37.16, "percent", 0)],
    ("es", "9 mil 375 juntas de un total de 16 mil 668"): [(9_375, "count", 0), (16_668, "count", 0)],
    ("pt", "entre 45 e 48%"): [(45, "percent", -1), (48, "percent", 1)],
    ("pt", "de 50 a 55%"): [(50, "percent", -1), (55, "percent", 1)],
    ("pt", "410 mesas das 3.139 existentes"): [(410, "count", 0), (3_139, "count", 0)],
    ("fr", "avec 38, 57 % des voix"): [(38.57, "percent", 0)],  # a blank slipped in beside the comma
    ("fr", "Ali Soilihi (17 ,61%)"): [(17.61, "percent", 0)],
    ("fr", "10, 20, 30 %"): [(10, "", 0), (20, "", 0), (30, "percent", 0)],
    ("es", "con 10, 72 % de las mesas"): [(10.72, "percent", 0)],
    ("fr", "entre 52 et 55 %"): [(52, "percent", -1), (55, "percent", 1)],
    ("fr", "de 50 à 55 %"): [(50, "percent", -1), (55, "percent", 1)],
    ("fr", "177 722 suffrages à 172 128"): [(177_722, "count", 0), (172_128, "count", 0)],
}


@pytest.mark.parametrize(("code", "text"), SEVERAL)
def test_several_numbers(code: str, text: str) -> None:
    assert [(q.value, q.unit, q.range_end) for q in read(code, text)] == SEVERAL[code, text]


@pytest.mark.parametrize(("code", "text"), [("es", "entre dos y tres puntos"), ("fr", "entre deux et trois points")])
def test_and_between_two_small_numbers_adds_nothing(code: str, text: str) -> None:
    assert 5 not in [q.value for q in read(code, text)]


UNITS = {"es": ("mil", "millones"), "pt": ("mil", "milhões"), "fr": ("mille", "millions")}


@given(st.sampled_from(("es", "pt")), st.integers(2, 99), st.integers(1, 999), st.integers(1, 999))
def test_mixed_digits_and_scales_are_one_number(code: str, millions: int, thousands: int, rest: int) -> None:
    thousand, million = UNITS[code]
    found = read(code, f"{millions} {million} {thousands} {thousand} {rest} votos")
    assert [(q.value, q.resolution) for q in found] == [(millions * 10**6 + thousands * 10**3 + rest, 0)]


@given(st.sampled_from(ROMANCE), st.integers(10_000, 99_999_999), st.sampled_from((".", " ", "\u00a0", "\u202f")))
def test_grouped_counts(code: str, count: int, sign: str) -> None:
    text = f"{count:,}".replace(",", sign)
    noun = "voix" if code == "fr" else "votos"
    assert [(q.value, q.noun) for q in read(code, f"{text} {noun}")] == [(count, "votes")]


@given(st.sampled_from(ROMANCE), st.text(max_size=60))
def test_any_text_is_read(code: str, text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in read(code, text))


TEXTS = {
    "en": "The commission said that the president won with 51 percent of the vote and that turnout was high.",
    "es": "El consejo dijo que el presidente ganó con el 51 % de los votos y que la participación fue alta.",
    "pt": "O conselho disse que o presidente venceu as eleições com 51% dos votos e que a participação não foi baixa.",
    "fr": "La commission a dit que le président a gagné avec 51 % des voix et que la participation est forte.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_language_is_told_apart(code: str) -> None:
    assert detection.detect(Words(fold(TEXTS[code]))) == code


def _keys(table: dict[str, Any], path: str = "") -> list[str]:
    """The keys of a language file in their order; number words are each language's own."""
    keys = []
    for key, value in table.items():
        keys.append(path + key)
        if isinstance(value, dict) and key not in ("words", "scales", "letters", "fractions"):
            keys += _keys(value, f"{path}{key}.")
    return keys


def _file(code: str) -> dict[str, Any]:
    path = resources.files("analyzer.reading") / "languages" / f"{code}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ROMANCE)
def test_files_hold_the_same_keys_in_the_same_order(code: str) -> None:
    """But for the examples, of which each has those that its own patterns need."""
    own, english = ({k: v for k, v in _file(c).items() if k != "examples"} for c in (code, "en"))
    assert _keys(own) == _keys(english)


@pytest.mark.parametrize("code", ROMANCE)
def test_hedges_belong_to_one_class(code: str) -> None:
    for place in ("before", "after"):
        words = [pattern for patterns in _file(code)["hedges"][place].values() for pattern in patterns]
        assert len(words) == len(set(words))
