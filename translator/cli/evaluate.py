"""``translator eval``: systems compared on sentences with human translations."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.terminal import say
from translator.settings import CHOICES, Settings

if TYPE_CHECKING:
    from translator.evaluation import Evaluation


@click.command("eval", short_help="Measure the English against human translations.")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("reference", type=click.Path(path_type=Path))
@click.option("--quality", "qualities", multiple=True, type=click.Choice(CHOICES["quality"]), help="Several: compared.")
@click.option("--model", "models", multiple=True, type=click.Path(path_type=Path), help="A package folder; or several.")
@click.option("--glossary", "glossary_files", multiple=True, type=click.Path(path_type=Path), help="Your glossary.")
@click.option("--no-glossary", is_flag=True, help="Without the shipped glossaries.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(CHOICES["engine"]), help="[argos]; or several.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def evaluate(
    source: Path,
    reference: Path,
    qualities: tuple[str, ...],
    models: tuple[Path, ...],
    glossary_files: tuple[Path, ...],
    no_glossary: bool,
    engines: tuple[str, ...],
    as_json: bool,
) -> None:
    """Translate SOURCE, French line by line, and compare it with REFERENCE, its English.

    Every --quality with every --model and --engine is a system, compared with the first one by paired bootstrap.
    Needs the extra [eval].

    \b
    Examples:
      translator eval news.fr news.en
      translator eval news.fr news.en --quality fast --quality best --json
    """
    from translator.evaluation import evaluate as measure

    systems = {
        _name(engine, model, quality, models): Settings(
            engine=engine,
            quality=quality,
            model=model,
            glossary_files=glossary_files,
            glossary_defaults=not no_glossary,
            source_lang="fr",
        )
        for engine in engines or ("argos",)
        for model in models or (None,)
        for quality in qualities or ("standard",)
    }
    found = measure(source, reference, systems)
    say(json.dumps(asdict(found), ensure_ascii=False, indent=1) if as_json else _table(found))


def _name(engine: str, model: Path | None, quality: str, models: Sequence[Path]) -> str:
    """What is not the default, and the quality; of two packages of one name, all of their paths."""
    parts = [quality] if engine == "argos" else [engine, quality]
    if model is not None:
        is_alone = [other.name for other in models].count(model.name) == 1
        parts.insert(0, model.name if is_alone else str(model))
    return " ".join(parts)


def _table(found: "Evaluation") -> str:
    rows = [("", "BLEU", "chrF", "terms", "repaired", "notices/1,000 words", "of these risk", "mean risk", "words/s")]
    for score in found.scores:
        rows.append(
            (
                score.system,
                f"{score.bleu:.1f}{_stars(score.p.get('BLEU'))}",
                f"{score.chrf:.1f}{_stars(score.p.get('chrF2'))}",
                _share(score.terms),
                _share(score.repaired),
                f"{sum(score.notices.values()):.1f}",
                f"{score.notices.get('risk', 0):.1f}",
                "–" if score.risk is None else f"{score.risk:.3f}",
                f"{score.words_per_second:.0f}",
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    lines += ["", f"{found.sentences:,} sentences, {found.words:,} words. * differs from the first: p < 0.05"]
    lines += [f"{metric}: {signature}" for metric, signature in found.signatures.items()]
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)]
    return "  ".join((row[0].ljust(widths[0]), *cells[1:]))


def _stars(p: float | None) -> str:
    return "*" if p is not None and p < 0.05 else ""


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
