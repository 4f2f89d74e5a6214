"""One file of a batch, in the worker: read, translate, export; then, when told so, write."""

import contextlib
import errno
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from translator import detect, pipeline, readers
from translator.batch import ours
from translator.batch.messages import Made, Task
from translator.batch.names import shown
from translator.batch.reading import load
from translator.batch.record import Story
from translator.batch.together import Seat
from translator.document import Article
from translator.errors import InputError, LanguageError, ModelError, OutputError, TranslatorError
from translator.exporters import Options, export
from translator.exporters.seal import is_intact
from translator.exporters.writing import write
from translator.outputs import make_folder, output_name
from translator.readers import Reading
from translator.session import PAIR
from translator.settings import Settings
from translator.terms import Glossary

LARGE = 500_000  # bytes of a file; such are read one at a time, for reading takes several times as much memory
_large = threading.Lock()
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class FileError(Exception):
    """A file cannot be done; ``kind`` as in ``messages.Failed``."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True)
class Desk:
    """What a file is translated with. ``seat`` None: words are counted."""

    settings: Settings
    reading: Reading
    seat: Seat | None
    glossary: Glossary | None

    def work(self, task: Task, ask: Callable[[Made], None]) -> None:
        """Do one file. ``ask`` returns when the results may be written. Raises FileError for anything that fails."""
        try:
            self._work(task, ask)
        except TranslatorError as error:
            raise FileError(_kind(error), _without_name(str(error), task.name)) from error
        except MemoryError as error:
            raise FileError("error", "not enough memory for this file") from error

    def _work(self, task: Task, ask: Callable[[Made], None]) -> None:
        began = time.thread_time()
        try:
            with _large if task.size > LARGE else contextlib.nullcontext():
                articles, sha256 = self._read(task)
            numbers = [0] if len(articles) == 1 else range(1, len(articles) + 1)
            done = [self._translate(task, number, article) for number, article in zip(numbers, articles, strict=True)]
        finally:
            if self.seat is not None:
                self.seat.leave()
        stories = [story for story, _ in done]
        made: dict[str, bytes] = {}
        for story, article in done:
            if article is not None:
                made |= self._export(task, story, article)
        if not made and self.seat is not None:
            raise FileError(stories[0].kind, stories[0].reason)
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}
        seconds = time.thread_time() - began + (self.seat.seconds if self.seat else 0.0)
        ask(Made(task.number, sha256, tuple(stories), digests, seconds))
        for path, content in made.items():
            _put(task, path, content, digests[path])

    def _read(self, task: Task) -> tuple[list[Article], str]:
        """The articles of a file, and the digest of its content."""
        data = load(task.path, task.member)
        if what := ours.what_is(data, task.name):
            raise FileError("ours", f"{what}: not translated again")
        articles = readers.read_bytes(data, shown(task.name), self.reading.format, self.reading.raw_html)
        if all(map(ours.is_result, articles)):
            raise FileError("ours", "a result of translator: not translated again")
        return articles, hashlib.sha256(data).hexdigest()

    def _translate(self, task: Task, number: int, article: Article) -> tuple[Story, Article | None]:
        """A story in English; None for one that cannot be translated, which does not stop the others of its file."""
        story, forced = _describe(number, article), self.settings.source_lang == PAIR[0]
        folder = f"{task.folder}/" if task.folder else ""
        outputs = tuple(folder + self._name(task, format, number) for format in self.settings.to)
        for path in outputs:
            _check(task, path)
        try:
            if self.seat is None or self.glossary is None:
                detect.route(article, source_lang=PAIR[0], forced=forced)
                return story, None
            (done,) = pipeline.translate([article], self.seat, self.glossary, source_lang=PAIR[0], forced=forced)
        except LanguageError as error:
            return replace(story, kind="language", reason=str(error)), None
        return replace(_describe(number, done), outputs=outputs), done

    def _name(self, task: Task, format: str, number: int) -> str:
        return output_name(f"{task.stem}.x", format, self.settings.layout, number or None)

    def _export(self, task: Task, story: Story, article: Article) -> dict[str, bytes]:
        options = Options(layout=self.settings.layout, paper=self.settings.paper, date=task.date)  # type: ignore[arg-type]
        formats = zip(story.outputs, self.settings.to, strict=True)
        return {path: export(article, format, options) for path, format in formats}


def _describe(number: int, article: Article) -> Story:
    told = [p for p in article.paragraphs if p.source.strip()]
    languages: Counter[str] = Counter()
    for paragraph in told:
        languages[paragraph.language or "unknown"] += len(paragraph.source.split())
    text = "\n".join(p.source for p in told)
    return Story(
        number=number,
        title=" ".join((article.title or (told[0].source if told else "")).split())[:200],
        words=languages.total(),
        paragraphs=len(told),
        fixes=sum(bool(fix.entry) for segment in article.segments for fix in segment.fixes),
        notices=dict(sorted(Counter(n.code for n in article.all_notices).items())),
        languages=dict(sorted(languages.items())),
        guid=article.metadata.guid,
        version=article.metadata.version,
        embargo=article.metadata.embargo,
        text=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
    )


def _check(task: Task, path: str, digest: str = "") -> bool:
    """Whether a result is there already as ``digest`` says. Raises FileError where somebody else's work is there."""
    target = task.out / path
    with contextlib.suppress(FileNotFoundError):
        there = target.read_bytes()
        sha256 = hashlib.sha256(there).hexdigest()
        if sha256 == digest:
            return True
        known = task.known.get(path)
        if task.force or (known and sha256 in known):
            return False
        if known or not is_intact(there):
            what = "was edited since it was written" if known else "is there already and not ours"
            raise FileError("output", f"{shown(path)} {what}: kept as it is (--force replaces it)")
    return False


def _put(task: Task, path: str, content: bytes, digest: str) -> None:
    target = task.out / path
    try:
        if not _check(task, path, digest):
            make_folder(target.parent)
            write(target, content, force=True)
    except OSError as error:
        raise OutputError(f"{shown(path)}: cannot be written: {error.strerror}") from error


def _kind(error: TranslatorError) -> str:
    if isinstance(error, LanguageError):
        return "language"
    if isinstance(error, OutputError):
        return "disk" if isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL else "output"
    if isinstance(error, ModelError):
        return "model"
    return "input" if isinstance(error, InputError) else "error"


def _without_name(message: str, name: str) -> str:
    """The reason alone: the report names the file anyway."""
    for prefix in (f"{shown(name)}: ", f"{shown(Path(name).name)}: ", "archive: "):
        message = message.removeprefix(prefix)
    return " ".join(message.split())
