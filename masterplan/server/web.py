"""granian with the pages loaded before it starts its processes: they share what was loaded, and a renewed one is there
at once. Where processes do not begin as copies of their parent (not on Linux) each loads the pages itself.
"""

import gc
import importlib
import multiprocessing
import sys

from django.urls import get_resolver
from granian.cli import entrypoint


def main() -> None:
    """Serve until told to stop."""
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")
        importlib.import_module("masterplan.asgi")
        _ = get_resolver().url_patterns
        # what was loaded stays where it is: a collector that walks through it would make copies of its own
        gc.collect()
        gc.freeze()
    entrypoint()


if __name__ == "__main__":
    main()
