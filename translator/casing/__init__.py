"""ALL-CAPS sentences: recognised, folded to sentence case for the engine, raised again for the reader.

Models have hardly seen capitals: they copy, loop or invent. What must not be folded (acronyms, names) is kept.
"""

from translator.casing.caps import fold_caps, is_caps, raise_caps

__all__ = ["fold_caps", "is_caps", "raise_caps"]
