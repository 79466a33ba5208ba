"""Stands in for the site: writes down what it was told, and fails when it was asked to."""

import json
import os
import sys
import time
from pathlib import Path

WHAT = sys.argv[1]
TOLD = {name: value for name, value in os.environ.items() if "CHORUS" in name or "DATABASE" in name}

Path(os.environ["CHORUS_DATA_DIR"], f"told-{WHAT}.json").write_text(
    json.dumps({"arguments": sys.argv[2:], "environment": TOLD})
)
if os.environ.get("FAIL") == WHAT:
    raise RuntimeError(f"{WHAT} could not do it\nDETAIL:  Failing row contains (her words).")
if WHAT == "housekeeping":
    time.sleep(600)
