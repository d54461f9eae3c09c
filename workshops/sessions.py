"""Django's sessions in the database, for keys that Django can have made."""

from django.contrib.sessions.backends.db import SessionStore as Sessions


class SessionStore(Sessions):
    """A cookie may hold anything, also what a text column refuses (NUL): whoever sends that is nobody."""

    def _validate_session_key(self, key):
        return bool(key) and key.isascii() and key.isalnum() and super()._validate_session_key(key)
