"""Django's settings, from the environment.

HUITOU_HOME             the data folder; default ./huitou-data
HUITOU_DATABASE_URL     a PostgreSQL database (postgresql://user:password@host:port/name); default
                        SQLite in the data folder
HUITOU_SECRET_KEY       the secret; default a file in the data folder, made on the first start
HUITOU_ALLOWED_HOSTS    names under which the report pages may be asked for, separated by commas
HUITOU_TIMEZONE         whose days the report counts in, such as Asia/Shanghai; default UTC
HUITOU_TRUST_PROXY      1 if a proxy that sets X-Forwarded-Proto stands before the server
"""

from __future__ import annotations

import os
from pathlib import Path

from huitou.foundation.database import database_settings
from huitou.foundation.secret import read_or_make_secret

HOME = Path(os.environ.get("HUITOU_HOME", "huitou-data")).resolve()
SECRET_KEY = os.environ.get("HUITOU_SECRET_KEY") or read_or_make_secret(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("HUITOU_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if name.strip()
]

INSTALLED_APPS = [
    "huitou.foundation.sources",
    "huitou.foundation.facts",
    "huitou.foundation.idempotency",
    "huitou.foundation.audit",
    "huitou.foundation.accounts",
    "huitou.foundation.privacy",
    "huitou.foundation.jobs",
    "huitou.commerce.members",
    "huitou.commerce.catalogue",
    "huitou.commerce.supply",
    "huitou.commerce.payments",
    "huitou.commerce.orders",
    "huitou.commerce.aftersales",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "huitou.foundation.access.AccessMiddleware",
]
ROOT_URLCONF = "huitou.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {"default": database_settings(os.environ.get("HUITOU_DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
SHOP_TIMEZONE = os.environ.get("HUITOU_TIMEZONE", "UTC")
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
if os.environ.get("HUITOU_TRUST_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

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
