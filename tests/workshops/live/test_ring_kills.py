"""The ring follows the commit: whoever dies in between loses nobody's ring, and nobody's save."""

import subprocess
import sys
from contextlib import closing

from django.db import connection, transaction

from masterplan.server.paths import ROOT
from tests.amounts import either
from tests.browsing import environment_of_test_database
from tests.cast import new_op
from tests.streams import Stream
from workshops.live.actions import plan_write
from workshops.live.models import Event

#: Each round kills once a board: 1,002 kills with `--slow`.
BOARDS, ROUNDS = ("GOV", "ECO", "SOC", "ENV", "BRA", "LIV"), (2, 167)

#: For each line "plan board" a process that writes an event of that board and is killed the moment it is committed.
KILLED = """
import os, secrets, signal, sys
import django
django.setup()
from django.db import transaction
from workshops.live.actions import plan_write
from workshops.permissions import Actor

for line in sys.stdin:
    plan, board = line.split()
    child = os.fork()
    if not child:
        with plan_write(Actor("sistem", int(plan), "operator"), op=secrets.token_hex(8), body=[]) as write:
            transaction.on_commit(lambda: (print(event.number, flush=True), os.kill(os.getpid(), signal.SIGKILL)))
            event = write.record("problem.changed", ["masalah-1"], pillar=board)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
"""


def test_a_writer_that_is_killed_between_commit_and_ring_loses_nobodys_ring(server, plan, ani):
    streams = {board: Stream(server.url, ani, board=board) for board in BOARDS}
    for stream in streams.values():
        stream.hears(0)
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=ROOT,
        env=environment_of_test_database(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        for _ in range(either(*ROUNDS)):
            numbers = {}
            for board in BOARDS:
                print(plan.pk, board, file=writer.stdin, flush=True)
                numbers[board] = int(writer.stdout.readline())
            # what is rung after it hides none of them: it concerns another board
            with plan_write(ani.actor, op=new_op(), body=[]) as write:
                write.record("problem.changed", ["masalah-1"], pillar="LAIN")
            for board, number in numbers.items():
                streams[board].hears(number)
        writer.stdin.close()
    assert writer.returncode == 0
    assert Event.objects.filter(plan=plan).count() == either(*ROUNDS) * (len(BOARDS) + 1)


def test_a_ring_that_cannot_be_sent_is_no_fault_of_the_save(server, plan, ani):
    stream = Stream(server.url, ani)
    stream.hears(0)

    def cut():
        """The connection of the save is lost with its commit."""
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])

    with plan_write(ani.actor, op=new_op(), body=[]) as write:
        transaction.on_commit(cut)
        number = write.record("problem.changed", ["masalah-1"], pillar="GOV").number
    connection.close()
    stream.hears(number)
    assert Event.objects.get(plan=plan).number == number
