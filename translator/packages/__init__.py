"""Argos packages: find the one for a pair, list, install, verify, remove.

Only ``install`` with an address or a language pair opens a socket.
"""

from translator.packages.damaged import Damaged
from translator.packages.find import available, damaged, find, installed_dirs, named, route
from translator.packages.info import Info, info
from translator.packages.install import Installed, install, remove, use
from translator.packages.package import DICTIONARY, Package, parse_pair
from translator.packages.verify import Identity, identify, verify

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
    "installed_dirs",
    "named",
    "parse_pair",
    "remove",
    "route",
    "use",
    "verify",
]
