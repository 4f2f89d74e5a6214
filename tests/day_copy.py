"""French stories without end, put together from our own phrases; the same number gives the same story."""

import random
from dataclasses import dataclass

WHO = [
    "le ministre des Transports",
    "la présidente de la région",
    "le porte-parole du gouvernement",
    "la maire de Nantes",
    "le préfet",
    "le secrétaire général du syndicat",
    "une chercheuse du CNRS",
    "le procureur de la République",
    "la directrice de l’hôpital",
    "le président Zelensky",
    "un habitant du quartier",
    "l’avocate de la famille",
]
DID = [
    "a annoncé",
    "a confirmé",
    "a démenti",
    "a regretté",
    "a défendu",
    "a présenté",
    "a rejeté",
    "a salué",
    "a dénoncé",
    "a promis",
    "a détaillé",
]
WHAT = [
    "un plan de {n} millions d’euros pour les transports",
    "la fermeture de {n} lits avant la fin de l’année",
    "une réforme attendue depuis {n} ans",
    "l’ouverture d’une enquête sur les {n} contrats",
    "la hausse de {n} % du prix de l’électricité",
    "la construction de {n} logements sociaux",
    "l’envoi de {n} tonnes d’aide humanitaire",
    "un accord avec {n} communes voisines",
    "le report du match prévu devant {n} spectateurs",
    "la suppression de {n} postes dans les écoles",
]
WHEN = [
    "lundi matin",
    "mardi soir",
    "mercredi à l’issue du Conseil des ministres",
    "jeudi devant la presse",
    "vendredi à l’Assemblée",
    "samedi pendant une visite",
    "dimanche à la radio",
    "dans un communiqué publié hier",
]
WHERE = [
    "à Lyon",
    "à Marseille",
    "près de Lille",
    "à Bruxelles",
    "dans le Finistère",
    "à Kiev",
    "en Guadeloupe",
    "au Sénat",
    "à Genève",
]
MORE = [
    "Les {n} personnes concernées seront reçues dans les prochains jours.",
    "« Nous ne pouvons pas attendre {n} mois de plus », a répondu un élu de l’opposition.",
    "Selon un sondage, {n} % des habitants soutiennent cette décision.",
    "Le chantier, commencé il y a {n} semaines, avance plus vite que prévu.",
    "Aucun blessé n’est à déplorer, mais {n} maisons ont été évacuées pendant la nuit.",
    "Le budget sera voté en séance publique ; {n} amendements ont déjà été déposés.",
    "Les syndicats appellent à une nouvelle journée de grève le {d} du mois.",
    "La justice dira dans {n} jours si la procédure était régulière.",
]
CITIES = ["Paris", "Lyon", "Marseille", "Lille", "Nantes", "Strasbourg", "Bordeaux", "Rennes", "Toulouse", "Nice"]

LENGTH = (5, 14)  # paragraphs of a story; some 320 words
SHORT = (1, 2)  # some 60 words


@dataclass(frozen=True)
class Copy:
    """A story as an agency has it."""

    guid: str
    version: int
    slug: str
    city: str
    headline: str
    paragraphs: tuple[str, ...]


def copy(number: int, seed: int = 1, length: tuple[int, int] = LENGTH) -> Copy:
    """Story ``number`` of a day, of some ``length`` in paragraphs; no two alike."""
    rng = random.Random(f"{seed}/{number}")

    def sentence() -> str:
        what = rng.choice(WHAT).format(n=rng.randint(2, 990))
        return f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHEN)}, {rng.choice(WHERE)}, {what}."

    def paragraph() -> str:
        first = sentence()
        rest = [rng.choice(MORE).format(n=rng.randint(2, 99), d=rng.randint(2, 28)) for _ in range(rng.randint(0, 2))]
        return " ".join([first[0].upper() + first[1:], *rest])

    city = rng.choice(CITIES)
    headline = f"{city} : {rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT).format(n=rng.randint(2, 990))}"
    body = tuple(paragraph() for _ in range(rng.randint(*length)))
    guid = f"urn:newsml:agence.example:20261122:{seed}-{number:06d}"
    return Copy(guid, 1, f"{city.lower()}-{number:06d}", city, headline, body)
