"""Tables: members, the ways in which they sign in, their devices and addresses, and the guests
that they were before.
"""

from __future__ import annotations

from django.db import models

from huitou.foundation.vault import EncryptedText


class Member(models.Model):
    """A shopper with an account. One who was erased keeps `id`, `status` and nothing of their own.

    `password` is a hash of Django's, empty without one. `birthday` is an ISO date.
    """

    id = models.CharField(max_length=36, primary_key=True)
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, default="active")
    nickname = EncryptedText(default="")
    birthday = EncryptedText(null=True)
    birthday_edits = models.PositiveSmallIntegerField(default=0)
    birthday_edited_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=10, default="en")
    password = models.CharField(max_length=128, default="")

    class Meta:
        db_table = "members_member"
        indexes = (models.Index("created_at", name="members_created"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=("active", "frozen", "erased")),
                name="members_status",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Contact(models.Model):
    """An e-mail address or a phone number that a member has proved to be theirs; at most one of
    each. Nobody else can have it as well.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=5)
    value = EncryptedText()
    value_hash = models.CharField(max_length=64)
    verified_at = models.DateTimeField()

    class Meta:
        db_table = "members_contact"
        constraints = (
            models.UniqueConstraint(fields=("kind", "value_hash"), name="members_one_owner"),
            models.UniqueConstraint(fields=("member", "kind"), name="members_one_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"


class Identity(models.Model):
    """An account at another service with which a member signs in: `provider` and its id there
    (Weixin's openid). A provider `weixin.union` holds the id that all apps of one owner at a
    service share (unionid).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=60)
    uid_hash = models.CharField(max_length=64)
    uid = EncryptedText()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "members_identity"
        verbose_name_plural = "identities"
        constraints = (
            models.UniqueConstraint(fields=("provider", "uid_hash"), name="members_one_identity"),
        )

    def __str__(self) -> str:
        return f"{self.provider} of {self.member_id}"


class SignInCode(models.Model):
    """The newest code for one purpose, contact and member; `key` is a hash of these three."""

    key = models.CharField(max_length=64, primary_key=True)
    code_hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=10)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="codes")
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "members_code"
        indexes = (models.Index("expires_at", name="members_code_expires"),)

    def __str__(self) -> str:
        return f"{self.purpose} until {self.expires_at}"


class Limit(models.Model):
    """How often something was done by or to what `key_hash` stands for, since `since`; not again
    before `open_at`.
    """

    name = models.CharField(max_length=20)
    key_hash = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    open_at = models.DateTimeField()

    class Meta:
        db_table = "members_limit"
        constraints = (
            models.UniqueConstraint(fields=("name", "key_hash"), name="members_one_limit"),
        )
        indexes = (models.Index("since", name="members_limit_since"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


class Session(models.Model):
    """A device on which a member is signed in, known by the hash of its token."""

    id = models.CharField(max_length=36, primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    device = EncryptedText(default="")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "members_session"
        indexes = (models.Index("created_at", name="members_session_age"),)

    def __str__(self) -> str:
        return f"{self.id} of {self.member_id}"


class Guest(models.Model):
    """A visitor with a basket and no account; `id` is their anonymous id in the event log."""

    id = models.CharField(max_length=36, primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="guests"
    )
    merged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "members_guest"

    def __str__(self) -> str:
        return str(self.id)


class Address(models.Model):
    """Where parcels go. `region` is the code of the district (GB/T 2260 in China), `place` its
    name in words. Orders copy what they need, so that a deleted address may go.
    """

    id = models.CharField(max_length=36, primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="addresses")
    name = EncryptedText()
    phone = EncryptedText()
    country = models.CharField(max_length=2)
    region = EncryptedText()
    place = EncryptedText()
    street = EncryptedText()
    postcode = EncryptedText(default="")
    label = EncryptedText(default="")
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "members_address"
        verbose_name_plural = "addresses"
        constraints = (
            models.UniqueConstraint(
                fields=("member",),
                condition=models.Q(is_default=True, deleted_at=None),
                name="members_one_default",
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} of {self.member_id}"
