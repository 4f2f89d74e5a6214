"""Every regular expression of the program, found in its modules and in its source."""

import ast
import builtins
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import translator

_ANCHORED = {"match", "fullmatch"}
_CALLS = {f"re.{name}" for name in (*_ANCHORED, "compile", "search", "finditer", "findall", "sub", "subn", "split")}


class Found(NamedTuple):
    """A pattern, where it is written, and whether it is only tried at one place of a text."""

    where: str
    pattern: re.Pattern[Any]
    is_anchored: bool


class _Anything(str):
    """Stands for what only a run of the program knows: in a pattern, the figure 1."""

    def __new__(cls, *_: object) -> "_Anything":
        return super().__new__(cls, "1")

    def __getattribute__(self, name: str) -> Any:
        return _Anything() if name.isalpha() and not hasattr(str, name) else super().__getattribute__(name)

    def __call__(self, *_: object) -> "_Anything":
        return self

    def __getitem__(self, _: object) -> "_Anything":
        return self


class _Names(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name) if hasattr(builtins, name) else _Anything()


@cache
def patterns() -> tuple[Found, ...]:
    """All of them, each once."""
    names = [info.name for info in pkgutil.walk_packages(translator.__path__, "translator.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in modules]
    found: dict[int, tuple[str, re.Pattern[Any]]] = {}
    uses: dict[int, set[str]] = {}
    for module, tree in zip(modules, trees, strict=True):
        used = _uses(tree)
        for name, value in vars(module).items():
            for pattern in _inside(value, module.__name__):
                found.setdefault(id(pattern), (f"{module.__name__}.{name}", pattern))
                uses.setdefault(id(pattern), set()).update(used.get(name, ()))
    known = [Found(*place, bool(uses[key]) and uses[key] <= _ANCHORED) for key, place in found.items()]
    written = [each for module, tree in zip(modules, trees, strict=True) for each in _written_in(tree, module)]
    return tuple({(each.pattern, each.is_anchored): each for each in [*written, *known]}.values())


def _uses(tree: ast.AST) -> Mapping[str, set[str]]:
    """How each name is used: by which methods, itself or an item of it, or otherwise ("")."""
    uses: dict[str, set[str]] = {}
    called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    items = {id(node.value): id(node) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.setdefault(node.id, set()).add(called.get(items.get(id(node), id(node)), ""))
    return uses


def _inside(value: object, module: str) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value of a module: itself, in containers, in the attributes of its classes."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _inside(item, module)
    elif isinstance(value, Mapping):
        yield from _inside(tuple(value.values()), module)
    elif isinstance(value, type) and value.__module__ == module:
        yield from _inside(tuple(v for v in vars(value).values() if not isinstance(v, type)), module)


def _written_in(tree: ast.AST, module: ModuleType) -> Iterator[Found]:
    """The patterns that functions give to ``re``: their first arguments, with 1 for what varies."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        local = {
            node.targets[0].id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in _CALLS:
                name = ast.unparse(node.func).removeprefix("re.")
                flags = [value for value in (*node.args[1:], *(k.value for k in node.keywords)) if _is_flag(value)]
                pattern = _value(node.args[0], module, local)
                if isinstance(pattern, _Anything):  # a caller's, or a module's
                    continue
                flag = _value(flags[0], module, local) if flags else 0
                yield Found(f"{module.__name__}.{function.name}", re.compile(pattern, flag), name in _ANCHORED)


def _is_flag(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Attribute | ast.BinOp) and ast.unparse(argument).startswith("re.")


def _value(expression: ast.expr, module: ModuleType, local: Mapping[str, ast.expr]) -> Any:
    names = _Names(vars(module))
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id in local:
            names[node.id] = _Anything()
            if isinstance(local[node.id], ast.Constant | ast.JoinedStr):
                names[node.id] = _value(local[node.id], module, {})
    code = compile(ast.Expression(expression), module.__name__, "eval")
    try:
        return eval(code, {"__builtins__": {}}, names)
    except TypeError:  # a pattern of bytes
        return eval(code, {"__builtins__": {}}, names | dict.fromkeys(local, b"1"))
