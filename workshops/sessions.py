"""Django's sessions in the database, for keys that Django can have made."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.utils import timezone

from workshops.plans.compiled import Compiled


class SessionStore(Sessions):
    """A cookie may hold anything, also what a text column refuses (NUL): whoever sends that is nobody."""

    def _validate_session_key(self, key):
        return bool(key) and key.isascii() and key.isalnum() and super()._validate_session_key(key)

    def _get_session_from_db(self):
        found = self.session_key and _held.first(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found


_held = Compiled(
    lambda key, now: Sessions.get_model_class().objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)
