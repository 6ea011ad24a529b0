"""Django's handle on the operators' lists and forms, on a site of our own."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "huitou.foundation.accounts.site.StaffSite"
