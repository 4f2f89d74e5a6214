"""Argos packages: find the one for a pair, list, install, verify, remove.

Only ``install`` with an address or a language pair opens a socket.
"""

from translator.packages.find import available, find, installed_dirs, route
from translator.packages.info import Info, info
from translator.packages.install import Installed, install, remove, use
from translator.packages.package import Package
from translator.packages.verify import Contents, contents, verify

__all__ = [
    "Contents",
    "Info",
    "Installed",
    "Package",
    "available",
    "contents",
    "find",
    "info",
    "install",
    "installed_dirs",
    "remove",
    "route",
    "use",
    "verify",
]
