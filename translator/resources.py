"""Where the data that comes with the program lies: the embedded models and the house glossaries.

In an installed wheel they are inside the package (``translator/data``); in a clone, or an editable install of one, they
are the repository's own top-level folders, so that they can be edited in place.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def models_dir() -> Path:
    """The folder of the embedded Argos packages and their ``models.lock``; it need not exist in a stripped install."""
    return _folder("models")


def glossaries_dir() -> Path:
    """The folder of the house glossaries (``<domain>.fr-en.csv``)."""
    return _folder("glossaries")


def _folder(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
