"""Argos packages: find the one for a pair, list, install, verify, remove.

Only ``install`` with an address or a language pair opens a socket.
"""

from translator.packages.find import Damaged, available, damaged, find, installed_dir, named, route
from translator.packages.install import Installed, install, remove, use
from translator.packages.lock import Identity, Info, identify, info, verify
from translator.packages.package import DICTIONARY, Package, parse_pair

__all__ = [
    "DICTIONARY",
    "Damaged",
    "Identity",
    "Info",
    "Installed",
    "Package",
    "available",
    "damaged",
    "find",
    "identify",
    "info",
    "install",
    "installed_dir",
    "named",
    "parse_pair",
    "remove",
    "route",
    "use",
    "verify",
]
