"""`./rembuk up`: what it says, one at a time, and what happens when any part of it is killed."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest

from masterplan.server.network import free_port, lan_address, port_is_free
from masterplan.server.paths import ROOT, VERSION
from masterplan.server.up import WEB
from tests.processes import Home, alive, children_of, until

pytestmark = pytest.mark.server


@pytest.fixture
def home():
    """An empty data folder."""
    with closing(Home.make()) as made:
        yield made


@pytest.fixture
def settled(prepared):
    """A data folder in which `up` was ready before."""
    with closing(Home.make(like=prepared)) as made:
        yield made


@pytest.fixture(scope="module")
def _lasting(prepared):
    with closing(Home.make(like=prepared)) as made:
        yield made


@pytest.fixture
def running(_lasting):
    """`up` without the example plan, ready; started anew where an earlier test has ended it."""
    if not any(process.poll() is None for process in _lasting.started):
        start_again(_lasting)
    return _lasting


def start_again(home, port=0):
    home.up("--no-demo", "--port", str(port or free_port()))
    home.ready()


def test_the_network_is_closed_unless_asked_for_and_a_second_one_says_where_the_first_is(running):
    assert "./rembuk up --lan" in running.said() or "tidak tersambung ke jaringan" in running.said()
    assert host_is_refused(running, "192.168.77.1")
    second = running.up("--no-demo")
    assert second.wait(60) == 0
    assert running.said().strip() == f"Rembuk sudah berjalan di {running.url}"
    running.forget(second)
    assert running.answers()


@pytest.mark.in_turn
def test_a_busy_port_is_said_and_the_next_one_taken(settled):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        busy = other.getsockname()[1]
        assert not port_is_free("127.0.0.1", busy)
        settled.up("--no-demo", "--port", str(busy))
        assert f"Port {busy} sedang dipakai program lain" in settled.ready()
        assert settled.answers()
        assert str(busy) not in settled.url


@pytest.mark.in_turn
@pytest.mark.parametrize("part", ["web", "page process", "worker", "database"])
def test_whatever_is_killed_comes_back_by_itself(running, part):
    find = {
        "web": lambda: running.pid_of("web"),
        "page process": lambda: next(iter(children_of(running.pid_of("web") or 0)), None),
        "worker": lambda: running.pid_of("pekerja"),
        "database": running.cluster.postmaster,
    }[part]
    before, said = find(), running.said()
    os.kill(before, signal.SIGKILL)
    until(lambda: not alive(before))
    until(lambda: find() not in (None, before))
    until(running.answers)
    assert running.started[-1].poll() is None
    # beside a page process others serve, and their parent starts it again
    sentence = "Unexpected exit" if part == "page process" else "dinyalakan lagi"
    assert sentence in running.said().removeprefix(said)


@pytest.mark.in_turn
def test_a_killed_launcher_takes_its_children_along_and_the_next_one_serves_the_same_address(running):
    # the database stays for the next one; where a launcher had to start it again, it is of the launcher's family
    postmaster = running.cluster.postmaster()
    family = set(running.family()) - {postmaster, *children_of(postmaster)}
    url = running.url
    running.started[-1].kill()
    running.started[-1].wait()
    start_again(running, url.rsplit(":", 1)[1].strip("/"))
    assert running.url == url
    assert running.answers()
    until(lambda: not any(map(alive, family)))


@pytest.mark.in_turn
def test_everything_killed_at_once_comes_up_again(running):
    for pid in running.family():
        with suppress(ProcessLookupError):  # who has died of its parent's death
            os.kill(pid, signal.SIGKILL)
    running.started[-1].wait()
    start_again(running)
    assert running.answers()


@pytest.mark.in_turn
@pytest.mark.parametrize("victim", ["database", "preparation"])
def test_what_dies_while_the_database_is_prepared_is_no_reason_to_give_up(running, victim):
    def preparation():
        commands = {pid: Path(f"/proc/{pid}/cmdline") for pid in children_of(running.started[-1].pid)}
        return next((pid for pid, path in commands.items() if b"setup.first_start" in path.read_bytes()), None)

    running.started[-1].kill()
    running.started[-1].wait()
    running.up("--no-demo", "--port", str(free_port()))
    pid = until(preparation)
    os.kill(running.cluster.postmaster() if victim == "database" else pid, signal.SIGKILL)
    running.ready()
    assert running.answers()


def test_it_says_where_it_is_and_ends_without_leaving_anything(running):
    assert running.url in running.said()
    assert running.answers()
    family = running.family()
    assert len(family) >= 5
    running.started[-1].send_signal(signal.SIGINT)
    assert running.started[-1].wait(60) == 0
    until(lambda: not any(map(alive, family)))
    assert not running.cluster.running()


@pytest.mark.in_turn
def test_lan_says_what_it_gives_up_and_knows_only_this_machines_names(settled):
    settled.up("--no-demo", "--lan", "--port", str(free_port()))
    said = settled.ready()
    assert "http biasa" in said
    assert "tanpa\n  enkripsi" in said
    assert settled.answers()
    assert host_is_refused(settled, "canary.test")
    if address := lan_address():
        port = urllib.parse.urlsplit(settled.url).port
        with urllib.request.urlopen(f"http://{address}:{port}/sehat/", timeout=60) as answer:
            assert answer.read() == b"ok\n"


@pytest.mark.in_turn
def test_two_machines_serve_one_database_server(home, settled):
    """`DATABASE_URL` and `--no-db`: nothing is started here, and the end of one leaves the other alone."""
    server, second = settled.cluster, Home.make()
    try:
        server.start()
        for machine in (home, second):
            machine.up("--no-demo", "--no-db", "--port", str(free_port()), DATABASE_URL=server.url())
            machine.ready()
            assert machine.answers()
            assert machine.cluster.postmaster() is None
        home.started[0].terminate()
        assert home.started[0].wait(60) == 0
        assert second.answers()
        assert server.running()
    finally:
        second.close()
        server.stop()


def host_is_refused(home, host):
    request = urllib.request.Request(home.url + "alamat-lain/", headers={"Host": host})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    return refused.value.code == 400


def run(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return subprocess.run(
        [sys.executable, "-m", "masterplan.server.up", "--no-demo", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
    )


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence():
    done = run(REMBUK_DATA="/proc/rembuk")
    assert done.returncode == 1
    assert done.stderr.startswith("Folder /proc/rembuk tidak bisa ditulisi")
    assert done.stderr.count("\n") == 1


def test_there_are_as_many_web_processes_as_cores_and_two_at_least(running):
    assert WEB >= 2
    until(lambda: len(children_of(running.pid_of("web"))) == WEB)


@pytest.mark.parametrize("many", ["0", "9", "dua"])
def test_how_many_web_processes_there_may_be_is_said(home, many):
    done = run("--web", many, REMBUK_DATA=str(home.data))
    assert done.returncode == 2
    assert "--web" in done.stderr


def test_no_db_without_a_server_is_said(home):
    done = run("--no-db", REMBUK_DATA=str(home.data))
    assert done.returncode == 2
    assert "--no-db butuh DATABASE_URL" in done.stderr


def test_a_database_server_that_answers_before_it_has_written_is_refused(home, test_cluster):
    """Switch 2 on a server of somebody else: the tests' own server is such a one."""
    done = run("--no-db", REMBUK_DATA=str(home.data), DATABASE_URL=test_cluster.url("postgres"))
    assert done.returncode == 1
    assert "fsync=off" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.in_turn
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "pendek", "SECRET_KEY terlalu pendek"),
        ("REMBUK_HOSTS", "*", "REMBUK_HOSTS berisi nama host"),
        ("REMBUK_URL", "rembuk.contoh", "REMBUK_URL harus alamat lengkap"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL harus dimulai dengan postgresql://"),
        ("DATABASE_URL", "postgresql://x/", "DATABASE_URL tidak menyebut nama basis data"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(home, name, value, sentence):
    done = run(**{"REMBUK_DATA": str(home.data), name: value})
    assert done.returncode == 1
    assert sentence in done.stderr


def browser_of(home):
    """Opens addresses of this Rembuk and keeps cookies, as a browser does; gives (address, page)."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def go(path, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        with opener.open(urllib.request.Request(home.url + path, data), timeout=30) as answer:
            return answer.url, answer.read().decode()

    return go


@pytest.fixture
def said(prepared):
    """What the one said at its first start that stayed, of three that were started at once in an empty folder."""
    texts = [output.read_text() for output in prepared.glob("output-*.txt")]
    (stayed,) = [text for text in texts if f"Rembuk {VERSION} siap" in text]
    (url,) = {re.search(r"sudah berjalan di (\S+)", text).group(1) for text in texts if text != stayed}
    assert len(texts) == 3
    assert url in stayed
    return stayed


def test_whoever_comes_while_the_database_is_made_meets_no_error(prepared):
    assert (prepared / "first-answer").read_text() == "200"


@pytest.mark.in_turn
def test_several_at_once_in_an_empty_folder_give_one_rembuk_and_a_way_in(said, settled):
    login, password = re.search(r"Akun staf\s+(\S+)\s+kata sandi\s+(\S+)", said).groups()
    code = re.search(r"Kode gabung\s+(\S{4}-\S{4})", said).group(1)
    token = re.search(r"Pindai, atau\s+http\S+/(g/\S+/)", said).group(1)
    assert "█" in said

    settled.up("--port", str(free_port()))
    again = settled.ready()
    go = browser_of(settled)
    _, form = go("masuk/")
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
    address, page = go("masuk/", csrfmiddlewaretoken=secret, username=login, password=password)
    assert not address.endswith("/masuk/"), page
    assert "Ponorogo" in page
    assert "Ponorogo" in browser_of(settled)(token)[1]
    assert code in again
    assert token in again
    assert password not in again
    assert "staff_password" in again
