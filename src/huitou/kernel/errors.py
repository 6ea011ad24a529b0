"""The one error tree. An expected error tells its reader what to do.

HuitouError
├── InvalidInput    400  what was sent cannot be read or makes no sense
├── Unauthorized    401  no key, or a key that is not known
├── Forbidden       403  a known caller who may not do this
├── NotFound        404  nothing of that name
├── Conflict        409  the world is not in the state that the request needs
├── TooLarge        413  over a stated limit
├── Overloaded      429  too much at once; come back after `retry_after`
├── Unreachable     502  another service did not answer; what was asked may have been done
└── StorageRefused  503  the disk or store would not take it; nothing was kept
"""

from __future__ import annotations

from typing import ClassVar


class HuitouError(Exception):
    """An error that a person can cause or must act on.

    `message` says what was wrong and where; `remedy` says what to do about it; `code` is a stable
    dotted word that programs may match; `field` names the input at fault, if one can be named.
    """

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        remedy: str,
        code: str | None = None,
        field: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code or self.default_code
        self.field = field
        self.retry_after = retry_after

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

    def as_dict(self) -> dict[str, str]:
        """The one JSON shape of an error: `code` and `message`, and `remedy` and `field`."""
        shape = {"code": self.code, "message": self.message, "remedy": self.remedy}
        if self.field is not None:
            shape["field"] = self.field
        return shape


class InvalidInput(HuitouError):
    status = 400
    default_code = "invalid_input"


class Unauthorized(HuitouError):
    status = 401
    default_code = "unauthorized"


class Forbidden(HuitouError):
    status = 403
    default_code = "forbidden"


class NotFound(HuitouError):
    status = 404
    default_code = "not_found"


class Conflict(HuitouError):
    status = 409
    default_code = "conflict"


class TooLarge(HuitouError):
    status = 413
    default_code = "too_large"


class Overloaded(HuitouError):
    status = 429
    default_code = "overloaded"


class Unreachable(HuitouError):
    status = 502
    default_code = "unreachable"


class StorageRefused(HuitouError):
    status = 503
    default_code = "storage_refused"
