"""Whether a number or a code may be another one that was written wrongly."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["digits_of", "is_rescaled", "is_slip", "is_strong_slip"]

_BY_TWOS = Decimal(1024)
_STRONG = 3  # digits of a number of which a slip is telling by itself


def digits_of(value: Decimal) -> str:
    """The digits of an amount without zeros that say nothing."""
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_slip(said: str, held: str) -> bool:
    """Whether two spellings differ in one character, in one that is missing, or in their order.

    Example:
        >>> is_slip("B42", "B24"), is_slip("48321", "48231"), is_slip("99.5", "99.95"), is_slip("140", "620")
        (True, True, True, False)
    """
    if said == held or min(len(said), len(held)) < 2:
        return False
    if len(said) == len(held):
        differing = sum(a != b for a, b in zip(said, held, strict=True))
        return differing == 1 or sorted(said) == sorted(held)
    if abs(len(said) - len(held)) != 1 or min(len(said), len(held)) < _STRONG:
        return False
    longer, shorter = (said, held) if len(said) > len(held) else (held, said)
    same = next(
        (at for at, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter)
    )
    return longer[same + 1 :] == shorter[same:]


def is_strong_slip(said: str, held: str) -> bool:
    """Whether a slip is telling by itself, as the spellings are long enough."""
    count = sum(letter.isalnum() for letter in held)
    return count >= _STRONG and is_slip(said, held)


def is_rescaled(said: Decimal, held: Decimal) -> bool:
    """Whether an amount is another, rounded, in a unit that is so many times as large: 10, 1,000, 1,024.

    Example:
        >>> is_rescaled(Decimal("48.3"), Decimal(48318382080)), is_rescaled(Decimal(48), Decimal(84))
        (True, False)
        >>> is_rescaled(Decimal("7.5"), Decimal(7680))
        True
    """
    if not said or not held:
        return False
    digits = digits_of(said).replace(".", "").strip("0")
    sizes = (abs(held), *(abs(held) / _BY_TWOS**power for power in (1, 2, 3)))
    return any(
        digits == str(round(size.scaleb(len(digits) - 1 - size.adjusted()))).strip("0")
        for size in (sizes if held >= _BY_TWOS else sizes[:1])
    )
