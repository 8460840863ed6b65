"""What the lists of the form offer: code, then what a buyer reads."""

from recommender.labels_fr import BUYER_LABELS, NATURE_LABELS

NATURE_CHOICES = (("", "À déduire de la description"), *((code.value, label) for code, label in NATURE_LABELS.items()))
BUYER_CHOICES = tuple((code.value, label) for code, label in BUYER_LABELS.items())
LEVEL_CHOICES = (
    ("1", "À la portée de tous", "Ce que tout fournisseur sait faire."),
    ("2", "Bonne pratique", "Ce que font les acheteurs avancés."),
    ("3", "Le meilleur du marché", "Ambitieux : vérifiez que des fournisseurs suivent."),
)
