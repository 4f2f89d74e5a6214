"""Who may import whom, kept by reading the imports; and importing costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "translator"
LEAVES = {"accents", "document", "errors"}
TOOLS = {
    "settings",
    "detect",
    "segmenter",
    "standing",
    "typography",
    "casing",
    "terms",
    "checks",
    "packages",
    "resources",
    "marks",
}
# What each room may import of ours, besides itself.
MAY = {
    "accents": set(),
    "document": {"errors"},
    "errors": set(),
    "seams": set(),
    **dict.fromkeys(TOOLS, LEAVES),
    "terms": LEAVES | {"termbase"},
    "termbase": LEAVES | {"terms"},
    "typography": LEAVES | {"seams"},
    "packages": LEAVES | {"resources"},
    "engines": LEAVES | {"packages", "resources", "seams"},
    "readers": LEAVES,
    "exporters": LEAVES,
    "stages": LEAVES | TOOLS | {"engines", "seams"},
    "pipeline": LEAVES | TOOLS | {"engines", "stages"},
    "session": LEAVES | TOOLS | {"engines", "pipeline", "termbase"},
    "evaluation": LEAVES | TOOLS | {"session"},
    "outputs": LEAVES | {"exporters"},
    "batch": LEAVES | TOOLS | {"engines", "readers", "exporters", "pipeline", "session", "outputs", "termbase"},
}
# Each heavy library has one home.
HOMES = {
    "ctranslate2": {"engines", "packages"},
    "sentencepiece": {"engines", "packages"},
    "argostranslate": {"engines", "packages"},
    "click": {"cli"},
    "rich": {"cli"},
    "watchfiles": {"batch"},
    "sacrebleu": {"evaluation"},
    "docx": {"readers", "exporters"},
    "markdown_it": {"readers"},
    "charset_normalizer": {"readers"},
    "langdetect": {"detect"},
    "rapidfuzz": {"terms", "termbase"},
    "lxml": {"readers", "exporters", "termbase"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[tuple[str, ...]]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = tuple((node.module or "").split("."))
            found |= {(*base, alias.name) for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_import_only_what_they_may(path: Path) -> None:
    ours = {parts[1] for parts in imports(path) if parts[0] == "translator" and len(parts) > 1}
    ours -= {"__version__", room(path)}
    allowed = MAY.get(room(path))
    if allowed is not None:
        assert ours <= allowed, f"{room(path)} imports {sorted(ours - allowed)}"
    if room(path) != "__main__":
        assert "cli" not in ours


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_has_one_home(path: Path) -> None:
    for parts in imports(path):
        if parts[0] in HOMES:
            assert room(path) in HOMES[parts[0]], f"{parts[0]} does not live in {room(path)}"


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
