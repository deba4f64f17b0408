"""Django's settings, from what whoever started the server said (see `home`)."""

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from onetext.web import databases, elsewhere, home, logged

HERE = Path(__file__).parent
PLACE = home.from_environment(os.environ)
SECURE = PLACE.origin.startswith("https://")

SECRET_KEY = home.secret(PLACE)
DEBUG = False
ALLOWED_HOSTS = [*PLACE.hosts]
CSRF_TRUSTED_ORIGINS = [PLACE.origin] if PLACE.origin else []
ROOT_URLCONF = "onetext.web.urls"
WSGI_APPLICATION = "onetext.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "onetext.web.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "onetext.web.accounts.journal.of_refusals",
    "django.middleware.security.SecurityMiddleware",
    "onetext.web.headers.strict",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onetext.web.sessions.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onetext.web.accounts.session_end.in_time",
    "onetext.web.clock.kept",
    "onetext.web.accounts.pace.kept",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onetext.web.accounts.second_factor.comes_first",
    "onetext.web.refusals.in_one_sentence",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "onetext.web.templatetags.telling",
                "onetext.web.templatetags.setting",
                "onetext.web.templatetags.saying",
            ],
        },
    }
]
DATABASES = {"default": databases.settings(PLACE)}

DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
"""Bytes of a form, its files apart: a document that is brought in goes along in it until it is taken."""

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "onetext.web.accounts.passwords.NotOfWordsOfThisPlace"},
    {"NAME": "onetext.web.accounts.passwords.NotKnownFromABreakIn"},
]
BREACHED_PASSWORDS = elsewhere.breached_passwords(os.environ)
MOST_A_MINUTE = int(os.environ.get("ONETEXT_MOST_A_MINUTE") or 1200)
"""Pages of one account in a minute; what changes something counts as five."""
SECOND_FACTOR_REQUIRED = SECURE  # on one's own machine, without an origin, a password is enough
ACCOUNT_ADAPTER = "onetext.web.accounts.adapters.ByInvitation"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is known from its invitation
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "onetext.web.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "onetext"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey stands for both factors
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
ALLAUTH_TRUSTED_PROXY_COUNT = int(PLACE.behind_proxy)
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no further cookie

# Limits on trying are counted where all processes of a server see them. With Django's own bound of 300 counts whoever
# tries under many names would push out what was counted before.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

MAIL_IS_SENT = bool(os.environ.get("ONETEXT_MAIL"))
globals().update(elsewhere.mail(os.environ, PLACE.home))
SIGN_IN_SERVICE = elsewhere.sign_in_service(os.environ)
if SIGN_IN_SERVICE:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    globals().update(SIGN_IN_SERVICE)
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("onetext.web.accounts.sign_in_service.offered")

LOGGING = logged.settings(PLACE.home)

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("uk", _("Ukrainian")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = 2 * 3600
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
if SECURE:
    # With this prefix a browser takes the cookie from this host alone, over https alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-language"
SEEN_COOKIE_NAME = "__Secure-seen" if SECURE else "seen"  # not for the whole host: for its negotiation's address alone
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^api/n/"]  # a program that sends its key in the clear is refused, not led on
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PLACE.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
