"""Argos packages: find the one for a pair, list, install, verify, remove.

Only ``install`` with an address or a language pair opens a socket.
"""

from translator.packages.find import Damaged, available, damaged, find, installed_dir, named, route
from translator.packages.install import Installed, install, remove, use
from translator.packages.lock import Identity, digests, identify, state, verify
from translator.packages.package import DICTIONARY, Package, parse_pair, read_metadata

__all__ = [
    "DICTIONARY",
    "Damaged",
    "Identity",
    "Installed",
    "Package",
    "available",
    "damaged",
    "digests",
    "find",
    "identify",
    "install",
    "installed_dir",
    "named",
    "parse_pair",
    "read_metadata",
    "remove",
    "route",
    "state",
    "use",
    "verify",
]
