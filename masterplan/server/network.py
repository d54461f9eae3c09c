"""Addresses and ports of this machine. Nothing here sends a packet."""

import socket
from contextlib import suppress

#: From the range kept for documentation: connecting a UDP socket only asks the routing table.
_NOBODY = ("192.0.2.1", 9)


def lan_address() -> str | None:
    """The address under which other devices of the network reach this computer, if it is in one."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_NOBODY)
        address = probe.getsockname()[0]
        if not address.startswith("127."):
            return address
    return None


def machine_addresses() -> list[str]:
    """All IPv4 addresses and the name of this computer, for the list of allowed hosts."""
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
    """A port of this computer that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(host: str, port: int) -> bool:
    """Whether a server accepts connections there."""
    place = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    with suppress(OSError), socket.create_connection((place, port), timeout=1):
        return True
    return False
