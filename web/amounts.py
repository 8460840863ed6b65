"""Amounts as typed in a field or given in JSON."""

from recommender.errors import InvalidAmount
from recommender.language.quantities import parse_amount

# A number above this is a slip of the hand, and would make every duty due.
MAX_AMOUNT_EUR = 1e12
_MAX_AMOUNT_CHARS = 40


def read_amount(value: float | str) -> float:
    """Euros without VAT, from a number or from text such as "1,5 M€".

    Raises:
        InvalidAmount: it cannot be read, is not above zero, or is beyond any contract.
    """
    amount = parse_amount(value[: _MAX_AMOUNT_CHARS + 1]) if isinstance(value, str) else float(value)
    if not 0 < amount <= MAX_AMOUNT_EUR:
        raise InvalidAmount(
            f"Le montant « {str(value)[:_MAX_AMOUNT_CHARS]} » n'est pas celui d'un marché.",
            "Écrivez par exemple 90000, « 250 k€ » ou « 1,5 M€ », hors taxes.",
        )
    return amount
