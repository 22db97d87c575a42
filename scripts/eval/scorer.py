"""The gold sets' score.py as a module."""

import importlib.util
import sys
from pathlib import Path


def scorer(path: Path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module
