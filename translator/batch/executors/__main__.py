"""``python -m translator.batch.executors``: a worker of ``local``."""

import sys

from translator.batch.executors.worker import main

sys.exit(main())
