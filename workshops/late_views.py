"""Views that are imported when their page is first opened: addresses are known before, by name.

Whoever looks up one address imports the `urls` of all rooms, and with their views the makers of books and workbooks:
a second of a start (docs/decisions/109).
"""

import gc
import threading
import time
from importlib import import_module
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path as path

#: Seconds after a start until all views are imported although nobody has opened a page; of rest between two modules.
QUIET, REST = 1.0, 0.02

#: Modules of one room import each other: of two threads that begin at two ends one would see the other's half made.
_one_at_a_time = threading.RLock()

_known: list["LateViews"] = []


class LateViews:
    """The views of one module, for `path`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._module: ModuleType | None = None
        _known.append(self)

    def module(self) -> ModuleType:
        """Return the module itself, imported now if it is not yet."""
        if self._module is None:
            with _one_at_a_time:
                self._module = import_module(self.name)
        return self._module

    def __getattr__(self, name: str) -> "LateView":
        return LateView(self, name)


class LateView:
    """One view. It is imported when it is called, or asked anything beside its name."""

    def __init__(self, views: LateViews, name: str) -> None:
        self._views = views
        self.__module__, self.__name__, self.__qualname__ = views.name, name, name

    def __call__(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """Return the view's answer."""
        return getattr(self._views.module(), self.__name__)(request, *arguments, **named)

    def __getattr__(self, name: str) -> Any:
        # `view_class` is asked of all when their names are collected: none is a class
        if name == "view_class" or name.startswith("__"):
            raise AttributeError(name)
        return getattr(getattr(self._views.module(), self.__name__), name)


def import_all(rest: float = 0.0) -> None:
    """Import all views, those of cards and boards first; seconds of `rest` between two modules are for others."""
    for views in reversed(_known):
        views.module()
        time.sleep(rest)


def import_all_later(opened: threading.Event) -> None:
    """Let a thread do it once the first page is `opened`, or nobody asks for one: it need not wait for later ones."""

    def work():
        opened.wait(QUIET)
        import_all(REST)
        # what was loaded stays: the collector need not walk through it during somebody's save
        gc.collect()
        gc.freeze()

    threading.Thread(target=work, daemon=True, name="views").start()
