"""Write the models.lock of a folder of packages: ``python -m translator.packages models``."""

import sys
from pathlib import Path

from translator.packages.lock import record

for name, entry in record(Path(sys.argv[1])).items():
    print(f"{name} {entry.version}: {len(entry.files)} files")
