"""Check the project that this package is in: print its faults; the exit status is 1 if any."""

import sys
from pathlib import Path

from text.project import check

faults = check(Path(__file__).resolve().parents[2])
print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
sys.exit(bool(faults))
