"""What the lists of the form offer: code, then what a buyer reads."""

from recommender.domain.taxonomy import Taxonomy
from recommender.domain.text import fold_accents
from recommender.labels_fr import (
    BUYER_LABELS,
    LABOUR_LABELS,
    NATURE_LABELS,
    USERS_LABELS,
)

Choices = tuple[tuple[str, str], ...]

TO_INFER = ("", "À déduire de la description")
NATURE_CHOICES: Choices = (TO_INFER, *((code.value, label) for code, label in NATURE_LABELS.items()))
LABOUR_CHOICES: Choices = (TO_INFER, *((code.value, label) for code, label in LABOUR_LABELS.items()))
USERS_CHOICES: Choices = (TO_INFER, *((code.value, label) for code, label in USERS_LABELS.items()))
BUYER_CHOICES: Choices = tuple((code.value, label) for code, label in BUYER_LABELS.items())
LEVEL_CHOICES = (
    ("1", "À la portée de tous", "Ce que tout fournisseur sait faire."),
    ("2", "Bonne pratique", "Ce que font les acheteurs avancés."),
    ("3", "Le meilleur du marché", "Ambitieux : vérifiez que des fournisseurs suivent."),
)


def list_families(taxonomy: Taxonomy) -> Choices:
    """The purchase families, by label in alphabetical order."""
    pairs = [(family.code, family.label) for family in taxonomy.families.values()]
    return (TO_INFER, *sorted(pairs, key=_by_label))


def _by_label(pair: tuple[str, str]) -> str:
    return fold_accents(pair[1])
