"""An article saved as JSON, and read back: to be looked at, edited and exported again without an engine.

The form is laid down in ``docs/article.schema.json`` (version 2). Keys with an empty or default value may be missing
when read; all are written, but for ``alignment``, ``terms``, ``tried``, ``score``, ``risk`` and facts that the article
does not have. Files of version 1 (a flat list of paragraphs) are read, too.
"""

import base64
import binascii
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from translator.document.article import Article, Block, Cell, Metadata, Note, Paragraph, Picture, Syntax, Table
from translator.errors import InputError

Reader = Callable[[Any, Any, str], Any]

SCHEMA = 2
_DEEPEST = 40  # values within values; deeper is no article, and would end Python's stack
_LARGEST = {"level": 100, "width": 1e6, "height": 1e6, "score": 0, "risk": 1}
_LEAST = {"columns": 1, "rows": 1, "score": float("-inf")}
_LEFT_OUT = {"alignment": (), "terms": (), "tried": (), "score": None, "risk": None}
_TYPES: dict[str, type] = {"paragraph": Paragraph, "table": Table, "picture": Picture, "note": Note}
_NAMES = {kind: name for name, kind in _TYPES.items()}


def to_json(article: Article) -> str:
    """The article as indented JSON text with a final newline; the same article gives the same bytes."""
    return json.dumps({"schema": SCHEMA, **_saved(article)}, ensure_ascii=False, indent=1) + "\n"


def _saved(value: Any) -> Any:
    """A value of the document as JSON has it: dataclasses as objects, blocks with their type, bytes in base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_block(item) if type(item) in _NAMES else _saved(item) for item in value]
    if not is_dataclass(value):
        return value
    items = [(f.name, getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, Metadata):
        return {name: _saved(item) for name, item in items if item}
    return {name: _saved(item) for name, item in items if name not in _LEFT_OUT or item != _LEFT_OUT[name]}


def _block(value: Any) -> dict[str, Any]:
    return {"type": _NAMES[type(value)], **_saved(value)}


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
    key = "blocks" if version == SCHEMA else "paragraphs"
    if not isinstance(data.get(key), list):
        raise InputError(f'not an article: a JSON object with a list "{key}" is expected')
    rest = {name: value for name, value in data.items() if name != "schema"}
    try:
        article: Article = _read(_from_version_1(rest) if version == 1 else rest, Article, "article", 0)
    except ValueError as error:
        raise InputError(f"not an article of schema {version}: {error}") from error
    return article


def _from_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had paragraphs only, metadata of any name, all text, and no syntax."""
    facts: dict[str, str] = _read(data.get("metadata", {}), Mapping[str, str], "metadata", 0)
    rest = {name: value for name, value in data.items() if name != "paragraphs"}
    syntax = {"txt": Syntax.TEXT, "md": Syntax.MARKDOWN}.get(str(data.get("format", "txt")), Syntax.NONE)
    return {**rest, "syntax": syntax.value, "metadata": _saved(Metadata.of(facts)), "blocks": data["paragraphs"]}


def _read(value: Any, hint: Any, name: str, depth: int) -> Any:
    """A JSON ``value`` as the type that ``hint`` says, strictly. Raises ValueError, naming what is wrong."""
    if depth > _DEEPEST:
        raise ValueError(f"values within values more than {_DEEPEST} deep")
    if hint == Block:
        hint, value = _type_of(value)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (kind,) = (argument for argument in arguments if argument is not type(None))
        return None if value is None else _read(value, kind, name, depth)
    if origin is tuple:
        return _read_list(value, arguments, name, depth)
    if origin in (dict, Mapping):
        _expect(isinstance(value, dict), name, "an object", value)
        return {key: _read(item, str, f"{name}: {key}", depth) for key, item in value.items()}
    if is_dataclass(hint):
        return _read_object(value, hint, name, depth)
    read: Reader = _PLAIN.get(hint, _read_enum)
    return read(value, hint, name)


def _type_of(value: Any) -> tuple[type, Any]:
    """The class of a block and its other values; without a type it is a paragraph."""
    _expect(isinstance(value, dict), "a block", "an object", value)
    kind = value.get("type", "paragraph")
    if not isinstance(kind, str) or kind not in _TYPES:
        raise ValueError(f"{kind!r} is no type of block")
    return _TYPES[kind], {key: item for key, item in value.items() if key != "type"}


def _read_list(value: Any, arguments: tuple[Any, ...], name: str, depth: int) -> tuple[Any, ...]:
    _expect(isinstance(value, list), name, "a list", value)
    if arguments[-1] is Ellipsis:
        return tuple(_read(item, arguments[0], name, depth + 1) for item in value)
    _expect(len(value) == len(arguments), name, f"a list of {len(arguments)}", value)
    return tuple(_read(item, kind, name, depth + 1) for item, kind in zip(value, arguments, strict=True))


def _read_object(value: Any, kind: Any, name: str, depth: int) -> Any:
    _expect(isinstance(value, dict), name, "an object", value)
    known = {f.name: f for f in fields(kind)}
    if unknown := sorted(value.keys() - known.keys()):
        raise ValueError(f"{unknown[0]!r} is no key of a {kind.__name__.lower()}")
    needed = [f.name for f in known.values() if f.default is MISSING and f.default_factory is MISSING]
    if missing := [key for key in needed if key not in value]:
        raise ValueError(f"a {kind.__name__.lower()} without {missing[0]!r}")
    hints = _hints(kind)
    return kind(**{key: _read(item, hints[key], key, depth + 1) for key, item in value.items()})


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, {"Block": Block, "Cell": Cell})


def _read_text(value: Any, _: Any, name: str) -> str:
    _expect(isinstance(value, str), name, "text", value)
    return str(value)


def _read_bool(value: Any, _: Any, name: str) -> bool:
    _expect(isinstance(value, bool), name, "true or false", value)
    return bool(value)


def _read_number(value: Any, hint: Any, name: str) -> Any:
    least, most = _LEAST.get(name, 0), _LARGEST.get(name, 1e9)
    is_number = type(value) is int or (hint is float and type(value) is float)
    if not is_number or not least <= value <= most:
        raise ValueError(f"{name} must be a {'' if hint is float else 'whole '}number from {least}, not {value!r}")
    return value


def _read_bytes(value: Any, _: Any, name: str) -> bytes:
    try:
        return base64.b64decode(_read_text(value, str, name), validate=True)
    except binascii.Error as error:
        raise ValueError(f"{name} must be base64 ({error})") from error


def _read_enum(value: Any, hint: type[Enum], name: str) -> Enum:
    return hint(_read_text(value, str, name))


_PLAIN: dict[Any, Reader] = {
    str: _read_text,
    bool: _read_bool,
    int: _read_number,
    float: _read_number,
    bytes: _read_bytes,
}


def _expect(is_right: bool, name: str, what: str, value: Any) -> None:
    if not is_right:
        raise ValueError(f"{name} must be {what}, not {str(value)[:80]!r}")
