"""Coverage-guided fuzzing with atheris: ``pip install -e '.[test,fuzz]'``, then ``python tests/fuzz --seconds 60``.

What breaks a target is kept (one input for each place in the program), with what was raised beside it.
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzz.targets import TARGETS

ONE = str(Path(__file__).with_name("one.py"))


def fuzz(name: str, options: argparse.Namespace) -> tuple[int, int]:
    """How many inputs a target was given in a process of its own, and how many places of the program broke."""
    command = [sys.executable, ONE, name, str(options.seconds), str(options.runs), options.found]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    for line in done.stderr.splitlines():
        if line.startswith(f"{name}: "):
            print(line, flush=True)
    said = done.stdout.split()
    if done.returncode or len(said) != 3:
        print(f"{name}: ended with {done.returncode}: {done.stderr[-2000:]}", flush=True)
        return 0, 1
    print(f"{name:16}{int(said[1]):>12,} inputs{said[2]:>6} faults", flush=True)
    return int(said[1]), int(said[2])


def main() -> int:
    """Fuzz the targets named, or all; 1 where something broke."""
    parser = argparse.ArgumentParser(prog="python tests/fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=10, help="for each target (10)")
    parser.add_argument("--runs", type=int, default=10**9, help="inputs for each target at most")
    parser.add_argument("--jobs", type=int, default=2, help="targets at a time (2)")
    parser.add_argument("--found", default="fuzz-found", help="where to keep what broke something (fuzz-found)")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda name: fuzz(name, options), options.targets or TARGETS))
    print(f"{sum(runs for runs, _ in results):,} inputs, {sum(faults for _, faults in results)} faults")
    return int(any(faults for _, faults in results))


if __name__ == "__main__":
    sys.exit(main())
