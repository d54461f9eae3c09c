"""`./rembuk bench cut`: the power goes while people write. Linux and root only.

The database lies on a file system of its own (ext4 in a file, over a loop device). A cut is the kernel's "shut down
now and flush nothing" (`EXT4_IOC_SHUTDOWN` with NOLOGFLUSH, made for testing file systems): what was written and not
yet forced to the device is gone, as when a plug is pulled. Then everything is killed, the file system is mounted
again, and `up` is started. What the volatile cache of a disk would lose besides is not simulated.
"""

import argparse
import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import time

from django.db import connection

from masterplan.server.environment import stop_with
from masterplan.server.network import free_port
from tests.benches.home import Home, alive, until
from tests.benches.kill import Siege
from tests.benches.killing import Killer

#: See tests/benches/__main__.py.
AT_HOME = True

#: `_IOR('X', 125, __u32)`, and its flag for not even flushing the file system's own log.
SHUTDOWN, NO_FLUSH = 0x8004587D, 2

IMAGE_MB = 600


def run(argv):
    """Returns what `bench kill` returns; its kills are the cuts."""
    parser = argparse.ArgumentParser(prog="rembuk bench cut")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--pause", default="0.5-2", help="seconds between two cuts, MIN-MAX")
    parser.add_argument("--seconds", type=float, default=0, help="stop after that long, whatever --times says")
    parser.add_argument("--forget", action="store_true", help="with fsync=off, to see that the bench notices")
    options = parser.parse_args(argv)
    options.pause = [float(part) for part in options.pause.split("-")]
    options.kinds, options.hasty = "power", 0
    if os.getuid() != 0:
        stop_with("Pengukuran ini memasang sistem berkas sendiri, jadi hanya root yang bisa menjalankannya.")
    home = Home.make()
    disk = Disk(home)
    try:
        disk.make()
        home.up("--port", str(free_port()))
        said = home.ready()
        if options.forget:
            with home.cluster.connect() as maintenance:
                maintenance.execute("ALTER SYSTEM SET fsync = off")
                maintenance.execute("SELECT pg_reload_conf()")
        return Siege(home, said, options, Plug(home, disk)).outcome()
    finally:
        connection.close()
        home.cluster.stop()
        disk.remove()
        home.close()


class Disk:
    """The file system under the database of a home."""

    def __init__(self, home):
        self.image, self.folder = home.data / "image", home.data / "database"

    def make(self):
        """Made and mounted."""
        with self.image.open("wb") as handle:
            handle.truncate(IMAGE_MB * 1024 * 1024)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.image)], check=True)
        self.folder.mkdir()
        self.mount()
        self.folder.chmod(0o755)

    def mount(self):
        """The file system's log is replayed, as after the power has come back."""
        subprocess.run(["mount", "-o", "loop", str(self.image), str(self.folder)], check=True)

    def unmount(self):
        """Waits for those who still hold it."""
        until(lambda: subprocess.run(["umount", str(self.folder)], capture_output=True).returncode == 0)

    def lose_power(self):
        """From now on nothing reaches the device."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_FLUSH))
        finally:
            os.close(handle)

    def remove(self):
        """Whatever state it is in."""
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True)


class Plug(Killer):
    """Pulls the plug, puts it in again, and starts `up` as a person would."""

    def __init__(self, home, disk):
        super().__init__(home)
        self.disk = disk

    def kill(self, kind):
        """The power goes; the moment."""
        victims = self._all()
        at = time.monotonic()
        self.kills.append((at, kind))
        self.disk.lose_power()
        for victim in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        self.home.started[-1].wait()
        until(lambda: not any(map(alive, victims)))
        self.disk.unmount()
        self.disk.mount()
        self.home.up("--port", self.port)
        return at
