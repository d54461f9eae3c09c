"""A browser's end of the ring, over a plain connection."""

import http.client
import socket
import threading
from urllib.parse import urlsplit

from django.utils import timezone

from tests.cast import new_op
from tests.processes import until
from workshops.live.actions import notify
from workshops.live.models import Event


def moves_to(plan, number, board=""):
    """The plan moves to event `number` of `board`, as the end of a save leaves it, and that is rung."""
    Event.objects.create(
        plan=plan, number=number, at=timezone.now(), actor="sistem", verb="entry.saved", pillar=board, op=new_op()
    )
    type(plan).objects.filter(pk=plan.pk).update(head=number)
    notify(f"{plan.pk}:{number}:{board}")


class Stream:
    """An open `/ring/<slug>/`. `numbers` are those that came, `over` is set when the server ended it."""

    def __init__(self, url, person=None, slug="ponorogo", board="", **headers):
        place = urlsplit(url)
        self.connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        if person:
            headers["Cookie"] = "; ".join(f"{name}={item.value}" for name, item in person.client.cookies.items())
        asked = f"?papan={board}" if board else ""
        self.connection.request("GET", f"/ring/{slug}/{asked}", headers={"Accept": "text/event-stream", **headers})
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.numbers, self.lines, self.over = [], [], threading.Event()
        self.body = b"" if self.status == 200 else self.answer.read()
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in self.answer:
                text = line.decode().strip()
                self.lines.append(text)
                if text.startswith("data:") and self.lines[-2:-1] != ["event: hadir"]:
                    self.numbers.append(int(text.removeprefix("data:")))
            # after the last piece there is none to come; where a server was killed its end is missing
            self.clean = self.answer.chunk_left is None
        except (OSError, http.client.HTTPException):
            self.clean = False
        self.over.set()

    def hears(self, number):
        """Wait until `number` has come."""
        until(lambda: number in self.numbers)

    def ends(self):
        """Wait until the server has ended the stream; whether it did so cleanly."""
        until(self.over.is_set, 12)
        return self.clean

    def close(self):
        """Leave, as a phone does that goes out of reach."""
        self.socket.shutdown(socket.SHUT_RDWR)
