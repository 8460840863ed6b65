"""Whole articles as buyers write them: what is read, in order, and that the weights add up."""

from recommender.extraction.criterion_sums import find_weight_issues
from tests.builders.criteria import find_criteria, lay_out, shorten


def read_article(text: str) -> list[str]:
    """The criteria of an article, whose weights add up."""
    criteria = find_criteria(lay_out(*(line.strip() for line in text.strip().splitlines())))
    assert find_weight_issues(criteria) == ()
    return shorten(criteria)


def test_article_on_works_with_weights_below_their_names() -> None:
    text = """
        # ARTICLE 6 - EXAMEN DES CANDIDATURES ET DES OFFRES
        # 6.1 - Examen des candidatures
        Les capacités sont appréciées au vu du chiffre d'affaires (au moins 150 % du montant du lot).
        # 6.2 - Jugement et classement des offres
        Le jugement des offres sera effectué dans les conditions prévues aux articles L. 2152-1 à L. 2152-4.
        Les critères retenus pour le jugement des offres sont pondérés de la manière suivante :
        Critères et sous-critères | Pondération
        1 - Prix des prestations : jugé selon le montant du DPGF. Note = 40 x (offre la plus basse / offre analysée)
        40 points
        2 - Valeur technique de l'offre au vu du mémoire technique remis par le candidat
        60 points
        2.1 - Moyens humains et matériels affectés au chantier
        20 points
        2.2 - Mode opératoire et phasage détaillé
        25 points
        2.3 - Mesures prises pour valoriser les déchets de chantier
        15 points
        Les offres obtenant une note technique inférieure à 30 points seront éliminées.
        # 6.3 - Suite à donner à la consultation
        Une négociation pourra être engagée avec les 3 candidats les mieux classés.
        # ARTICLE 7 - RENSEIGNEMENTS COMPLÉMENTAIRES
        Retenue de garantie : 5 %. Avance : 30 %.
    """
    assert read_article(text) == [
        "Prix des prestations = 40 pts",
        "Valeur technique de l'offre = 60 pts",
        "Valeur technique de l'offre > Moyens humains et matériels affectés au chantier = 20 pts",
        "Valeur technique de l'offre > Mode opératoire et phasage détaillé = 25 pts",
        "Valeur technique de l'offre > Mesures prises pour valoriser les déchets de chantier = 15 pts",
    ]


def test_article_on_services_with_formula_and_scale_in_between() -> None:
    text = """
        # 8. Sélection des offres
        L'offre est retenue sur la base des critères énoncés ci-dessous et pondérés de la façon suivante :
        • Critère n°1 : Valeur technique de l'offre – Pondération 50 %
        Ce critère est décomposé en sous-critères :
        o Sous-critère 1 : Qualité de l'équipe dédiée – 20 %
        o Sous-critère 2 : Méthodologie de conduite des prestations – 20 %
        o Sous-critère 3 : Dispositif de suivi de la qualité – 10 %
        • Critère n°2 : Prix – Pondération 35 %
        Le prix est apprécié au regard du montant du détail quantitatif estimatif (DQE) non contractuel.
        La note maximale (35) va à l'offre la moins-disante, les autres à la formule : 35 × (Prix bas / Prix)
        • Critère n°3 : Performance en matière d'insertion sociale et professionnelle – Pondération 5 %
        • Critère n°4 : Performance environnementale – Pondération 10 %
        Chaque sous-critère est noté de 0 à 5 : 0 : absent ; 1 : très insuffisant ; 3 : moyen ; 5 : excellent.
        # 9. Modalités de paiement
        Le délai global de paiement est de 30 jours. Une avance de 10 % est accordée.
    """
    assert read_article(text) == [
        "Critère n°1 : Valeur technique de l'offre = 50 %",
        "Critère n°1 : Valeur technique de l'offre > Sous-critère 1 : Qualité de l'équipe dédiée = 20 %",
        "Critère n°1 : Valeur technique de l'offre > Sous-critère 2 : Méthodologie de conduite des prestations = 20 %",
        "Critère n°1 : Valeur technique de l'offre > Sous-critère 3 : Dispositif de suivi de la qualité = 10 %",
        "Critère n°2 : Prix = 35 %",
        "Critère n°3 : Performance en matière d'insertion sociale et professionnelle = 5 %",
        "Critère n°4 : Performance environnementale = 10 %",
    ]


def test_article_on_food_with_a_title_a_lot() -> None:
    text = """
        # IV - CRITERES DE CHOIX
        # Lot 1 Fruits et légumes, lot 2 Produits laitiers
        Qualité des produits (échantillons et fiches techniques) 40%
        Prix (BPU + remise catalogue) 35%
        Développement durable : circuits courts, saisonnalité, emballages 15%
        Délais et conditions de livraison 10%
        # Lot 3 Épicerie
        Prix 60%
        Qualité 40%
        # V - DUREE
        La durée est de 12 mois
    """
    assert read_article(text) == [
        "lot 1: Qualité des produits (échantillons et fiches techniques) = 40 %",
        "lot 1: Prix (BPU + remise catalogue) = 35 %",
        "lot 1: Développement durable : circuits courts, saisonnalité, emballages = 15 %",
        "lot 1: Délais et conditions de livraison = 10 %",
        "lot 3: Prix = 60 %",
        "lot 3: Qualité = 40 %",
    ]


def test_article_on_design_after_the_choice_of_candidates() -> None:
    text = """
        # Article 5 : Critères de sélection des candidatures
        Les candidats sont sélectionnés au regard : des références (50 %), des moyens (50 %).
        3 candidats seront admis à remettre une offre.
        # Article 6 : Critères d'attribution
        Le marché est attribué selon les critères suivants affectés des coefficients :
        a) Pertinence de l'approche méthodologique (coef. 3)
        b) Composition et complémentarité de l'équipe (coef. 3)
        c) Cohérence du taux d'honoraires (coef. 4)
        Chaque critère est noté sur 10.
        # Article 7 : Primes
        La prime est de 15 000 € HT, soit 80 % du montant des études.
    """
    assert read_article(text) == [
        "Pertinence de l'approche méthodologique = 3 pts",
        "Composition et complémentarité de l'équipe = 3 pts",
        "Cohérence du taux d'honoraires = 4 pts",
    ]


def test_article_whose_sentences_name_each_criterion() -> None:
    text = """
        # 10 Analyse des offres
        Les offres sont classées par application des critères pondérés suivants :
        1. Le critère « Prix » représente 40 points ;
        2. Le critère « Qualité technique de la solution » représente 45 points, dont :
        - fonctionnalités de la solution : 20 points ;
        - sécurité et hébergement : 15 points ;
        - accessibilité (RGAA) : 10 points ;
        3. Le critère « Numérique responsable » représente 15 points.
        # 11 Recours
        Tribunal administratif de Lyon.
    """
    assert read_article(text) == [
        "Le critère « Prix » = 40 pts",
        "Le critère « Qualité technique de la solution » = 45 pts",
        "Le critère « Qualité technique de la solution » > fonctionnalités de la solution = 20 pts",
        "Le critère « Qualité technique de la solution » > sécurité et hébergement = 15 pts",
        "Le critère « Qualité technique de la solution » > accessibilité (RGAA) = 10 pts",
        "Le critère « Numérique responsable » = 15 pts",
    ]


def test_line_that_divides_its_criterion() -> None:
    text = """
        # Critères d'attribution
        Critère 1 – Valeur technique : 60%, dont 25% qualité architecturale, 20% énergie et 15% confort d'usage
        Critère 2 – Prix : 30% dont 20% coût des travaux et 10% coût global d'exploitation
        Critère 3 – Délai : 10%
    """
    assert read_article(text) == [
        "Critère 1 – Valeur technique = 60 %",
        "Critère 1 – Valeur technique > qualité architecturale = 25 %",
        "Critère 1 – Valeur technique > énergie = 20 %",
        "Critère 1 – Valeur technique > confort d'usage = 15 %",
        "Critère 2 – Prix = 30 %",
        "Critère 2 – Prix > coût des travaux = 20 %",
        "Critère 2 – Prix > coût global d'exploitation = 10 %",
        "Critère 3 – Délai = 10 %",
    ]


def test_notice_with_types_and_names() -> None:
    text = """
        Section II.2.5) Critères d'attribution
        Critères énoncés ci-dessous
        Critère de qualité - Nom: Valeur technique / Pondération: 55
        Critère de qualité - Nom: Performance environnementale / Pondération: 10
        Prix - Pondération: 35
        Section II.2.6) Valeur estimée
    """
    assert read_article(text) == [
        "Critère de qualité - Nom: Valeur technique = 55 %",
        "Critère de qualité - Nom: Performance environnementale = 10 %",
        "Prix = 35 %",
    ]


def test_table_read_as_lines() -> None:
    text = """
        # 6. Jugement des offres
        Critère
        Pondération
        Prix
        60 %
        Valeur technique
        40 %
    """
    assert read_article(text) == [
        "Prix = 60 %",
        "Valeur technique = 40 %",
    ]
