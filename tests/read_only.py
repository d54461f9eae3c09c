"""GET never writes: in the tests every GET and HEAD runs on a connection that refuses to.

Stands first in the middlewares of `masterplan/settings_test.py`, so it holds for the test client and for
the real server of the browser tests alike. The switch to read-only goes past Django's cursors, so query
counts do not see it, and past those of psycopg: it is thrown twice for each GET of the suite.
"""

from contextlib import ExitStack

import psycopg
from django.db import connection

READING = ("GET", "HEAD", "OPTIONS")


class ReadOnlyGets:
    """Raises `AssertionError` when a reading request tried to write, even if the view swallowed the refusal."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING:
            return self.get_response(request)
        guard = Refusing()
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(guard))
            stack.callback(guard.end)
            response = self.get_response(request)
        if guard.attempt:
            raise AssertionError(f"{request.method} {request.path} tried to write: {guard.attempt}")
        return response


class Refusing:
    """An execute wrapper: makes the connection read-only at the first statement and remembers a refusal."""

    def __init__(self):
        self.raw = None
        self.nested = False
        self.broken = False
        self.attempt = ""

    def __call__(self, execute, sql, params, many, context):
        if self.raw is None:
            self.begin()
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            if isinstance(error.__cause__, psycopg.errors.ReadOnlySqlTransaction):
                self.attempt = str(sql)
            raise

    def begin(self):
        self.raw, self.nested = connection.connection, connection.in_atomic_block
        self.broken = connection.needs_rollback
        if self.nested:
            # psycopg begins a transaction with its own first statement, which this is not
            idle = self.raw.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE
            self.say(b"BEGIN; " * idle + b"SAVEPOINT reading; SET LOCAL transaction_read_only = on")
        else:
            self.say(b"SET default_transaction_read_only = on")

    def say(self, statements):
        done = self.raw.pgconn.exec_(statements)
        assert done.status == psycopg.pq.ExecStatus.COMMAND_OK, done.error_message

    def end(self):
        if self.raw is None or self.raw.closed:
            return
        if self.nested:
            # also brings back the right to write: the setting belongs to the savepoint
            self.say(b"ROLLBACK TO SAVEPOINT reading; RELEASE SAVEPOINT reading")
            connection.needs_rollback = self.broken
        else:
            self.say(b"SET default_transaction_read_only = off")
