"""Who may import whom, kept by reading the imports; and importing costs nothing."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "translator"
LEAVES = {"document", "errors", "languages"}
TOOLS = {"checks", "choice", "detect", "marks", "segmenter", "standing", "typography"}
WORK = LEAVES | TOOLS | {"terms", "memory", "engines"}
RUN = WORK | {"settings", "resources", "termbase", "pipeline", "session", "readers", "exporters", "outputs"}
# What each room may import of ours, besides itself. A room that is not here is a decision to be taken here.
MAY: dict[str, set[str]] = {
    "errors": set(),
    "languages": set(),
    "document": {"errors", "languages"},
    **dict.fromkeys(TOOLS, LEAVES),
    "typography": LEAVES | {"segmenter"},
    "terms": LEAVES,
    "termbase": LEAVES | {"terms"},
    "memory": LEAVES,
    "resources": set(),
    "settings": {"errors"},
    "packages": {"errors", "resources"},
    "engines": LEAVES | {"packages", "segmenter"},
    "readers": LEAVES,
    "exporters": LEAVES,
    "outputs": {"errors", "exporters"},
    "draft": LEAVES | {"terms", "engines"},
    "stages": WORK | {"draft"},
    "pipeline": WORK | {"draft", "stages"},
    "session": WORK | {"settings", "resources", "termbase", "pipeline"},
    "evaluation": RUN,
    **dict.fromkeys(("batch", "review", "web"), RUN),
    "cli": RUN | {"batch", "review", "web", "evaluation", "packages"},
    "__init__": RUN,
    "__main__": {"cli"},
}
# Each library that is not Python's own has one home, or a few.
HOMES = {
    "argostranslate": {"engines"},
    "charset_normalizer": {"readers"},
    "click": {"cli"},
    "ctranslate2": {"engines"},
    "docx": {"exporters"},
    "filelock": {"batch", "packages"},
    "langdetect": {"detect"},
    "lxml": {"readers", "exporters", "termbase"},
    "markdown_it": {"readers"},
    "mdit_py_plugins": {"readers"},
    "platformdirs": {"engines", "packages", "settings"},
    "pypdfium2": {"readers"},
    "rapidfuzz": {"memory", "languages"},
    "rich": {"cli"},
    "sacrebleu": {"evaluation"},
    "sentencepiece": {"engines"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> set[tuple[str, ...]]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = tuple((node.module or "").split("."))
            found |= {(*base, alias.name) for alias in node.names}
    return found


def test_rooms_import_only_what_they_may() -> None:
    wrong = set()
    for path in FILES:
        ours = {parts[1] for parts in imports(path) if parts[0] == "translator" and len(parts) > 1}
        ours -= {"__version__", room(path)} | MAY[room(path)]
        wrong |= {f"{path.relative_to(PACKAGE)} imports {other}" for other in ours}
    assert wrong == set()


def test_each_library_has_its_home() -> None:
    wrong = set()
    for path in FILES:
        others = {parts[0] for parts in imports(path)} - sys.stdlib_module_names - {"translator"}
        wrong |= {f"{path.relative_to(PACKAGE)} imports {name}" for name in others if room(path) not in HOMES[name]}
    assert wrong == set()


def test_no_function_is_longer_than_a_screen() -> None:
    """40 lines from ``def`` to the last, the docstring counted."""
    wrong = set()
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                wrong |= {f"{path.relative_to(PACKAGE)}: {node.name} has {lines} lines"} if lines > 40 else set()
    assert wrong == set()


def test_help_loads_nothing_heavy() -> None:
    heavy = sorted({*HOMES, "onnxruntime", "torch", "numpy"} - {"click"})
    code = (
        "import sys; from translator.cli import main; main(['--help']); main(['translate', '--help']);"
        f"loaded = [m for m in {heavy!r} if m in sys.modules]; sys.exit(f'loaded: {{loaded}}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_the_package_is_silent_and_touches_nothing(tmp_path: Path) -> None:
    modules = [".".join(("translator", *p.relative_to(PACKAGE).with_suffix("").parts)) for p in FILES]
    modules = [m.removesuffix(".__init__") for m in modules if not m.endswith("__main__")]
    code = f"import importlib\nfor m in {modules!r}: importlib.import_module(m)"
    env = {"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
