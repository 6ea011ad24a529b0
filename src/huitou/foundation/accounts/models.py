"""Tables: who may sign in, the roles of staff, the tokens of programs, and how often who came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from huitou.foundation.clocks import current_clock
from huitou.kernel import new_id


def fresh_id() -> str:
    """A new account's id, where no verb of ours makes it: django-allauth has one in memory while a
    member signs in through another service, and it is never saved.
    """
    return new_id(current_clock())


def _now() -> datetime:
    return current_clock().now()


class AccountManager(BaseUserManager):
    """Django's way to find an account by its login."""


class Account(AbstractBaseUser, PermissionsMixin):
    """One of the staff. `login` is a word that they choose, which holds no personal data. Rights
    come from roles alone: nobody is Django's superuser.
    """

    id = models.CharField(primary_key=True, max_length=36, default=fresh_id, editable=False)
    login = models.CharField(_("login"), max_length=64, unique=True)
    is_staff = models.BooleanField(_("works here"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("since"), default=_now, editable=False)

    objects = AccountManager()
    USERNAME_FIELD = "login"

    class Meta:
        db_table = "accounts_account"
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="accounts_no_superuser"
            ),
        )

    def save(self, *args: Any, **named: Any) -> None:
        self.login = self.login or self.id
        super().save(*args, **named)

    def __str__(self) -> str:
        return str(self.login)


class RoleHeld(models.Model):
    """An account has a role."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        db_table = "accounts_role_held"
        constraints = (
            models.UniqueConstraint(fields=("account", "role"), name="accounts_role_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class ApiToken(models.Model):
    """A program's way in, as it is kept: the hash that recognises the secret and its last four
    letters for people. `scopes` are permissions with spaces between. A revoked token keeps its row.
    """

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("ends in"), max_length=4)
    scopes = models.TextField(_("scopes"))
    issued_by = models.CharField(_("issued by"), max_length=80)
    created_at = models.DateTimeField(_("since"))
    expires_at = models.DateTimeField(_("until"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    used_at = models.DateTimeField(_("last used at"), null=True)

    class Meta:
        db_table = "accounts_token"
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"


class RateCount(models.Model):
    """How much of a limit `who` (a hash) has taken in the window that begins at `window` (seconds
    since 1970).
    """

    who = models.CharField(max_length=64)
    window = models.BigIntegerField()
    taken = models.PositiveIntegerField()

    class Meta:
        db_table = "accounts_rate_count"
        constraints = (models.UniqueConstraint(fields=("who", "window"), name="accounts_rate_one"),)
        indexes = (models.Index(fields=("window",), name="accounts_rate_window"),)

    def __str__(self) -> str:
        return f"{self.who} {self.window}"
