"""All there is to know about a package without loading it."""

from dataclasses import dataclass

from translator.errors import ModelError
from translator.packages.lock import digests
from translator.packages.package import Package, read_metadata
from translator.packages.verify import verify

README_LIMIT = 200_000  # bytes shown of a README


@dataclass(frozen=True, slots=True)
class Info:
    """``metadata`` is metadata.json as text, ``readme`` the model card ("" for none), ``files`` their sha256 by path.

    ``state`` is one of "as locked", "changed: …" and "not locked" (argospm installed it).
    """

    package: Package
    metadata: dict[str, str]
    readme: str
    size: int
    files: dict[str, str]
    state: str


def info(package: Package) -> Info:
    """Read it all, hashing every file. Raises ModelError where a file cannot be read."""
    try:
        wrong = verify(package)
        state = f"changed: {'; '.join(wrong)}" if wrong else "as locked"
    except ModelError:
        state = "not locked"
    try:
        with (package.path / "README.md").open("rb") as file:
            readme = file.read(README_LIMIT).decode("utf-8", "replace")
    except OSError:
        readme = ""
    metadata = {key: str(value) for key, value in read_metadata(package.path / "metadata.json").items()}
    return Info(package, metadata, readme, package.size, digests(package.path), state)
