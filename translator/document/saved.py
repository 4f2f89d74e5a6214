"""An article saved as JSON, and read back: to be looked at, edited and exported again without an engine.

The form is laid down in ``docs/article.schema.json`` (version 2). Keys with an empty or default value may be missing
when read; all are written, but for ``alignment``, ``terms``, ``score`` and facts that the article does not have. Files
of version 1 (a flat list of paragraphs) are read, too.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any

from translator.document.article import Article, Syntax
from translator.document.blocks import Block, Cell, Note, NoteKind, Paragraph, Picture, Style, Table
from translator.document.metadata import Metadata
from translator.document.segments import Fix, Link, Mark, MarkKind, Notice, Outcome, Segment, TermUse
from translator.errors import InputError

SCHEMA = 2
_DEEPEST = 20  # tables within tables; deeper is no article, and would end Python's stack
_LEVELS = 100


def to_json(article: Article) -> str:
    """The article as indented JSON text with a final newline; the same article gives the same bytes."""
    data: dict[str, Any] = {"schema": SCHEMA}
    for item in fields(Article):
        data[item.name] = getattr(article, item.name)
    data["metadata"] = _saved_metadata(article.metadata)
    data["notices"] = [asdict(notice) for notice in article.notices]
    data["blocks"] = [_saved_block(block) for block in data.pop("blocks")]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _saved_metadata(metadata: Metadata) -> dict[str, Any]:
    return {name: value for name, value in asdict(metadata).items() if value}


def _saved_block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"type": "paragraph", **_saved_paragraph(block)}
        case Table():
            return {"type": "table", **_plain(block), "rows": [list(map(_saved_cell, row)) for row in block.rows]}
        case Picture():
            data = base64.b64encode(block.data).decode() if block.data is not None else None
            description = _saved_paragraph(block.description) if block.description is not None else None
            return {"type": "picture", **_plain(block), "data": data, "description": description}
        case Note():
            return {"type": "note", **_plain(block), "blocks": list(map(_saved_block, block.blocks))}


def _saved_cell(cell: Cell) -> dict[str, Any]:
    return {**_plain(cell), "blocks": list(map(_saved_block, cell.blocks))}


def _plain(value: Cell | Table | Picture | Note) -> dict[str, Any]:
    """The fields that JSON has as they are; the others follow."""
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in ("blocks", "data", "description")}


def _saved_paragraph(paragraph: Paragraph) -> dict[str, Any]:
    data = asdict(paragraph)
    for segment in data["segments"]:
        for name, nothing in (("alignment", ()), ("terms", ()), ("score", None)):
            if segment[name] == nothing:
                del segment[name]
    return data


def from_json(text: str) -> Article:
    """The article back from ``to_json`` (or from hand-edited JSON of schema 1 or 2). Raises InputError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise InputError("not an article: a JSON object is expected")
    version = data.get("schema", SCHEMA if "blocks" in data else 1)
    if version not in (1, SCHEMA) or isinstance(version, bool):
        raise InputError(f"article schema {version!r} is not known here (this version reads 1 and {SCHEMA})")
    if version == 1:
        data = _from_version_1(data)
    if not isinstance(data.get("blocks"), list):
        raise InputError('not an article: a JSON object with a list "blocks" is expected')
    try:
        return _article(data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise InputError(f"not an article of schema {version}: {error}") from error


def _from_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had paragraphs only, metadata of any name, all text, and no syntax."""
    paragraphs = data.get("paragraphs")
    if not isinstance(paragraphs, list):
        raise InputError('not an article: a JSON object with a list "paragraphs" is expected')
    facts = data.get("metadata", {})
    syntax = {"txt": Syntax.TEXT, "md": Syntax.MARKDOWN}.get(str(data.get("format", "txt")), Syntax.NONE)
    rest = {name: value for name, value in data.items() if name not in ("schema", "paragraphs", "metadata")}
    try:
        metadata = Metadata.of({_text("metadata key", k): _text(k, v) for k, v in facts.items()})
        blocks = [{"type": "paragraph", **paragraph} for paragraph in paragraphs]
    except (TypeError, AttributeError, ValueError) as error:
        raise InputError(f"not an article of schema 1: {error}") from error
    return {**rest, "syntax": syntax, "metadata": _saved_metadata(metadata), "blocks": blocks}


def _article(data: dict[str, Any]) -> Article:
    known = _known(data, Article, "schema")
    return Article(
        **{
            **known,
            **_texts(known, "title", "target_lang", "format", "lead"),
            **_texts_or_none(known, "source_lang", "signature"),
            "blocks": _blocks(data["blocks"], 0),
            "syntax": Syntax(data.get("syntax", "")),
            "metadata": _metadata(data.get("metadata", {})),
            "notices": _notices(data),
        }
    )


def _metadata(data: dict[str, Any]) -> Metadata:
    lists = {name: tuple(_text(name, v) for v in data.get(name, ())) for name in ("keywords", "subject", "genre")}
    extra = {_text("metadata key", k): _text(k, v) for k, v in data.get("extra", {}).items()}
    rest: dict[str, Any] = {
        k: _text(k, v) for k, v in _known(data, Metadata).items() if k not in lists and k != "extra"
    }
    return Metadata(**{**rest, **lists}, extra=extra)


def _blocks(data: Iterable[Any], depth: int) -> tuple[Block, ...]:
    if depth > _DEEPEST:
        raise ValueError(f"blocks within blocks more than {_DEEPEST} deep")
    return tuple(_block(item, depth) for item in data)


def _block(data: dict[str, Any], depth: int) -> Block:
    kind = data.get("type", "paragraph")
    rest = {name: value for name, value in data.items() if name != "type"}
    match kind:
        case "paragraph":
            return _paragraph(rest)
        case "table":
            rows = tuple(tuple(_cell(cell, depth) for cell in row) for row in data["rows"])
            return Table(**{**_known(rest, Table), "rows": rows, "header_rows": _count(rest, "header_rows", 0)})
        case "picture":
            return _picture(rest)
        case "note":
            known = {**_known(rest, Note), "id": _text("id", data["id"])}
            kind = NoteKind(data.get("kind", NoteKind.FOOTNOTE))
            return Note(**{**known, "blocks": _blocks(data["blocks"], depth + 1), "kind": kind})
    raise ValueError(f"{kind!r} is no type of block")


def _cell(data: dict[str, Any], depth: int) -> Cell:
    spans = {name: _count(data, name, 1, least=1) for name in ("columns", "rows")}
    return Cell(**{**_known(data, Cell), "blocks": _blocks(data["blocks"], depth + 1), **spans})


def _picture(data: dict[str, Any]) -> Picture:
    known = _known(data, Picture)
    for name in ("width", "height"):
        if type(known.get(name, 0)) not in (int, float) or not 0 <= known.get(name, 0) < 1e6:
            raise ValueError(f"{name} must be a number of points, not {known[name]!r}")
    if (encoded := known.get("data")) is not None:
        try:
            known["data"] = base64.b64decode(_text("data", encoded), validate=True)
        except binascii.Error as error:
            raise ValueError(f"data must be base64 ({error})") from error
    if known.get("description") is not None:
        known["description"] = _paragraph(known["description"])
    return Picture(**{**known, **_texts(known, "address", "media_type")})


def _paragraph(data: dict[str, Any]) -> Paragraph:
    known = _known(data, Paragraph)
    return Paragraph(
        **{
            **known,
            **_texts(known, "lead", "tail"),
            **_texts_or_none(known, "language"),
            "segments": tuple(_segment(s) for s in data["segments"]),
            "style": Style(data.get("style", Style.BODY)),
            "level": _count(data, "level", 0, most=_LEVELS),
        }
    )


def _segment(data: dict[str, Any]) -> Segment:
    known = _known(data, Segment)
    score = data.get("score")
    if score is not None and (type(score) not in (int, float) or not score <= 0):
        raise ValueError(f"score must be a number, at most 0, not {score!r}")
    return Segment(
        **{
            **known,
            **_texts(known, "source", "tail"),
            **_texts_or_none(known, "target", "raw"),
            "source": _text("source", data["source"]),
            "notices": _notices(data),
            "fixes": tuple(_fix(f) for f in data.get("fixes", ())),
            "terms": tuple(_term_use(t) for t in data.get("terms", ())),
            "marks": tuple(_mark(m) for m in data.get("marks", ())),
            "alignment": tuple(_link(link) for link in data.get("alignment", ())),
        }
    )


def _notices(data: dict[str, Any]) -> tuple[Notice, ...]:
    return tuple(Notice(_text("code", n["code"]), _text("message", n["message"])) for n in data.get("notices", ()))


def _fix(data: dict[str, Any]) -> Fix:
    known = _known(data, Fix)
    spans = {name: _count(data, name) for name in ("start", "end")}
    values: dict[str, Any] = {**_texts(known, *(known.keys() - spans.keys())), **spans}
    return Fix(**values)


def _term_use(data: dict[str, Any]) -> TermUse:
    known = _known(data, TermUse)
    if type(known["asked"]) is not bool:
        raise ValueError(f"asked must be true or false, not {known['asked']!r}")
    spans = {name: _count(data, name) for name in ("start", "end")}
    return TermUse(**{**known, **_texts(known, "form", "entry"), **spans, "outcome": Outcome(data["outcome"])})


def _mark(data: dict[str, Any]) -> Mark:
    known = _known(data, Mark)
    spans = {name: _count(data, name) for name in ("start", "end")}
    spans |= {n: _count(data, n) for n in ("target_start", "target_end") if data.get(n) is not None}
    return Mark(**{**known, **_texts(known, "value"), "kind": MarkKind(data["kind"]), **spans})


def _link(value: object) -> Link:
    if not isinstance(value, list) or len(value) != 4 or any(type(n) is not int or n < 0 for n in value):
        raise ValueError(f"a link of an alignment must be four whole numbers, not {value!r}")
    return (value[0], value[1], value[2], value[3])


def _known(data: Mapping[str, Any], kind: type, *ignored: str) -> dict[str, Any]:
    """The values of an object; raises TypeError for keys that ``kind`` does not have."""
    if not isinstance(data, dict):
        raise TypeError(f"an object is expected for a {kind.__name__.lower()}, not {data!r}")
    names = {f.name for f in fields(kind)}
    if unknown := sorted(data.keys() - names - set(ignored)):
        raise TypeError(f"{unknown[0]!r} is no key of a {kind.__name__.lower()}")
    return {name: value for name, value in data.items() if name in names}


def _texts(data: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: _text(name, data[name]) for name in names if name in data}


def _texts_or_none(data: Mapping[str, Any], *names: str) -> dict[str, str | None]:
    return {name: None if data[name] is None else _text(name, data[name]) for name in names if name in data}


def _text(name: str, value: object) -> str:
    if isinstance(value, StrEnum) or not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {value!r}")
    return value


def _count(data: Mapping[str, Any], name: str, default: int | None = None, least: int = 0, most: int = 10**9) -> int:
    value = data.get(name, default) if default is not None else data[name]
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} must be a whole number from {least}, not {value!r}")
    return value
