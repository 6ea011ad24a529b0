"""A Django project with django-oscar, as small as its documentation lets one be, on the database
that the benchmark gives it.
"""

import json
import os
import warnings

from oscar import INSTALLED_APPS  # noqa: F401
from oscar.defaults import *  # noqa: F403

warnings.filterwarnings("ignore", module="haystack")
DATABASES = {"default": json.loads(os.environ["HUITOU_BENCH_DATABASE"])}
SECRET_KEY = "benchmark"
SITE_ID = 1
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "_oscar_settings"
urlpatterns: list[object] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
OSCAR_DEFAULT_CURRENCY = "CNY"
OSCAR_INITIAL_ORDER_STATUS = OSCAR_INITIAL_LINE_STATUS = "Paid"
# An e-mail about stock that is back would be no part of an order.
OSCAR_EAGER_ALERTS = False
LOGGING = {"version": 1, "disable_existing_loggers": True}
