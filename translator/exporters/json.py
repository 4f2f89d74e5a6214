"""JSON: the article whole, every fix and notice with its evidence (schema in ``document``)."""

from translator.document import Article
from translator.document.saved import to_json
from translator.exporters import Options


def export(article: Article, options: Options) -> bytes:
    """``saved.to_json`` as UTF-8; options do not matter here."""
    return to_json(article).encode()
