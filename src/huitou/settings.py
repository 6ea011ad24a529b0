"""Django's settings, from the environment.

HUITOU_HOME             the data folder; default ./huitou-data
HUITOU_DATABASE_URL     a PostgreSQL database (postgresql://user:password@host:port/name); default
                        SQLite in the data folder
HUITOU_SECRET_KEY       the secret; default a file in the data folder, made on the first start
HUITOU_ALLOWED_HOSTS    names under which the report pages may be asked for, separated by commas
HUITOU_TIMEZONE         whose days the report counts in, such as Asia/Shanghai; default UTC
HUITOU_PRIVACY_LAW      by when requests about personal data are due: gdpr (one month, the default)
                        or pipl (15 working days)
HUITOU_SHOP_NAME        what the shop is called on its pages; default huitou
HUITOU_SHOP_CONTACT     an e-mail address or a phone number for the shop's help page; default none
HUITOU_RETURN_ADDRESS   where shoppers send goods back to: name, phone and address in one line
HUITOU_CURRENCY         the currency of the shop's prices, a code of ISO 4217; default CNY
HUITOU_API_PER_ADDRESS  API requests a minute from one address; default 1200
HUITOU_API_PER_ACTOR    API requests a minute of one caller; default 600
HUITOU_SOCIAL_NAME_KEY, HUITOU_SOCIAL_NAME_SECRET
                        the app id and secret with which members may sign in through a service, NAME
                        being that of django-allauth's provider, such as WEIXIN
HUITOU_SMTP             the mail server, as host:port or user:password@host:port; TLS from the start
                        on port 465, by STARTTLS on others, none on 25. Without a server mails are
                        written to outbox/ in the data folder
HUITOU_MAIL_FROM        the sender of mails; default shop@localhost
HUITOU_WEBHOOKS_PRIVATE 1 if webhooks may go to private networks and over plain http
HUITOU_API_QUERY_SECONDS  how long the API works on a question to the event log; default 30
HUITOU_SIMULATED_PAYMENTS 1 for a gateway that only plays paying, to try the shop with
HUITOU_VAULT_KEYS       the keys of personal data, the newest first; default a file in the folder
HUITOU_TRUST_PROXY      1 if a proxy that sets X-Forwarded-Proto stands before the server
"""

from __future__ import annotations

import os
from pathlib import Path

from huitou.commerce.members import mail_server, social_providers
from huitou.doors.design import ADMIN_LOOK
from huitou.foundation.database import database_settings
from huitou.foundation.secret import read_or_make_secret
from huitou.kernel import Currency

HOME = Path(os.environ.get("HUITOU_HOME", "huitou-data")).resolve()
SECRET_KEY = os.environ.get("HUITOU_SECRET_KEY") or read_or_make_secret(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("HUITOU_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if name.strip()
]

SOCIALACCOUNT_PROVIDERS = social_providers(os.environ)
INSTALLED_APPS = [
    # First, so that where a word of ours is also one of Django's, ours is shown.
    "huitou.doors.design",
    "huitou.doors.shop",
    "huitou.doors.console",
    "huitou.doors.health",
    "huitou.doors.console.explore",
    "huitou.doors.console.whole",
    "django_htmx",
    "unfold.apps.BasicAppConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "huitou.foundation.accounts.admin_app.StaffAdminConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS),
    "huitou.foundation.sources",
    "huitou.foundation.facts",
    "huitou.foundation.idempotency",
    "huitou.foundation.audit",
    "huitou.foundation.accounts",
    "huitou.foundation.privacy",
    "huitou.foundation.jobs",
    "huitou.foundation.webhooks",
    "huitou.foundation.boards",
    "huitou.commerce.members",
    "huitou.commerce.catalogue",
    "huitou.commerce.supply",
    "huitou.commerce.payments",
    "huitou.commerce.orders",
    "huitou.commerce.aftersales",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huitou.doors.design.security.SecurityHeaders",
    "huitou.foundation.web.guard.ApiGuard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "huitou.foundation.access.AccessMiddleware",
    "huitou.doors.design.friendly_errors.FriendlyErrors",
]
ROOT_URLCONF = "huitou.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Addresses whose views ask for themselves who is there: the API for a token, the forms for staff.
SELF_GUARDED = ("/api/", "/members/social/", "/admin/", "/static/")

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["huitou.foundation.accounts.backend.RoleBackend"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login",)},
    },
    {"NAME": f"{_VALIDATION}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}NumericPasswordValidator"},
]
STATIC_URL = "/static/"
UNFOLD = ADMIN_LOOK
# Requests a minute to the API, from one address and of one caller.
API_REQUESTS_PER_ADDRESS = int(os.environ.get("HUITOU_API_PER_ADDRESS", "1200"))
API_REQUESTS_PER_ACTOR = int(os.environ.get("HUITOU_API_PER_ACTOR", "600"))
# Seconds that a question to the event log may take; a terminal waits longer.
API_QUERY_SECONDS = float(os.environ.get("HUITOU_API_QUERY_SECONDS", "30"))
# The API holds JSON to less; a form with pictures may be this large (see foundation/web).
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# allauth speaks with the services; who signs in by them is for the room of members to say.
SOCIALACCOUNT_ADAPTER = "huitou.commerce.members.social.SocialAdapter"
SOCIALACCOUNT_ONLY = SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "login", None
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*"]

MAIL_SERVER = mail_server(os.environ.get("HUITOU_SMTP"), HOME)
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL_SERVER.backend, MAIL_SERVER.folder
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = MAIL_SERVER.ssl, MAIL_SERVER.tls, 10
DEFAULT_FROM_EMAIL = os.environ.get("HUITOU_MAIL_FROM", "shop@localhost")

DATABASES = {"default": database_settings(os.environ.get("HUITOU_DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

USE_TZ = True
TIME_ZONE = "UTC"
WEBHOOKS_PRIVATE = os.environ.get("HUITOU_WEBHOOKS_PRIVATE") == "1"
PRIVACY_LAW = os.environ.get("HUITOU_PRIVACY_LAW", "gdpr")
SHOP_TIMEZONE = os.environ.get("HUITOU_TIMEZONE", "UTC")
SHOP_NAME = os.environ.get("HUITOU_SHOP_NAME") or "huitou"
SHOP_CONTACT = os.environ.get("HUITOU_SHOP_CONTACT", "").strip()
RETURN_ADDRESS = os.environ.get("HUITOU_RETURN_ADDRESS", "").strip()
SHOP_CURRENCY = Currency.of(os.environ.get("HUITOU_CURRENCY", "CNY")).code
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LANGUAGE_COOKIE_NAME = "huitou_language"

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "huitou.foundation.plain_page.stale_form"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
if os.environ.get("HUITOU_TRUST_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        # Without this a failed page would be told to nobody: DEBUG is off and no mail is set up.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "huitou": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
