"""An Argos package on disk: a folder with metadata.json, model/ and one tokenizer file.

The layout is argostranslate's own (``argostranslate/package.py``): whatever argospm installed is used as it is.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from translator.errors import ModelError

Origin = Literal["given", "installed", "embedded"]

TOKENIZERS = ("sentencepiece.model", "bpe.model")
DICTIONARY = "dictionary.tsv"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,3}")  # "fr", "zt", "pt-BR", "zh_Hans"
METADATA_LIMIT = 1_000_000  # bytes; real ones have some hundreds
README_LIMIT = 200_000  # bytes shown
_PAIR = re.compile(r"([a-z]{2,3})[-_>→]([a-z]{2,3})")


def parse_pair(text: str) -> tuple[str, str] | None:
    """The pair that "fr-en" or "fr_en" names; None for anything else."""
    match = _PAIR.fullmatch(text)
    return (match[1], match[2]) if match else None


@dataclass(frozen=True, slots=True)
class Package:
    """One translation package.

    ``name`` is its folder's name, ``tokenizer`` the file name of its tokenizer, ``target_prefix`` the token that every
    target begins with ("" for most). ``attention_shift`` is how many steps after a token is said the model looks at the
    word that it says (0 for most; a key of our own). ``hints_from`` is the rank by frequency from which words get hints
    of the package's DICTIONARY, None for a model that knows no hints (most; a key of our own, too). ``used`` says that
    ``find`` would return it for its pair.
    """

    path: Path
    name: str
    version: str
    source_lang: str
    target_lang: str
    origin: Origin
    tokenizer: str
    target_prefix: str = ""
    attention_shift: int = 0
    hints_from: int | None = None
    used: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        return self.source_lang, self.target_lang

    @property
    def code(self) -> str:
        """The pair in one word: "fr-en"."""
        return "-".join(self.pair)

    @property
    def call_name(self) -> str:
        """What a command calls it by: "embedded" is never the name of an installed one."""
        return "embedded" if self.origin == "embedded" else self.name

    @property
    def readme(self) -> str:
        """The model card; "" for none."""
        try:
            with (self.path / "README.md").open("rb") as file:
                return file.read(README_LIMIT).decode("utf-8", "replace")
        except OSError:
            return ""

    @property
    def size(self) -> int:
        """Bytes on disk, everything in the folder."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def read_package(path: Path, origin: Origin) -> Package:
    """The package in folder ``path``. Raises ModelError, saying what is missing, for anything else."""
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:  # a name that is too long, a folder that nobody may look into
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
    if is_file:
        raise ModelError(f"{path}: a file, not a package folder; install it first: translator models install {path}")
    if not is_folder:
        raise ModelError(f"{path}: no such model folder; see: translator models list")
    data = read_metadata(path / "metadata.json")
    if data.get("type", "translate") != "translate":
        raise ModelError(f"{path}: a package of type {data['type']!r}, not a translation package")
    tokenizer = next((name for name in TOKENIZERS if (path / name).is_file()), None)
    if tokenizer is None:
        raise ModelError(f"{path}: no {' or '.join(TOKENIZERS)}: not a complete Argos package")
    for needed in ("model.bin", "config.json"):
        if not (path / "model" / needed).is_file():
            raise ModelError(f"{path}: model/{needed} is missing: not a complete Argos package")
    if "hints" in data and not (path / DICTIONARY).is_file():
        raise ModelError(f"{path}: {DICTIONARY} is missing: not a complete package")
    return Package(
        path=path,
        name=path.name,
        version=data.get("package_version", ""),
        source_lang=data["from_code"],
        target_lang=data["to_code"],
        origin=origin,
        tokenizer=tokenizer,
        target_prefix=data.get("target_prefix", ""),
        attention_shift=data.get("attention_shift", 0),
        hints_from=data["hints"]["first"] if "hints" in data else None,
    )


def read_metadata(path: Path) -> dict[str, Any]:
    """metadata.json as a dict in which all keys that matter are of their type. Raises ModelError."""
    try:
        if path.stat().st_size > METADATA_LIMIT:
            raise ModelError(f"{path}: larger than {METADATA_LIMIT:,} bytes: not a package's metadata")
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}): not an Argos package") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not valid JSON ({error}): not an Argos package") from error
    if not isinstance(data, dict):
        raise ModelError(f"{path}: not a JSON object: not an Argos package")
    for key in ("from_code", "to_code"):
        if not isinstance(data.get(key), str) or not data[key]:
            raise ModelError(f"{path}: {key} is missing: not a translation package")
        if not LANGUAGE.fullmatch(data[key]):
            raise ModelError(f"{path}: {key} {data[key][:40]!r} is not the code of a language, such as fr or pt-BR")
    for key in ("package_version", "target_prefix", "type"):
        if not isinstance(data.get(key, ""), str):
            raise ModelError(f"{path}: {key} must be text, not {data[key]!r}")
    if (shift := data.get("attention_shift", 0)) not in (0, 1) or isinstance(shift, bool):
        raise ModelError(f"{path}: attention_shift must be 0 or 1, not {shift!r}")
    if "hints" in data and not _are_hints(data["hints"]):
        example = {"dictionary": DICTIONARY, "first": 4000}
        raise ModelError(f"{path}: hints must be as in {json.dumps(example)}, not {data['hints']!r}")
    return data


def _are_hints(value: object) -> bool:
    if not isinstance(value, dict) or value.get("dictionary") != DICTIONARY:
        return False
    first = value.get("first")
    return isinstance(first, int) and not isinstance(first, bool) and first >= 0
