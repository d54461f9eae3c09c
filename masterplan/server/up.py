"""`./rembuk up`: database, pages and worker, watched until Ctrl+C."""

import argparse
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time

import psycopg

from masterplan.server import network, system_libraries
from masterplan.server.cluster import Cluster, ClusterError
from masterplan.server.data_lock import DataInUse, DataLock
from masterplan.server.environment import DATABASE_GONE, database, demand_a_careful_server, plainly, stop_with
from masterplan.server.paths import DATA, DATABASE, ROOT
from masterplan.server.processes import SupervisedProcess, die_with_parent, web_command, worker_command
from masterplan.server.reload import CodeReloader
from masterplan.server.startup_banner import Addresses, startup_banner

#: Milliseconds: a page never hangs longer on the database; the phone keeps the text and sends it again.
STATEMENT_TIMEOUT = 9000

#: Seconds: between two looks at the children; for the children to end; between two attempts to start a database that
#: cannot start (a full disk).
LOOK, PATIENCE, AGAIN = 0.1, 0.65, 1.0

#: Web processes at most (each holds up to twelve connections to the database), and if nothing else is wished.
MOST_WEB = 8
WEB = min(max(os.cpu_count() or 1, 2), MOST_WEB)

#: Ports tried after the wished one; starts of what was killed while it started.
PORTS, ATTEMPTS = 20, 5


class Stop(BaseException):
    """SIGINT, SIGTERM or SIGHUP came."""


def arguments() -> argparse.Namespace:
    """Return the options of the command line; wrong ones end with status 2."""
    parser = argparse.ArgumentParser(prog="./rembuk up", description="Menjalankan Rembuk di komputer ini.")
    parser.add_argument("--port", type=int, default=8000, help="nomor port (bawaan 8000)")
    parser.add_argument("--host", help="alamat yang didengarkan (bawaan 127.0.0.1)")
    parser.add_argument("--lan", action="store_true", help="buka untuk HP di Wi-Fi yang sama, dengan http biasa")
    parser.add_argument("--web", type=int, default=WEB, help=f"banyaknya proses web (bawaan {WEB})")
    parser.add_argument("--no-demo", action="store_true", help="jangan membuat rencana contoh")
    parser.add_argument("--no-db", action="store_true", help="jangan menyalakan basis data; pakai DATABASE_URL")
    chosen = parser.parse_args()
    if not 1 <= chosen.port <= 65535:
        parser.error("--port harus antara 1 dan 65535")
    if not 1 <= chosen.web <= MOST_WEB:
        parser.error(f"--web harus antara 1 dan {MOST_WEB}")
    if chosen.no_db and not os.environ.get("DATABASE_URL"):
        parser.error("--no-db butuh DATABASE_URL, contoh: DATABASE_URL=postgresql://rembuk@server/rembuk")
    return chosen


def main() -> None:
    """Serve until it is told to stop; status 0 then, 1 with a sentence when it cannot start."""
    chosen = arguments()
    with contextlib.suppress(Stop), plainly():
        _listen_to_signals()
        _allow_many_connections()
        try:
            with DataLock(DATA).entered() as house:
                _serve(chosen, house)
        except DataInUse as occupied:
            print(f"Rembuk sudah berjalan di {occupied.url}")


def _serve(chosen: argparse.Namespace, house: DataLock) -> None:
    house.clear_leftovers()
    host = chosen.host or ("0.0.0.0" if chosen.lan else "127.0.0.1")
    port = _port(host, chosen.port)
    addresses = _addresses(host, port)
    children = [web, worker] = _children(host, port, chosen.web)
    with contextlib.ExitStack() as gate, contextlib.ExitStack() as at_end:
        at_end.callback(web.end, 0.0)
        gate.enter_context(house.closed_gate())
        # both import their modules while the database starts
        web.start()
        preparation = _preparation(wants_demo=not chosen.no_demo)
        at_end.callback(preparation.kill)
        house.say("", _pids([web]))
        _check_libraries()
        address = at_end.enter_context(database())
        at_end.callback(_end, children)
        demand_a_careful_server(address)
        demo = _prepare(preparation, wants_demo=not chosen.no_demo)
        gate.close()
        _wait_for_web(web, host, port)
        worker.start()
        house.say(addresses.here, _pids(children))
        print(startup_banner(addresses, demo, lan=addresses.open_to_network), flush=True)
        _watch(children, house, addresses.here)


def _listen_to_signals() -> None:
    def stop(number, frame):
        _ignore_signals()
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _allow_many_connections() -> None:
    """Every phone holds a stream open; the usual soft limit of 1,024 files would end at some hundred phones."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if hard == resource.RLIM_INFINITY else min(hard, 16_384)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _check_libraries() -> None:
    """Without them everything but PDF works, so it is said and not insisted on."""
    missing = system_libraries.missing_libraries()
    if missing and system_libraries.can_install():
        print(f"Memasang pustaka untuk PDF: {', '.join(missing)} …", flush=True)
        system_libraries.install(missing)
        missing = system_libraries.missing_libraries()
    if missing:
        print(f"PDF belum bisa dibuat. Jalankan sekali: {system_libraries.install_line(missing)}", flush=True)


def _preparation(*, wants_demo: bool) -> subprocess.Popen[str]:
    """The process that prepares the database; it begins when its standard input ends."""
    command = [sys.executable, "-m", "masterplan.setup.first_start", *(["--demo"] if wants_demo else [])]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, preexec_fn=die_with_parent)


def _prepare(process: subprocess.Popen[str], *, wants_demo: bool) -> dict | None:
    """What the greeting needs. A database that dies meanwhile, or a killed attempt, is no reason to give up."""
    for _ in range(ATTEMPTS):
        said = process.communicate()[0]
        if process.returncode == 0:
            return json.loads(said.strip().splitlines()[-1])
        if process.returncode > 0 and process.returncode != DATABASE_GONE:
            break
        if cluster := _embedded():
            _start_again(cluster, "")
        process = _preparation(wants_demo=wants_demo)
    stop_with("Basis data tidak bisa disiapkan; sebabnya ada di atas baris ini.")
    raise AssertionError


def _embedded() -> Cluster | None:
    """The database of this house; None where somebody else's server is used."""
    cluster = Cluster(DATABASE)
    return cluster if os.environ["DATABASE_URL"] == cluster.url() else None


def _port(host: str, wished: int) -> int:
    for port in range(wished, min(wished + PORTS, 65536)):
        if network.port_is_free(host, port):
            if port != wished:
                print(f"Port {wished} sedang dipakai program lain; Rembuk memakai port {port}.", flush=True)
            return port
    stop_with(f"Tidak ada port bebas mulai {wished} di {host}. Pilih yang lain dengan --port, atau periksa --host.")
    raise AssertionError


def _is_local(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _addresses(host: str, port: int) -> Addresses:
    lan = network.lan_address()
    return Addresses(
        here=f"http://localhost:{port}/" if _is_local(host) or host in ("0.0.0.0", "::") else f"http://{host}:{port}/",
        network=f"http://{lan}:{port}/" if lan else None,
        open_to_network=not _is_local(host),
        public=os.environ.get("REMBUK_URL", ""),
    )


def _children(host: str, port: int, workers: int) -> list[SupervisedProcess]:
    hosts = [os.environ.get("REMBUK_HOSTS", "")]
    if not _is_local(host):
        hosts += [*network.machine_addresses(), *([host] if host not in ("0.0.0.0", "::") else [])]
    common = {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or Cluster(DATABASE).url(),
        "DJANGO_SETTINGS_MODULE": "masterplan.settings",
        "REMBUK_PLAIN_HTTP": "1",
        "REMBUK_HOSTS": ",".join(name for name in hosts if name),
    }
    own = {"REMBUK_STATEMENT_TIMEOUT": str(STATEMENT_TIMEOUT), "REMBUK_WEB": str(workers)}
    web = SupervisedProcess("web", web_command(host, port, workers), common | own)
    return [web, SupervisedProcess("pekerja", worker_command(), common)]


def _wait_for_web(web: SupervisedProcess, host: str, port: int) -> None:
    attempts = ATTEMPTS
    while not network.answers(host, port):
        ended = web.process.poll() if web.process else None
        if ended is not None:
            attempts -= 1
            if ended >= 0 or not attempts:
                stop_with("Bagian web tidak bisa dinyalakan; sebabnya ada di atas baris ini.")
            web.start()
        time.sleep(0.03)


def _watch(children: list[SupervisedProcess], house: DataLock, url: str) -> None:
    """Start again whatever ends: a child or the embedded database. Ends by `Stop`."""
    cluster, trouble, reload = _embedded(), "", CodeReloader()
    while True:
        time.sleep(AGAIN if trouble else LOOK)
        if reload.changed():
            _say("Kode berubah; dimuat ulang.")
            for child in children:
                child.ask_to_end()
        if cluster and cluster.postmaster() is None:
            if not trouble:
                _say("Basis data berhenti; dinyalakan lagi.")
            trouble = _start_again(cluster, trouble)
        for child in children:
            before = child.process
            if child.look_after():
                _say(f"Bagian {child.name} berhenti; dinyalakan lagi.")
            if child.process is not before:
                # on a full disk the old note stays; what it names is looked at before it is ended
                with contextlib.suppress(OSError):
                    house.say(url, _pids(children))


def _start_again(cluster: Cluster, trouble: str) -> str:
    """Why the database cannot be started, said when it is another reason than `trouble`; "" once it runs."""
    try:
        cluster.start()
    except (ClusterError, psycopg.Error, OSError) as error:
        reason = str(error) if isinstance(error, ClusterError) else "Basis data tidak bisa dinyalakan."
        if reason != trouble:
            _say(f"{reason} Dicoba terus; isian orang tetap ada di HP mereka.")
        return reason
    if trouble:
        _say("Basis data berjalan lagi.")
    return ""


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _pids(children: list[SupervisedProcess]) -> dict[str, int]:
    return {child.name: child.process.pid for child in children if child.process}


def _end(children: list[SupervisedProcess]) -> None:
    _ignore_signals()
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.end(deadline)


if __name__ == "__main__":
    main()
