# SPDX-License-Identifier: EUPL-1.2
"""All settings, in one file. Values that differ between installations come from the environment: see docs/settings.md."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from samsyn.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent

DATA_DIR = Path(env.text("SAMSYN_DATA_DIR", "var")).resolve()
DEBUG = env.flag("SAMSYN_DEBUG")
PUBLIC_URL = env.text("SAMSYN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")


def _secret_key() -> str:
    """The key from the environment, or one of this installation's own, kept in the data folder."""
    given = env.text("SAMSYN_SECRET_KEY")
    if given:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        try:
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48))
        except OSError:
            return secrets.token_urlsafe(48)
    return kept.read_text() or secrets.token_urlsafe(48)


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.listed("SAMSYN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

DATABASES = {
    "default": env.database(env.text("SAMSYN_DATABASE_URL", f"sqlite:///{DATA_DIR / 'samsyn.sqlite3'}")),
}
DATABASES["default"]["TEST"] = (
    {"NAME": str(Path(tempfile.gettempdir()) / f"samsyn-test-{os.getpid()}.sqlite3")}
    if DATABASES["default"]["ENGINE"].endswith("sqlite3")
    else {}
)
# Counts of failed sign-ins: in memory where one process serves (SQLite), shared where there may be several.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if DATABASES["default"]["ENGINE"].endswith("sqlite3")
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samsyn_cache"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_vite",
    "django_htmx",
    "samsyn.kit",
    "samsyn.ground.journal",
    "samsyn.ground.people",  # before allauth, whose sign-in pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "samsyn.ground.places",
    "samsyn.ground.files",
    "samsyn.ground.imports",
    "samsyn.ground.figures",
    "samsyn.ground.archive",
    "samsyn.cycle.reports",
    "samsyn.cycle.dialogues",
    "samsyn.cycle.pictures",
    "samsyn.cycle.promises",
    "samsyn.cycle.activities",
    "samsyn.cycle.followups",
    "samsyn.cycle.publications",
    "samsyn.rhythm",
    "samsyn.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samsyn.kit.tiles.StaticMiddleware",
    "samsyn.kit.languages.LanguageByAddressMiddleware",
    "samsyn.kit.policies.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samsyn.kit.refusals.RefusalMiddleware",
    "samsyn.ground.people.middleware.CallerMiddleware",
    "samsyn.ground.places.middleware.BasemapPolicyMiddleware",
]

ROOT_URLCONF = "samsyn.config.urls"
WSGI_APPLICATION = "samsyn.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(env.text("SAMSYN_LOCAL")) / "templates"] if env.text("SAMSYN_LOCAL") else [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "samsyn.desk.frame.frame",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "samsyn.kit.templatetags.samsyn",
                # After the libraries' own tags of the same names.
                "samsyn.kit.templatetags.components",
                "samsyn.kit.templatetags.addresses",
            ],
        },
    },
]

# Languages stand in the address; Swedish is the source language and needs no catalogue.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("fi", "Suomi"), ("sv-lattlast", "Lätt svenska")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# Reports an hour from one address: far more than a school sends, and a flood is stopped. Counted in memory alone.
REPORTS_PER_HOUR = int(env.text("SAMSYN_REPORTS_PER_HOUR", "3600"))

# Where "Lämna sidan" on the report page leads: somewhere ordinary, such as today's weather.
LEAVE_URL = env.text("SAMSYN_LEAVE_URL", "https://www.smhi.se/")

# Static files: built by Vite with hashed names, served by whitenoise.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# The help pages and their pictures: inside the package where it is installed, beside it in the source tree.
HELP_DIR = next(
    (found for found in (PACKAGE / "desk" / "how-to", PACKAGE.parent / "docs" / "how-to") if found.is_dir()),
    PACKAGE / "desk" / "how-to",
)
# The methods, a page each, likewise.
METHODS_DIR = next(
    (
        found
        for found in (PACKAGE / "desk" / "method-pages", PACKAGE.parent / "docs" / "methods")
        if found.is_dir()
    ),
    PACKAGE / "desk" / "method-pages",
)
STATICFILES_DIRS = [("hjalp/pictures", HELP_DIR / "pictures")] if (HELP_DIR / "pictures").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# `samsyn serve` gathers and compresses them at start; until then (tests, development) they are served where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / ".collected").exists()
# Maps of one's own (PMTiles) put here are served at /kartor/, in parts as the map asks for them.
TILES_DIR = Path(env.text("SAMSYN_TILES_DIR") or DATA_DIR / "kartor")
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/assets/.+-[0-9A-Za-z_-]{8,}\..+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "static_url_prefix": "dist",
        "manifest_path": PACKAGE / "kit" / "static" / "dist" / "manifest.json",
    }
}

# Content security: nothing from elsewhere, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
# Sites that may show the card of the promises in a frame; no other page is ever shown in one.
FRAMED_BY = env.listed("SAMSYN_FRAMED_BY", "")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "samsyn-session"
CSRF_COOKIE_NAME = "samsyn-csrf"
SESSION_COOKIE_AGE = 60 * 60 * 12
ALLAUTH_TRUSTED_PROXY_COUNT = 0
if env.flag("SAMSYN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Sign-in: e-mail and password with TOTP; no one makes an account for themselves.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/konto/login/"
LOGIN_REDIRECT_URL = "/konto/start/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False  # a borrowed computer forgets when the browser closes
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "samsyn.ground.people.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Samsyn"
MFA_ADAPTER = "samsyn.ground.people.adapter.MFAAdapter"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Mail: written to files unless a server is named, smtp://user:password@host:587
MAIL_URL = env.text("SAMSYN_MAIL_URL", f"file://{DATA_DIR / 'mail'}")
MAIL_FOLDER = DATA_DIR / "mail"
globals().update(env.mail(MAIL_URL))
DEFAULT_FROM_EMAIL = env.text("SAMSYN_MAIL_FROM", "samsyn@localhost")

# The police's published events, asked only where a partnership has turned it on.
POLICE_EVENTS_URL = env.text("SAMSYN_POLICE_EVENTS_URL", "https://polisen.se/api/events")

# Uploads
FILES_DIR = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# A municipality's own look and words, read over the catalogue and the templates.
LOCAL_DIR = env.text("SAMSYN_LOCAL")

# Logs: errors to standard error; no access log, no address of any sender.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"handlers": [], "propagate": False}},
}
