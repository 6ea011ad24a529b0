"""Money: a whole count of minor units and a currency. No float ever touches an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from huitou.kernel.errors import InvalidInput

# ISO 4217, list one: the currencies whose minor unit is not 1/100, and the codes in use.
_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
        "GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD "
        "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB "
        "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
        "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_LARGEST = 2**63 - 1  # minor units; a table's column holds no more
_EXPONENT_BY_CODE = {code: exp for exp, codes in _EXPONENTS.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency: `code`, and `exponent`, the decimals of its minor unit (JPY: 0)."""

    code: str
    exponent: int

    @classmethod
    def of(cls, code: str) -> Currency:
        """The currency of an ISO 4217 `code`, in any case; InvalidInput for an unknown one."""
        upper = code.strip().upper()
        exponent = _EXPONENT_BY_CODE.get(upper)
        if exponent is None:
            raise InvalidInput(
                f"{code!r} is not an ISO 4217 currency code.",
                remedy="Use three letters such as CNY, USD or JPY.",
                code="money.unknown_currency",
                field="currency",
            )
        return cls(upper, exponent)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: `minor` whole minor units (fen, cents) of `currency`. May be negative."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are a whole int, not {type(self.minor).__name__}")

    @classmethod
    def zero(cls, code: str) -> Money:
        return cls(0, Currency.of(code))

    @classmethod
    def parse(cls, amount: str | int | Decimal, code: str) -> Money:
        """Read a decimal amount, rounding half away from zero to the minor unit.

        A float is refused: it has already lost the fen that it seems to show.
        """
        if isinstance(amount, float):
            raise TypeError("an amount is text, int or Decimal, not float")
        currency = Currency.of(code)
        try:
            value = Decimal(amount.strip() if isinstance(amount, str) else amount)
            # Compared before it is scaled: a text like 1e9999999 must not be written out.
            if abs(value) > _LARGEST or abs(value.scaleb(currency.exponent)) > _LARGEST:
                raise OverflowError
            scaled = value.scaleb(currency.exponent).to_integral_value(ROUND_HALF_UP)
            return cls(int(scaled), currency)
        except (ArithmeticError, ValueError):
            raise InvalidInput(
                f"{amount!r} is not an amount.",
                remedy="Write digits with at most one decimal point, such as 12.50.",
                code="money.bad_amount",
                field="amount",
            ) from None

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        if type(count) is not int:
            raise TypeError("money is multiplied by a whole count; use share() for a fraction")
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def share(self, numerator: int, denominator: int) -> Money:
        """`numerator/denominator` of this, rounded half away from zero to the minor unit."""
        if denominator <= 0:
            raise ValueError("the denominator of a share is positive")
        product = self.minor * numerator
        magnitude = (2 * abs(product) + denominator) // (2 * denominator)
        return Money(magnitude if product >= 0 else -magnitude, self.currency)

    def allocate(self, weights: Sequence[int]) -> list[Money]:
        """Split over `weights` (whole, not negative, not all 0) so that the parts sum exactly.

        Each part is first rounded toward zero; the minor units left over go one each to the parts
        with the largest remainders, the earlier part first among equals (Hamilton's method), so
        the split is the same on every run. A part of weight 0 gets nothing.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are whole numbers, none negative and not all zero")
        sign = -1 if self.minor < 0 else 1
        products = [abs(self.minor) * weight for weight in weights]
        parts = [product // total for product in products]
        left = abs(self.minor) - sum(parts)
        by_remainder = sorted(range(len(parts)), key=lambda i: (-(products[i] % total), i))
        for index in by_remainder[:left]:
            parts[index] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def decimal(self) -> Decimal:
        """The amount in major units, exact: 1250 fen are Decimal('12.50')."""
        return Decimal(self.minor).scaleb(-self.currency.exponent)

    def __str__(self) -> str:
        return f"{self.decimal():,.{self.currency.exponent}f} {self.currency.code}"

    def _same(self, other: Money) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"money is not added to or compared with {type(other).__name__}")
        if other.currency != self.currency:
            raise InvalidInput(
                f"{self.currency.code} and {other.currency.code} cannot be mixed.",
                remedy="Convert one of them first, at a rate that you state.",
                code="money.mixed_currencies",
                field="currency",
            )
        return other.minor
