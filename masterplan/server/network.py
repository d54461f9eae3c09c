"""Addresses and ports of this machine. Nothing here sends a packet."""

import os
import socket
from contextlib import suppress

#: From the range kept for documentation: connecting a UDP socket only asks the routing table.
_NOBODY = ("192.0.2.1", 9)

#: Milliseconds after which a connection whose other end acknowledges nothing is given up.
SILENT_MS = 11_000

#: Bytes that may wait in the system for a reader who takes nothing, beside what is already on its way.
UNSENT = 32 * 1024

#: Seconds of rest before the system asks whether the other end still lives; between its questions; how many.
REST, BETWEEN, QUESTIONS = 30, 5, 3


def set_keepalive() -> list[str]:
    """Let the system give up connections to phones that vanished without a word; the options that were set.

    Accepted connections inherit them from the listening socket, which this looks for in the own process: the web
    server opens it (after the start of the application) and gives no way in. Empty while there is none.
    `TCP_USER_TIMEOUT` exists on Linux only (docs/running.md, "Phones that vanish").
    """
    options = {
        "SO_KEEPALIVE": (socket.SOL_SOCKET, 1),
        "TCP_KEEPIDLE": (socket.IPPROTO_TCP, REST),
        "TCP_KEEPINTVL": (socket.IPPROTO_TCP, BETWEEN),
        "TCP_KEEPCNT": (socket.IPPROTO_TCP, QUESTIONS),
        "TCP_USER_TIMEOUT": (socket.IPPROTO_TCP, SILENT_MS),
        "TCP_NOTSENT_LOWAT": (socket.IPPROTO_TCP, UNSENT),
    }
    done = set()
    for listening in _waiting_sockets():
        with listening:
            for name, (level, value) in options.items():
                with suppress(OSError, AttributeError):
                    listening.setsockopt(level, getattr(socket, name), value)
                    done.add(name)
    return sorted(done)


def _waiting_sockets() -> list[socket.socket]:
    """Second handles of the TCP sockets of this process that accept connections."""
    found = []
    for name in os.listdir("/dev/fd"):
        with suppress(OSError):
            one = socket.socket(fileno=os.dup(int(name)))
            internet = one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM
            if internet and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                found.append(one)
            else:
                one.close()
    return found


def lan_address() -> str | None:
    """Return the address under which other devices of the network reach this computer, if it is in one."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_NOBODY)
        address = probe.getsockname()[0]
        if not address.startswith("127."):
            return address
    return None


def machine_addresses() -> list[str]:
    """Return all IPv4 addresses and the name of this computer, for the list of allowed hosts."""
    found = {lan_address(), socket.gethostname()}
    with suppress(OSError):
        found |= {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return sorted(name for name in found if name)


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. granian itself would share the port silently."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True


def free_port() -> int:
    """Return a port of this computer that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(host: str, port: int) -> bool:
    """Whether a server accepts connections there."""
    place = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    with suppress(OSError), socket.create_connection((place, port), timeout=1):
        return True
    return False
