"""What comes from the system and not from Python: the libraries of WeasyPrint, and Chromium for the tests."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

#: Library (as the loader knows it): Debian's package.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
#: Chromium without its own windows: a third of the CPU of a test (docs/decisions/016).
SHELL = "chromium-headless-shell"
CHROMIUM_NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FONTS = ("fonts-dejavu-core", "fonts-noto-color-emoji")


def missing_libraries() -> list[str]:
    """Return Debian packages that making PDF needs and this system lacks."""
    if sys.platform == "linux":
        # one list for all; outside the PATH of an ordinary user
        path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
        with suppress(OSError):
            known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, env={"PATH": path}).stdout
            return [package for library, package in LIBRARIES.items() if f"lib{library}.so" not in known]
    return [package for library, package in LIBRARIES.items() if not ctypes.util.find_library(library)]


def chromium() -> str | None:
    """Return path of a Chromium on this machine (`REMBUK_CHROMIUM` wins), or None."""
    if chosen := os.environ.get("REMBUK_CHROMIUM"):
        return chosen
    found = [shutil.which(name) for name in CHROMIUM_NAMES]
    found.append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return next((path for path in found if path and Path(path).exists()), None)


def has_shell() -> bool:
    """Whether the light Chromium is here, or another was chosen."""
    return "REMBUK_CHROMIUM" in os.environ or shutil.which(SHELL) is not None


def can_install() -> bool:
    """Whether packages can be installed without asking: root on Debian or one of its children."""
    return os.getuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install Debian packages; whether it worked. Needs `can_install()`."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    status = 1
    # an update that partly failed may still know the packages: only the installation's status counts
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        status = subprocess.run(
            ["apt-get", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ).returncode
    return status == 0


def install_line(packages: list[str]) -> str:
    """Return the one line that a person runs to get `packages`."""
    return f"sudo apt-get install -y {' '.join(packages)}"
