"""Argos packages: find the one for a pair, list, install, verify, remove."""

from translator.packages.find import available, find, installed_dirs, route
from translator.packages.package import Package
from translator.packages.verify import Contents, contents, verify

__all__ = ["Contents", "Package", "available", "contents", "find", "installed_dirs", "route", "verify"]
