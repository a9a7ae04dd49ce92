"""Readers that we did not write: each gives what it sees in a finished file."""

import os
from pathlib import Path

# Where npm puts its packages; nowhere in a quick run, which has to do without them.
NODE_MODULES = Path(os.environ.get("READERS_OF_NODE", Path(__file__).parent / "node_modules"))
