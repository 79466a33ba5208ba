"""All settings, in one file. What each means is said in docs/settings.md; a test compares the two."""

import secrets
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import database, env, mail, serving

BASE_DIR = Path(__file__).resolve().parent.parent

# One switch for a run on one's own computer; everything that it changes is read off it here.
CHORUS_LOCAL = env.flag("CHORUS_LOCAL")
CHORUS_DEMONSTRATION = env.flag("CHORUS_DEMONSTRATION")
CHORUS_DATA_DIR = Path(env.text("CHORUS_DATA_DIR", str(BASE_DIR / "var")))
CHORUS_SECRETS_DIR = Path(env.text("CHORUS_SECRETS_DIR", str(CHORUS_DATA_DIR / "secrets")))

CHORUS_SITE_NAME = env.text("CHORUS_SITE_NAME", "Chorus")
CHORUS_EMERGENCY_NUMBER = env.text("CHORUS_EMERGENCY_NUMBER", "999")
CHORUS_COUNTRY = env.text("CHORUS_COUNTRY", "gb")
CHORUS_HOLIDAYS = env.text("CHORUS_HOLIDAYS", "GB-ENG")
CHORUS_EMERGENCY_NUMBERS = env.pairs(
    "CHORUS_EMERGENCY_NUMBERS", "au=000,ca=911,gb=999,ie=112,in=112,us=911,zz=112"
)
CHORUS_LEAVE_URL = env.text("CHORUS_LEAVE_URL", "https://www.bbc.co.uk/weather")
CHORUS_SEARCH_ENGINES = env.flag("CHORUS_SEARCH_ENGINES")
CHORUS_TIME_ZONE = env.text("CHORUS_TIME_ZONE", "Europe/London")
CHORUS_LANGUAGES = env.some_of("CHORUS_LANGUAGES", ("en", "ar", "fr"), "en,ar,fr")
CHORUS_UNDO = timedelta(minutes=env.number("CHORUS_UNDO_MINUTES", 0 if CHORUS_LOCAL else 60))
CHORUS_GROUPS_AT_ONCE = env.flag("CHORUS_GROUPS_AT_ONCE", CHORUS_LOCAL)
CHORUS_SECOND_FACTOR = env.flag("CHORUS_SECOND_FACTOR", not CHORUS_LOCAL)
CHORUS_DAY_WEIGHT = env.number("CHORUS_DAY_WEIGHT", 24)
CHORUS_SECOND_READER = env.flag("CHORUS_SECOND_READER", not CHORUS_LOCAL)
CHORUS_PRACTICE = env.flag("CHORUS_PRACTICE", not CHORUS_LOCAL)
CHORUS_OWNER_DATABASE_URL = env.text(
    "CHORUS_OWNER_DATABASE_URL", env.text("DATABASE_URL", "postgresql:///chorus")
)
CHORUS_SERVE = env.one_of("CHORUS_SERVE", serving.SIDES, "both")
CHORUS_PROCESSES = env.number("CHORUS_PROCESSES", 1)
CHORUS_CACHE_URL = env.text("CHORUS_CACHE_URL")
CHORUS_ADDRESS_HEADER = env.text("CHORUS_ADDRESS_HEADER")
CHORUS_PAGE_CACHE_SECONDS = env.number("CHORUS_PAGE_CACHE_SECONDS", 30)

CHORUS_DIGEST_TO = tuple(filter(None, env.text("CHORUS_DIGEST_TO").split(",")))
_MAIL_URL = env.text("CHORUS_MAIL_URL")
# Only for the digest of counts: nothing else of this site sends mail, not even by mistake.
CHORUS_MAIL = mail.from_url(_MAIL_URL)
EMAIL_BACKEND = mail.NOWHERE

if bool(_MAIL_URL) != bool(CHORUS_DIGEST_TO):
    raise ImproperlyConfigured("CHORUS_MAIL_URL and CHORUS_DIGEST_TO go together: set both, or neither.")
if CHORUS_LANGUAGES[0] != "en":
    raise ImproperlyConfigured(
        "CHORUS_LANGUAGES needs en: it has the addresses without a language, and the team."
    )
if CHORUS_PROCESSES > 1 and not CHORUS_CACHE_URL:
    raise ImproperlyConfigured(
        "Several processes need CHORUS_CACHE_URL, or the limits count each for itself."
    )


def _django_key() -> str:
    path = CHORUS_SECRETS_DIR / "django_key"
    # Before the first start has made one: never a key that anybody could know.
    return path.read_text(encoding="ascii").strip() if path.exists() else secrets.token_hex()


DEBUG = False
SECRET_KEY = _django_key()
ALLOWED_HOSTS = env.text("CHORUS_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": database.from_url(
        env.text("DATABASE_URL", "postgresql:///chorus"), CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True
    )
}
# Copies of the database, for readers' pages only. One that hangs must not make a reader wait.
CHORUS_REPLICAS = {
    f"replica{number}": database.from_url(url, CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
    for number, url in enumerate(filter(None, env.text("CHORUS_REPLICA_URLS").split(",")), 1)
}
for _replica in CHORUS_REPLICAS.values():
    _replica["OPTIONS"] = {"connect_timeout": "2"} | _replica["OPTIONS"]
DATABASES |= CHORUS_REPLICAS
DATABASE_ROUTERS = ["testimonies.replicas.Router"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "chorus",
        # Django's 300 would let a rush push the limits' counters out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
if CHORUS_CACHE_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CHORUS_CACHE_URL,
            # A cache that hangs must not make somebody wait who came to write.
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
# nginx itself says that the site comes by TLS only (W004) and sends visitors there (W008), also while we do not
# answer; tests/deploy/test_nginx.py holds it to both.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
# Of Django's admin only the pages are used: not its permissions, its messages, its log, its sign-in (moderation.data).
SILENCED_SYSTEM_CHECKS += ["admin.E402", "admin.E404", "admin.E406", "admin.E409"]
if not CHORUS_CACHE_URL:
    # The limits may count in the process as long as there is one: checked above.
    SILENCED_SYSTEM_CHECKS += ["django_ratelimit.E003", "django_ratelimit.W001"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "vault",
    "testimonies",
    "moderation",
]
MIDDLEWARE = [
    "testimonies.middleware.PublicPages",
    "config.serving.OnlyOneSide",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.static_files.StaticFiles",
    "testimonies.middleware.Utf8",
    "testimonies.middleware.LanguageOfThePath",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "moderation.middleware.SignedInUnlessPublic",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "testimonies.context.site",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "chorus"
CRISPY_TEMPLATE_PACK = "chorus"

AUTH_USER_MODEL = "moderation.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "moderation.password_strength.HardToGuess"},
]
LOGIN_URL = "moderation:sign-in"

# The moderators' session: 30 idle minutes; the 12 hours in all are held by moderation.sessions.
SESSION_COOKIE_NAME = "team"
SESSION_COOKIE_PATH = "/team/"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = not CHORUS_LOCAL
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = True
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = not CHORUS_LOCAL
CSRF_FAILURE_VIEW = "moderation.views.problems.csrf_failure"

# A site that others reach is behind a proxy that speaks TLS and says so in a header which it always sets itself.
SECURE_PROXY_SSL_HEADER = None if CHORUS_LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# A form of 20,000 characters can take 240,000 bytes when it is percent-encoded; nginx closes at 512 KiB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = ["testimonies.uploads.NoUploads"]

LANGUAGE_CODE = "en"
_LANGUAGES = {"en": _("English"), "ar": _("Arabic"), "fr": _("French")}
LANGUAGES = [(code, _LANGUAGES[code]) for code in CHORUS_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CHORUS_TIME_ZONE

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {
        "ours": {"class": "config.errors.QuietHandler"},
        "nobody": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["ours"], "level": "WARNING"},
    "loggers": {
        # Named, or it would be switched off with all that existed before; a page that is not there is no error.
        "django.request": {"level": "ERROR"},
        # These would log paths and hosts. A list without handlers is no silence: Python's last resort then
        # writes message and traceback to standard error.
        "django.security": {"handlers": ["nobody"], "propagate": False},
        "django.server": {"handlers": ["nobody"], "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
ADMINS: list[tuple[str, str]] = []
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
