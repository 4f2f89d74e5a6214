"""How fast an engine is here and now, for ``translator models info``."""

import time

from translator.engines import Engine

_SENTENCES = (
    "Le ministre a présenté hier un plan de soutien aux petites entreprises.",
    "Les négociations reprendront lundi à Bruxelles.",
    "« Nous avons besoin de temps », a déclaré la présidente de la commission.",
    "Plusieurs routes du nord du pays restent fermées à cause de la neige, selon la préfecture.",
    "L’équipe a gagné trois matchs de suite et prend la tête du championnat.",
)
_PLACES = ("à Lille", "à Lyon", "en Bretagne", "dans le Jura", "au Havre")


def words_per_second(engine: Engine) -> float:
    """Source words a second over a short article's worth of sentences, the model already loaded. Takes about a second.

    Raises ModelError where the engine cannot translate.
    """
    lines = [f"{line[:-1]}, {place}." for line in _SENTENCES for place in _PLACES]
    engine.translate(_SENTENCES[:1])
    start = time.perf_counter()
    engine.translate(lines)
    return sum(len(line.split()) for line in lines) / (time.perf_counter() - start)
