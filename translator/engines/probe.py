"""What a package is like here: does it load, and how fast is it?

A model that nobody vouches for is loaded in a process of its own first: what crashes there does not take a batch down.

A package that passed is remembered by the sha256 of its files and of the libraries' versions; the embedded one, whose
lock comes with the program, is never asked.
"""

import hashlib
import importlib.metadata
import subprocess
import sys
import time
from pathlib import Path

from platformdirs import user_cache_path

from translator.engines import Engine
from translator.errors import ModelError
from translator.packages import Identity, Package, identify

TIMEOUT = 120  # seconds; loading takes about one
MEMORY = 4_000_000_000  # bytes of address space on top of four times the files' size

# Self-contained, so that it also runs where this package is not installed (-I). It translates one sentence: damaged
# weights may load and crash in the first multiplication.
_CHILD = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
import ctranslate2
from pathlib import Path
folder = Path(sys.argv[1])
try:
    if (folder / "sentencepiece.model").is_file():
        import sentencepiece
        sentence = "Bonjour, \\u0416 12 ?"
        content = (folder / "sentencepiece.model").read_bytes()
        tokens = sentencepiece.SentencePieceProcessor(model_proto=content).encode(sentence, out_type=str)
    else:
        tokens = ["Bonjour", ",", "12"]
    model = ctranslate2.Translator(str(folder / "model"), device="cpu", compute_type="int8", intra_threads=1)
    model.translate_batch([tokens], beam_size=2, max_decoding_length=8, replace_unknowns=True)
except Exception as error:
    print(str(error).splitlines()[0][:200] if str(error) else type(error).__name__)
    sys.exit(3)
"""


def ensure(package: Package, identity: Identity) -> None:
    """Return at once for a package that is known to load; else try it. Raises ModelError where it does not."""
    versions = [importlib.metadata.version(name) for name in ("ctranslate2", "sentencepiece")]
    known = hashlib.sha256("\n".join([identity.fingerprint, *versions]).encode()).hexdigest()
    mark = user_cache_path("translator", appauthor=False) / "models-that-load" / known
    if mark.exists():
        return
    _try(package.path)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        return  # a read-only home: tried again each time


def check(package: Package) -> None:
    """The same from the package alone; made for ``packages.install(check=…)``."""
    ensure(package, identify(package))


def _try(folder: Path) -> None:
    memory = MEMORY + 4 * sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    command = [sys.executable, "-I", "-c", _CHILD, str(folder.resolve()), str(memory)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"{folder}: the model does not load within {TIMEOUT} s: damaged, not used") from error
    if done.returncode == 3:
        reason = done.stdout.decode("utf-8", "replace").strip()
        raise ModelError(f"{folder}: the model cannot be loaded ({reason}): damaged, not used")
    if done.returncode != 0:
        raise ModelError(f"{folder}: the model crashes when it is loaded (exit {done.returncode}): damaged, not used")


def words_per_second(engine: Engine) -> float:
    """Source words a second over a short article's worth of sentences, the model already loaded. Takes about a second.

    Raises ModelError where the engine cannot translate.
    """
    lines = [f"La préfète du {number}e département a présenté hier son plan de soutien." for number in range(1, 31)]
    engine.translate(lines[:1])
    start = time.perf_counter()
    engine.translate(lines)
    return sum(len(line.split()) for line in lines) / (time.perf_counter() - start)
