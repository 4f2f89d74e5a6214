"""Lines that say from when a story may run, and lines of news about embargoes that do not."""

import pytest

from translator import readers
from translator.readers.embargo import announces_embargo

ANNOUNCED = """
SOUS EMBARGO JUSQU'A MARDI 6H
Sous embargo
[SOUS EMBARGO]
SOUS EMBARGO - Le port rouvre
Information sous embargo strict jusqu'au 25 novembre
(NDLR : embargo jusqu'à mardi 06h00)
Embargo : mardi 18 h
Embargo : 13/03/2026 - 06:00 CET
Embargo fixé au mardi 18 h
Merci de respecter l'embargo fixé au 13 mars à 6 h.
Ce rapport est sous embargo jusqu'à mardi.
Cet article est sous embargo et ne peut être publié avant le 13 mars à 6 h.
Note : communiqué du 10 mars 2026 sous embargo jusqu'au 13 mars 2026 à 6h
À ne pas publier avant le 25 novembre
Ne pas mettre en ligne avant le 13 mars 6h
Publication autorisée à partir du 13 mars 2026 à 6h
EMBARGOED UNTIL 25 November
"""
NEWS = """
Embargo sur les armes
Embargo : 27 pays demandent la levée des sanctions
Embargo : jusqu'où ira Moscou ?
Embargo jusqu'au bout : La Havane résiste
Embargo : avant le vote, les députés hésitent
Embargo : lundi noir pour les pêcheurs bretons
Embargo 2014 : la Russie interdit les pommes
Embargo à 50 % sur l'acier
Sous embargo - l'Iran s'adapte
Le pétrole restera sous embargo jusqu'au 31 décembre 2026, a décidé le Conseil de sécurité.
Les informations étaient sous embargo jusqu'à mardi, mais un journal les a publiées dès lundi.
« Notre livre est sous embargo jusqu'à sa sortie en librairie », précise l'éditeur.
Interdit de publication jusqu'en 1975, le roman reparaît.
Ne rien publier avant la fin du procès : la consigne surprend.
"""


@pytest.mark.parametrize("line", ANNOUNCED.strip().split("\n"))
def test_a_line_for_the_desk_announces_an_embargo(line: str) -> None:
    assert announces_embargo(line)


@pytest.mark.parametrize("line", NEWS.strip().split("\n"))
def test_news_of_an_embargo_does_not(line: str) -> None:
    assert not announces_embargo(line)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Paris, le 10 mars 2026 - Sous embargo jusqu'au 13 mars 2026 à 06h00", "2026-03-13T06:00:00"),
        ("Communiqué du 10 mars 2026 – Embargo jusqu'au 13 mars 2026", "2026-03-13"),
        ("Paris, le 10 mars 2026 - Sous embargo jusqu'au vendredi 13 mars à 6 h", None),  # the year is not its own
        ("Embargo jusqu'au 13 mars 2026 à 18h UTC-5", None),
    ],
)
def test_the_date_is_that_of_the_embargo_or_the_words_are_kept(line: str, until: str | None) -> None:
    (article,) = readers.read_bytes(f"{line}\n\nLe port rouvre lundi, après la tempête.\n".encode(), "a.txt")
    assert article.metadata["embargo"] == (until or line)


@pytest.mark.parametrize("note", ["Embargo levé. Publication libre.", "Papier sur l'embargo pétrolier contre l'Iran"])
def test_a_note_may_speak_of_another_embargo(note: str) -> None:
    item = f'{{"guid": "a", "type": "text", "language": "fr", "headline": "Le port rouvre", "ednote": "{note}", '
    (article,) = readers.read_bytes((item + '"body_text": "Le port rouvre lundi."}').encode(), "a.json")
    assert "embargo" not in article.metadata
