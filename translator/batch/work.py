"""A window of files, wherever it is worked on: read, translated together, exported; nothing is written.

Whatever goes wrong is the fault of one story, or of one file, and no affair of the others. Seconds are those of a
file's own reading and exporting, and its share, by length, of the time that its window was translated in. Windows are
worked on side by side, so that all seconds together are more than those of the run.
"""

import contextlib
import hashlib
import threading
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from translator import __version__, detect, readers
from translator.batch import own
from translator.batch.contents import load
from translator.batch.executors import Failed, Launch, Made, Outcome, Task, Window
from translator.batch.item import OWN
from translator.batch.names import printable
from translator.batch.state import Story
from translator.document import Article, Segment, Style
from translator.errors import InputError, LanguageError, ModelError, TranslatorError
from translator.exporters import Options, export
from translator.outputs import output_name
from translator.readers import ReadOptions
from translator.readers.budget import DEFAULT
from translator.session import PAIR, Session

LARGE = 500_000  # bytes of a file; such are read one at a time, for reading takes several times as much memory
WORST = 3  # sentences of a story that the report quotes
LINE = 400  # characters of them, and of a headline
_large = threading.Lock()
_KINDS = ((LanguageError, "language"), (ModelError, "model"), (InputError, "input"))


@dataclass(slots=True)
class _Entry:
    """A story of a file: as it was read, then in English, unless it has ``failed``."""

    number: int
    article: Article
    seconds: float = 0.0
    failed: Failed | None = None


@dataclass(frozen=True, slots=True)
class _File:
    task: Task
    sha256: str
    entries: tuple[_Entry, ...]


def signature(session: Session, reading: ReadOptions) -> str:
    """All that makes the English what it is. Raises GlossaryError, ModelError, ConfigurationError."""
    settings = session.settings
    limits = "" if reading.budget == DEFAULT else f",limits:{'/'.join(map(str, astuple(reading.budget)))}"
    parts = (
        session.engine.signature,
        f"glossary:{session.glossary.digest}",
        f"translator:{__version__}",
        f"from:{settings.source_lang or 'detected'}",
        f"read:{reading.format or 'detected'}{',raw-html' if reading.raw_html else ''}{limits}",
        f"to:{','.join(settings.to)}",
        f"layout:{settings.layout}",
        f"paper:{settings.paper}",
    )
    return "|".join(parts)


def translate_window(window: Window, session: Session, launch: Launch) -> Iterator[tuple[Task, Outcome]]:
    """What becomes of each file. The same window gives the same, whatever else is at work."""
    files = []
    for task in window:
        try:
            files.append(_read(task, launch))
        except Exception as error:
            yield task, _failure(error, task.name)
    if not launch.count:
        _translate([entry for file in files for entry in file.entries if not entry.failed], session)
    for file in files:
        yield file.task, _outcome(file, launch)


def _read(task: Task, launch: Launch) -> _File:
    """The stories of a file, those in French with their paragraphs' languages. Raises InputError."""
    began = time.thread_time()
    with _large if task.size > LARGE else contextlib.nullcontext():
        data = load(task.path, task.member, launch.reading.budget.megabytes)
        if kind := own.kind_of(data, task.name):
            raise _OwnError(f"{kind}: not translated again")
        how = launch.reading
        articles = readers.read_bytes(data, printable(task.name), how.format, how.raw_html, how.budget)
    if all(map(own.is_result, articles)):
        raise _OwnError("a result of translator: not translated again")
    entries = tuple(_Entry(n if len(articles) > 1 else 0, article) for n, article in enumerate(articles, 1))
    for entry in entries:
        try:
            forced = launch.settings.source_lang == PAIR[0]
            entry.article = detect.route(entry.article, source_lang=PAIR[0], forced=forced)
        except LanguageError as error:
            entry.failed = _failure(error, task.name)
    _share(time.thread_time() - began, entries)
    return _File(task, hashlib.sha256(data).hexdigest(), entries)


class _OwnError(InputError):
    """A file that translator made."""


def _share(seconds: float, entries: Iterable[_Entry]) -> None:
    """Seconds that stories took together, divided by their lengths."""
    lengths = [(entry, 1 + sum(len(s.source) for s in entry.article.segments)) for entry in entries]
    whole = sum(length for _, length in lengths)
    for entry, length in lengths:
        entry.seconds += seconds * length / whole


def _translate(entries: Collection[_Entry], session: Session) -> None:
    """The stories in English; those of the same text are translated once."""
    began = time.monotonic()
    distinct = {(entry.article.blocks, entry.article.signature): entry.article for entry in entries}
    english = dict(zip(distinct, _in_english(tuple(distinct.values()), session), strict=True))
    _share(time.monotonic() - began, entries)
    for entry in entries:
        found = english[entry.article.blocks, entry.article.signature]
        if isinstance(found, Article):
            entry.article = replace(entry.article, blocks=found.blocks, signature=found.signature)
        else:
            entry.failed = found


def _in_english(articles: Collection[Article], session: Session) -> list[Article | Failed]:
    """The same in English; where one makes the engine fail, each is translated alone, so that the fault is its own."""
    try:
        return list(session.translate(articles))
    except Exception as error:
        if len(articles) == 1:
            return [_failure(error)]
        return [found for article in articles for found in _in_english([article], session)]


def _outcome(file: _File, launch: Launch) -> Outcome:
    """The results of a file, if there are any; where words are counted, its stories alone."""
    results: dict[str, bytes] = {}
    stories = []
    for entry in file.entries:
        began, made = time.thread_time(), {}
        if not entry.failed and not launch.count:
            try:
                made = _export(file.task, entry, launch)
            except Exception as error:
                entry.failed = _failure(error, file.task.name)
        results |= made
        entry.seconds += time.thread_time() - began
        stories.append(_describe(entry, tuple(made)))
    if not results and not launch.count and file.entries[0].failed:
        return file.entries[0].failed
    return Made(file.sha256, tuple(stories), results)


def _export(task: Task, entry: _Entry, launch: Launch) -> dict[str, bytes]:
    """The results of a story by path."""
    settings, (folder, slash, stem) = launch.settings, task.stem.rpartition("/")
    options = Options(layout=settings.layout, paper=settings.paper, date=task.date)  # type: ignore[arg-type]
    names = {to: output_name(f"{stem}.x", to, settings.layout, entry.number or None) for to in settings.to}
    return {folder + slash + name: export(entry.article, to, options) for to, name in names.items()}


def _describe(entry: _Entry, outputs: tuple[str, ...]) -> Story:
    article, failed = entry.article, entry.failed or Failed("", "")
    paragraphs = [p for p in article.paragraphs if p.source.strip()]
    languages: Counter[str] = Counter()
    for paragraph in paragraphs:
        languages[paragraph.language or "unknown"] += len(paragraph.source.split())
    text = "\n".join(p.source for p in paragraphs)
    headline = next((p for p in paragraphs if p.style is Style.HEADLINE), paragraphs[0] if paragraphs else None)
    risk = article.risk
    return Story(
        number=entry.number,
        title=_shown(article.title or (paragraphs[0].source if paragraphs else "")),
        words=languages.total(),
        paragraphs=len(paragraphs),
        seconds=round(entry.seconds, 3),
        fixes=sum(bool(fix.entry) for segment in article.segments for fix in segment.fixes),
        notices=dict(sorted(Counter(n.code for n in article.all_notices).items())),
        languages=dict(sorted(languages.items())),
        headline=_shown(headline.text) if headline and not entry.failed else "",
        risk=None if risk is None else round(risk, 3),
        worst=tuple(_quoted(number, segment) for number, segment in article.doubtful[:WORST]),
        outputs=outputs,
        guid=article.metadata.guid,
        version=article.metadata.version,
        embargo=article.metadata.embargo,
        text=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        kind=failed.kind,
        reason=failed.reason,
    )


def _quoted(number: int, segment: Segment) -> dict[str, Any]:
    """A sentence to look at, in the paragraph of this number, and why."""
    return {
        "paragraph": number,
        "risk": segment.risk,
        "english": _shown(segment.text),
        "french": _shown(segment.source),
        "reasons": [notice.message for notice in segment.notices],
    }


def _shown(text: str) -> str:
    """Text as a line of the report."""
    return " ".join(text.split())[:LINE]


def _failure(error: Exception, name: str = "") -> Failed:
    """What a file or a story failed of; a mistake of ours is a row like any other, with the details in the log."""
    if isinstance(error, MemoryError):
        return Failed("error", "not enough memory for this file")
    if not isinstance(error, TranslatorError):
        traceback.print_exception(error)
        reason = f"unexpected error ({type(error).__name__}: {error}); details are in .translator/worker.log"
        return Failed("error", " ".join(reason.split()))
    kind = next((kind for error_type, kind in _KINDS if isinstance(error, error_type)), "error")
    return Failed(OWN if isinstance(error, _OwnError) else kind, _without_name(str(error), name))


def _without_name(message: str, name: str) -> str:
    """The reason alone: the report names the file anyway."""
    for prefix in (f"{printable(name)}: ", f"{printable(Path(name).name)}: ", "archive: "):
        message = message.removeprefix(prefix)
    return " ".join(message.split())
