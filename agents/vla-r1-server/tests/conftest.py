import os
from pathlib import Path

# Processes that the tests start find the package too.
os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
