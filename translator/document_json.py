"""An article saved as JSON, and read back: to be looked at, edited and exported again without an engine.

JSON schema (version 1); keys with an empty or default value may be missing when read, and are always written, but for
``alignment``, which only the segments have where one was needed::

    {"schema": 1, "title": str, "source_lang": "fr" | null, "target_lang": "en", "format": "txt" | "md" | "docx" | …,
     "metadata": {str: str}, "signature": str | null, "lead": str, "notices": [NOTICE],
     "paragraphs": [{"style": STYLE, "language": "fr" | null, "level": int, "lead": str, "tail": str,
                     "segments": [{"source": str, "target": str | null, "tail": str, "raw": str | null,
                                   "notices": [NOTICE], "fixes": [FIX], "marks": [MARK], "alignment": [LINK]}]}]}
    NOTICE = {"code": str, "message": str}
    FIX    = {"start": int, "end": int, "before": str, "after": str, "rule": str,
              "term": str, "entry": str, "evidence": str}
    MARK   = {"kind": str, "start": int, "end": int, "value": str, "target_start": int | null, "target_end": int | null}
    LINK   = [source_start: int, source_end: int, target_start: int, target_end: int]
"""

import json
from dataclasses import asdict
from typing import Any

from translator.document import Article, Fix, Link, Mark, Notice, Paragraph, Segment, Style
from translator.errors import InputError

SCHEMA = 1


def to_json(article: Article) -> str:
    """The article as indented JSON text with a final newline; the same article gives the same bytes."""
    data = asdict(article)
    for segment in (s for p in data["paragraphs"] for s in p["segments"] if not s["alignment"]):
        del segment["alignment"]
    return json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Article:
    """The article back from ``to_json`` (or from hand-edited JSON of the same schema). Raises InputError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("paragraphs"), list):
        raise InputError('not an article: a JSON object with a list "paragraphs" is expected')
    if data.get("schema", SCHEMA) != SCHEMA:
        raise InputError(f"article schema {data['schema']!r} is not known here (this version reads {SCHEMA})")
    try:
        return _article(data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise InputError(f"not an article of schema {SCHEMA}: {error}") from error


def _article(data: dict[str, Any]) -> Article:
    rest = {k: v for k, v in data.items() if k not in ("schema", "paragraphs", "notices", "metadata")}
    article = Article(
        paragraphs=tuple(_paragraph(p) for p in data["paragraphs"]),
        notices=tuple(Notice(**n) for n in data.get("notices", ())),
        metadata={_text("metadata key", k): _text(k, v) for k, v in data.get("metadata", {}).items()},
        **rest,
    )
    for name in ("title", "target_lang", "format", "lead"):
        _text(name, getattr(article, name))
    return article


def _paragraph(data: dict[str, Any]) -> Paragraph:
    rest = {k: v for k, v in data.items() if k not in ("segments", "style")}
    paragraph = Paragraph(
        segments=tuple(_segment(s) for s in data["segments"]), style=Style(data.get("style", Style.BODY)), **rest
    )
    for name in ("lead", "tail"):
        _text(name, getattr(paragraph, name))
    if not isinstance(paragraph.level, int):
        raise ValueError(f"level must be a whole number, not {paragraph.level!r}")
    return paragraph


def _segment(data: dict[str, Any]) -> Segment:
    rest = {k: v for k, v in data.items() if k not in ("notices", "fixes", "marks", "alignment")}
    segment = Segment(
        notices=tuple(Notice(**n) for n in data.get("notices", ())),
        fixes=tuple(Fix(**f) for f in data.get("fixes", ())),
        marks=tuple(Mark(**m) for m in data.get("marks", ())),
        alignment=tuple(_link(link) for link in data.get("alignment", ())),
        **rest,
    )
    for name in ("source", "tail", "target", "raw"):
        if getattr(segment, name) is not None or name in ("source", "tail"):
            _text(name, getattr(segment, name))
    return segment


def _link(value: object) -> Link:
    if not isinstance(value, list) or len(value) != 4 or any(type(n) is not int or n < 0 for n in value):
        raise ValueError(f"a link of an alignment must be four whole numbers, not {value!r}")
    return (value[0], value[1], value[2], value[3])


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {value!r}")
    return value
