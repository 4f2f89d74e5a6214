"""What a process holds in memory, as Linux tells it."""

from pathlib import Path


def resident(pid: int) -> tuple[int, int]:
    """The resident set of a process now, and the largest so far, in kB; zeros for one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    found = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines) if "Vm" in name}
    return found.get("VmRSS", 0), found.get("VmHWM", 0)
