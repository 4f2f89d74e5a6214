"""Typography on both sides of the engine, as named rule lists.

``to_engine(source)`` is what a model should see, ``to_reader(target, source)`` what an English reader should see; every
change of the latter is a replayable ``Fix``. Both are idempotent.
"""

from translator.typography.engine import ENGINE_RULES, to_engine
from translator.typography.reader import READER_RULES, to_reader

__all__ = ["ENGINE_RULES", "READER_RULES", "to_engine", "to_reader"]
