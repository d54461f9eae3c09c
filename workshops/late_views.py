"""Views that are imported when their page is first opened: addresses are known before, by name.

Whoever looks up one address imports the `urls` of all rooms, and with their views the makers of books and workbooks:
a second of a start (docs/decisions/109).
"""

import threading
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path as path

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


def import_all(between: Callable[[], object]) -> None:
    """Import all views, those of cards and boards first; `between` two modules others have their turn."""
    for views in reversed(_known):
        views.module()
        between()
