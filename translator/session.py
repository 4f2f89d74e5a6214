"""A run of the tool: one engine and one glossary, loaded when first needed, for any number of articles."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path

from translator import engines, pipeline, resources, termbase
from translator.document import Article
from translator.engines import Engine
from translator.settings import Settings
from translator.terms import Glossary

PAIR = ("fr", "en")


def glossary_paths(settings: Settings) -> tuple[list[Path], list[Path]]:
    """The glossary files of a run, weakest first: the shipped ones by name, then the user's in their order."""
    shipped = sorted(resources.glossaries_dir().glob("*.fr-en.csv")) if settings.glossary_defaults else []
    return shipped, list(settings.glossary_files)


class Session:
    """What the settings ask for, ready to translate. Safe to use from several threads once ``engine`` was touched."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def glossary(self) -> Glossary:
        """Raises GlossaryError."""
        return termbase.load(*glossary_paths(self.settings))

    @cached_property
    def engine(self) -> Engine:
        """Raises ModelError."""
        settings = self.settings
        return engines.load(
            settings.engine,
            model=settings.model,
            pair=PAIR,
            quality=settings.quality,
            threads=settings.threads,
            device=settings.device,
            hints=settings.hints,
        )

    def translate(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles with their English, in their order; one that has it already comes back as it is.

        Raises LanguageError naming the file, ModelError or GlossaryError.
        """
        glossary = self.glossary  # first: a glossary that cannot be used is an error whatever there is to translate
        forced = self.settings.source_lang == PAIR[0]
        for is_done, group in groupby(articles, pipeline.is_done):
            if is_done:
                yield from group
            else:
                yield from pipeline.translate(group, self.engine, glossary, source_lang=PAIR[0], forced=forced)
