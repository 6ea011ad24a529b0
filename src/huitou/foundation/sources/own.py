"""Keys of sources that are huitou's own, such as the pages of the shop."""

from __future__ import annotations

from functools import cache
from itertools import count

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from huitou.foundation.sources.models import Source, WriteKey
from huitou.foundation.sources.rules import HINT_LENGTH, checked_name, hash_key, new_key
from huitou.kernel import Clock

_SALT = "huitou.foundation.sources.own"


def own_key(source_name: str, *, clock: Clock) -> str:
    """The write key of a source of our own. It is made from the server's secret, so that every
    process can show it though only its hash is kept; the source and the key are made if they are
    not there. Of a key that was revoked the next one takes the place.
    """
    name = checked_name(source_name)
    known = WriteKey.objects.filter(source__name=name)
    revoked = dict(known.values_list("key_hash", "revoked_at"))
    for number in count():
        key = _derived(settings.SECRET_KEY, name, number)
        if revoked.get(hash_key(key)) is None:
            break
    if hash_key(key) not in revoked:
        _keep(name, key, clock)
    return key


def _keep(name: str, key: str, clock: Clock) -> None:
    now = clock.now()
    with transaction.atomic():
        source, _ = Source.objects.get_or_create(name=name, defaults={"created_at": now})
        made = {"source": source, "hint": key[-HINT_LENGTH:], "created_at": now}
        WriteKey.objects.get_or_create(key_hash=hash_key(key), defaults=made)


@cache
def _derived(secret: str, name: str, number: int) -> str:
    mac = salted_hmac(_SALT, f"{name}\n{number}", secret=secret, algorithm="sha256")
    left = int.from_bytes(mac.digest(), "big")

    def choose(letters: str) -> str:
        nonlocal left
        left, place = divmod(left, len(letters))
        return letters[place]

    return new_key(choose)
