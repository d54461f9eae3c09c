"""Every setting of Rembuk, in one file. A wrong value stops the start with a sentence that says what to do.

Read from the environment (all optional, `docs/running.md` lists them):
`DATABASE_URL`, `SECRET_KEY`, `REMBUK_DATA`, `REMBUK_HOSTS`, `REMBUK_URL`, `REMBUK_PLAIN_HTTP`,
`REMBUK_STATEMENT_TIMEOUT`, `REMBUK_PREPARE_AFTER`, `REMBUK_WEB`, `REMBUK_DEBUG`.
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from masterplan.server.cluster import Cluster
from masterplan.server.paths import DATA, DATABASE, ROOT


def _switch(name: str) -> bool:
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name}={value!r} tidak dikenal. Tulis {name}=1 atau kosongkan.")
    return value == "1"


def _whole(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name}={value!r} bukan bilangan bulat.")
    return int(value)


def _secret(data: Path) -> str:
    """`SECRET_KEY` from the environment, else one made once and kept with mode 0600."""
    if value := os.environ.get("SECRET_KEY"):
        if len(value) < 32:
            raise ImproperlyConfigured("SECRET_KEY terlalu pendek: paling sedikit 32 karakter acak.")
        return value
    place = data / "secret"
    for _ in range(2):
        with contextlib.suppress(FileNotFoundError):
            if value := place.read_text().strip():
                return value
        try:
            data.mkdir(parents=True, exist_ok=True)
            fresh = data / f"secret.{os.getpid()}"
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(48))
            # two processes at the first start: the first link wins and both read it
            with contextlib.suppress(FileExistsError):
                os.link(fresh, place)
            fresh.unlink()
        except OSError as error:
            raise ImproperlyConfigured(
                f"Kunci rahasia tidak bisa disimpan di {place} ({error.strerror}). "
                "Buat folder itu bisa ditulisi atau setel SECRET_KEY."
            ) from error
    return place.read_text().strip()


def _database(url: str) -> dict:
    """Django's description of the server that `url` (postgresql://user:pass@host:port/name?option=…) names."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL harus dimulai dengan postgresql:// (Rembuk hanya memakai PostgreSQL).")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL tidak menyebut nama basis data, contoh: postgresql://…/rembuk")
    try:
        port: str | int | None = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL memuat nomor port yang bukan angka.") from error
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    port = options.pop("port", None) or port
    # whatever the server's own default is: COMMIT returns when the change is on the disk
    demands = [options.get("options", ""), "-c synchronous_commit=on"]
    milliseconds = _whole("REMBUK_STATEMENT_TIMEOUT", 0)
    if milliseconds:
        # a page never hangs on a lock: it answers 503 and the phone keeps the text
        demands.append(f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds // 2}")
    options["options"] = " ".join(demands).strip()
    # seconds until a server that accepts and says nothing is given up; milliseconds until one that is gone is
    options.setdefault("connect_timeout", "5")
    options.setdefault("tcp_user_timeout", "9000")
    # planning is more than half of what a short statement costs; 0 where a pool gives each transaction another server
    after = _whole("REMBUK_PREPARE_AFTER", 3)
    prepared = {"server_side_binding": True, "prepare_threshold": after} if after else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options | prepared,
        # a few fixed threads: bounded by construction, see `LANES` in masterplan/asgi.py
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _hosts(public: str) -> list[str]:
    names = [name.strip() for name in os.environ.get("REMBUK_HOSTS", "").split(",") if name.strip()]
    if any(name == "*" or "/" in name for name in names):
        raise ImproperlyConfigured(
            "REMBUK_HOSTS berisi nama host dipisah koma, tanpa * dan tanpa http://, contoh: rembuk.contoh.go.id"
        )
    return ["localhost", "127.0.0.1", "[::1]", *names, *([public] if public else [])]


def _public(url: str) -> tuple[str, bool]:
    """Host name and whether it is https, of the address that people type (`REMBUK_URL`)."""
    if not url:
        return "", False
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured("REMBUK_URL harus alamat lengkap, contoh: https://rembuk.contoh.go.id")
    return parts.hostname, parts.scheme == "https"


BASE_DIR: Path = ROOT
DATA_DIR: Path = DATA
DEBUG: bool = _switch("REMBUK_DEBUG")
SECRET_KEY: str = _secret(DATA)

REMBUK_URL: str = os.environ.get("REMBUK_URL", "").rstrip("/")
_public_host, _https = _public(REMBUK_URL)
ALLOWED_HOSTS: list[str] = _hosts(_public_host)
CSRF_TRUSTED_ORIGINS: list[str] = [REMBUK_URL] if REMBUK_URL else []
if _https:
    SECURE_PROXY_SSL_HEADER: tuple[str, str] = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS: list[str] = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_tasks_db",
    "workshops",
    "pillars",
    "masterplan",
]

MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "masterplan.server.middleware.RequestGuard",
    "masterplan.server.middleware.Compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "workshops.access.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF: str = "masterplan.urls"
TEMPLATES: list[dict] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["workshops.templatetags.pieces"],
            "loaders": (
                ["django.template.loaders.filesystem.Loader"]
                if DEBUG
                else [("django.template.loaders.cached.Loader", ["masterplan.template_loader.CompactLoader"])]
            ),
        },
    }
]

DATABASES: dict[str, dict] = {"default": _database(os.environ.get("DATABASE_URL") or Cluster(DATABASE).url())}
DEFAULT_AUTO_FIELD: str = "django.db.models.BigAutoField"
TASKS: dict[str, dict] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL: str = "workshops.Account"
LOGIN_URL: str = "/masuk/"
LOGIN_REDIRECT_URL: str = "/"
PASSWORD_HASHERS: list[str] = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE: str = "id"
TIME_ZONE: str = "Asia/Jakarta"
USE_TZ: bool = True
USE_I18N: bool = True
# Numbers are written by pillars/fields.py; Django's own grouping would put a second hand into them.
USE_THOUSAND_SEPARATOR: bool = False

# Plain http is the hotel's LAN or this computer; everywhere else cookies travel encrypted only.
PLAIN_HTTP: bool = _switch("REMBUK_PLAIN_HTTP") and not _https
SESSION_ENGINE: str = "workshops.access"
SESSION_COOKIE_NAME: str = "rembuk"
SESSION_COOKIE_AGE: int = 14 * 24 * 3600
#: Seconds that a participant's browser stays known: the workshops of one plan lie months apart.
PARTICIPANT_SESSION_SECONDS: int = 120 * 24 * 3600
#: Seconds from the login of an account to its end: one working day.
STAFF_SESSION_SECONDS: int = 12 * 3600
SESSION_COOKIE_HTTPONLY: bool = True
SESSION_COOKIE_SAMESITE: str = "Lax"
SESSION_COOKIE_SECURE: bool = not PLAIN_HTTP
CSRF_COOKIE_NAME: str = "rembuk_csrf"
CSRF_COOKIE_HTTPONLY: bool = True
CSRF_COOKIE_SAMESITE: str = "Lax"
CSRF_COOKIE_SECURE: bool = not PLAIN_HTTP
CSRF_FAILURE_VIEW: str = "workshops.people.views.error_pages.csrf_failure"

#: Web processes of this `up`: what each counts for itself has its share of a limit.
WEB_PROCESSES: int = max(1, _whole("REMBUK_WEB", 1))

#: Seconds after which nobody counts as here whose web process died; pages are renewed five times in it.
PRESENCE_SECONDS: float = 30.0

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF: bool = True
SECURE_REFERRER_POLICY: str = "same-origin"
SECURE_HSTS_SECONDS: int = 30 * 24 * 3600 if _https else 0

#: Bytes of a request's body; larger ones are refused with 413 before Django sees them (masterplan/server/requests.py).
DATA_UPLOAD_MAX_MEMORY_SIZE: int = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS: int = 2000
DATA_UPLOAD_MAX_NUMBER_FILES: int = 10

STATIC_URL: str = "/static/"
STATICFILES_DIRS: list[Path] = [ROOT / "static"]
STATICFILES_FINDERS: list[str] = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS: bool = True
WHITENOISE_AUTOREFRESH: bool = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS: bool = False
WHITENOISE_MAX_AGE: int = 60
WHITENOISE_IMMUTABLE_FILE_TEST: str = r"-\d+(\.\d+)+(\.min)?\.\w+$|\.[0-9a-f]{8,}\.\w+$"

LOGGING: dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "masterplan.server.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # a wrong address is no problem of ours, and its text is a stranger's
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django_tasks_db": {"level": "ERROR"},
        "rembuk": {"level": "INFO"},
    },
}
