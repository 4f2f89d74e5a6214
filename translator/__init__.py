"""Offline French→English newsroom translation: readers → Article → pipeline → exporters.

Importing this package is free: no I/O, no engine. See README.md, "Design".
"""

__version__ = "0.1.0"
