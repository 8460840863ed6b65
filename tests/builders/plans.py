"""Small SPASER plans in styles unlike those of the samples, each with what a reader finds in it."""

from typing import Any

from recommender.domain.documents import Block, BlockRole, SourceDocument, Table
from tests.builders.documents import make_block, make_document, make_item

Expected = dict[str, Any]


def make_title(text: str, *, page: int = 1, level: int = 1) -> Block:
    """A title by its style, as word processors give it."""
    return make_block(text, page=page, heading_level=level, is_bold=True, size_ratio=1.6 - 0.2 * level)


def make_line(text: str, *, page: int = 1, size: float = 1.5) -> Block:
    """A title by its weight and size alone, as layouts give it."""
    return make_block(text, page=page, is_bold=True, size_ratio=size)


def make_row(*cells: str, page: int = 1) -> Block:
    """A row of a table: its cells that are not empty."""
    return make_block(" | ".join(cell for cell in cells if cell), page=page, role=BlockRole.TABLE_ROW)


def make_entry(text: str) -> Block:
    """A line of the contents."""
    return make_block(text, page=2, role=BlockRole.CONTENTS)


def expect(
    *,
    axes: list[tuple[str, str, int, list[tuple[str, str, int]]]],
    targets: list[tuple[float | None, int | None, str]],
    indicators: list[str],
    monitoring: list[str],
) -> Expected:
    """Expectations in the shape of ``corpus/samples/*.expected.json``."""
    return {
        "axes": [
            {
                "number": number,
                "title": title,
                "page": page,
                "objectives": [{"number": one, "title": name, "page": place} for one, name, place in objectives],
            }
            for number, title, page, objectives in axes
        ],
        "targets": [{"value": value, "year": year, "text": text} for value, year, text in targets],
        "indicators": [{"text": text} for text in indicators],
        "monitoring": [{"text": text} for text in monitoring],
    }


def numbered_headings() -> tuple[SourceDocument, Expected]:
    """No counting word: numbered headings only, between a section on the law and one on the follow-up."""
    promise = "La collectivité portera à 30 % la part des marchés avec clause sociale d'ici 2027, contre 12 % en 2023."
    reserved = "Réserver au moins 5 marchés par an aux ESAT et aux entreprises adaptées."
    share = "100 % des marchés intègrent une considération environnementale à compter de 2026."
    meeting = "Un comité de pilotage se réunit une fois par an pour examiner l'avancement du schéma."
    document = make_document(
        make_line("Schéma de promotion des achats responsables 2024-2027", size=2.0),
        make_title("1. Contexte et cadre juridique"),
        "Les acheteurs doivent adopter un schéma. En 2023, 12 % des marchés comportaient une clause sociale.",
        make_title("2. Renforcer l'inclusion par la commande publique", page=3),
        make_title("2.1 Développer l'insertion des publics éloignés de l'emploi", level=2, page=3),
        make_block(promise, page=3),
        make_block("Indicateurs de suivi : nombre d'heures d'insertion réalisées ; part des marchés clausés.", page=3),
        make_title("2.2 Soutenir l'emploi des personnes en situation de handicap", level=2, page=4),
        make_item(reserved, page=4),
        make_title("3. Réduire l'empreinte environnementale des achats", page=5),
        make_title("3.1 Intégrer une considération environnementale dans tous les marchés", level=2, page=5),
        make_block(share, page=5),
        make_block("L'article 35 de la loi Climat impose 100 % de clauses environnementales en 2026.", page=5),
        make_title("4. Gouvernance et suivi du schéma", page=6),
        make_block(meeting, page=6),
    )
    social = [
        ("2.1", "Développer l'insertion des publics éloignés de l'emploi", 3),
        ("2.2", "Soutenir l'emploi des personnes en situation de handicap", 4),
    ]
    green = [("3.1", "Intégrer une considération environnementale dans tous les marchés", 5)]
    return document, expect(
        axes=[
            ("2", "Renforcer l'inclusion par la commande publique", 3, social),
            ("3", "Réduire l'empreinte environnementale des achats", 5, green),
        ],
        targets=[(30, 2027, promise), (5, None, reserved), (100, 2026, share)],
        indicators=["nombre d'heures d'insertion réalisées", "part des marchés clausés"],
        monitoring=[meeting],
    )


def ambitions_and_levers() -> tuple[SourceDocument, Expected]:
    """Numbers alone on their line, letters for levers, indicators in a sentence, no styles at all."""
    shares = "Notre objectif : 25 % de marchés avec clause sociale en 2026 (15 % en 2022)."
    small = "Nous visons une part de 60 % de marchés attribués à des PME en 2026."
    fleet = "Réduction de 40 % des émissions de la flotte à l'horizon 2030."
    review = "Le bilan du schéma est présenté chaque année à l'assemblée régionale."
    followed = "Ce levier sera suivi par le nombre de véhicules à faibles émissions et le taux de livraisons groupées."
    document = make_document(
        "SPASER 2023-2026 de la Région",
        make_entry("Sommaire"),
        make_entry("AMBITION 1 : DES ACHATS SOLIDAIRES 4"),
        make_entry("AMBITION 2 : DES ACHATS BAS CARBONE 6"),
        make_line("AMBITION 1", page=4),
        make_line("DES ACHATS SOLIDAIRES", page=4),
        make_line("Levier 1.a : Multiplier les clauses sociales", page=4, size=1.0),
        make_block(shares, page=4),
        make_line("Levier 1.b : Donner accès aux TPE-PME", page=5, size=1.0),
        make_block(small, page=5),
        make_line("AMBITION 2", page=6),
        make_line("DES ACHATS BAS CARBONE", page=6),
        make_line("Levier 2.a : Décarboner les transports", page=6, size=1.0),
        make_block(followed, page=6),
        make_block(fleet, page=6),
        make_line("Pilotage et évaluation", page=7),
        make_block(review, page=7),
    )
    levers = [("1.a", "Multiplier les clauses sociales", 4), ("1.b", "Donner accès aux TPE-PME", 5)]
    return document, expect(
        axes=[
            ("1", "DES ACHATS SOLIDAIRES", 4, levers),
            ("2", "DES ACHATS BAS CARBONE", 6, [("2.a", "Décarboner les transports", 6)]),
        ],
        targets=[(25, 2026, shares), (60, 2026, small), (40, 2030, fleet)],
        indicators=["nombre de véhicules à faibles émissions", "taux de livraisons groupées"],
        monitoring=[review],
    )


def merged_header() -> tuple[SourceDocument, Expected]:
    """Objectives that restart at 1 under each axis, a table with merged header cells, one with a column of terms."""
    cells = (
        ("Indicateur", "Situation", "", "Objectifs", ""),
        ("", "2022", "2023", "2025", "2027"),
        ("Part des marchés avec clause sociale", "10 %", "12 %", "20 %", "30 %"),
        ("Nombre de contrats réservés", "3", "4", "8", "15"),
    )
    actions = (
        ("Action", "Indicateur", "Cible", "Échéance", "Pilote"),
        ("Mettre en place le tri", "Taux de valorisation des déchets", "70 %", "2026", "Direction générale"),
        ("Supprimer le plastique", "Nombre de marchés sans plastique", "10 par an", "2027", "Direction générale"),
    )
    document = make_document(
        "SPASER 2024 - 2027",
        make_line("Axe 1 : Pour une commande publique solidaire", page=2),
        make_line("Objectif n°1 : Amplifier l'insertion", page=2, size=1.15),
        *(make_row(*row, page=2) for row in cells),
        make_line("Axe 2 : Pour une commande publique écologique", page=3),
        make_line("Objectif n°1 : Réduire les déchets", page=3, size=1.15),
        *(make_row(*row, page=3) for row in actions),
        tables=[Table(2, cells), Table(3, actions)],
    )
    return document, expect(
        axes=[
            ("1", "Pour une commande publique solidaire", 2, [("1", "Amplifier l'insertion", 2)]),
            ("2", "Pour une commande publique écologique", 3, [("1", "Réduire les déchets", 3)]),
        ],
        targets=[
            (20, 2025, cells[2][0]),
            (30, 2027, cells[2][0]),
            (8, 2025, cells[3][0]),
            (15, 2027, cells[3][0]),
            (70, 2026, actions[1][1]),
            (10, 2027, actions[2][1]),
        ],
        indicators=[cells[2][0], cells[3][0], actions[1][1], actions[2][1]],
        monitoring=[],
    )


def indicators_in_lines() -> tuple[SourceDocument, Expected]:
    """Axes numbered twice, lines that are indicators by their first word, targets beside them in brackets."""
    hours = "Atteindre 90 000 heures d'insertion par an en 2028 et diversifier les métiers concernés."
    measured = "Nombre d'heures d'insertion réalisées par an (référence 2024 : 61 000 ; cible 2028 : 90 000)."
    women = "Part des femmes parmi les bénéficiaires : cible 40 %."
    double = "Doubler le montant des achats auprès des ESAT et entreprises adaptées."
    reserved = "Montant annuel des marchés réservés, cible 1,2 M€ en 2027."
    share = "100 % des marchés comportent au moins une considération environnementale dès 2026."
    published = "Le bilan est publié et présenté au conseil tous les deux ans."
    document = make_document(
        "SPASER 2026-2028",
        make_title("1 Le cadre et le diagnostic"),
        make_title("1.2 État des lieux", level=2),
        "En 2024, 22 % des marchés notifiés comportaient une clause d'insertion, pour 61 000 heures réalisées.",
        make_title("2 Axe 1 : faire de la commande publique un outil d'inclusion"),
        make_title("Objectif 1.1 Développer les heures d'insertion", level=2),
        hours,
        "Inscrire une clause sociale dans tous les marchés de services de plus de 90 000 € HT à forte main-d'œuvre.",
        make_item(measured),
        make_item(women),
        make_title("Objectif 1.2 Recourir au secteur adapté", level=2),
        double,
        reserved,
        make_title("3 Axe 2 : accélérer la transition écologique"),
        make_title("Objectif 2.1 Généraliser les considérations environnementales", level=2),
        share,
        "Part des marchés notifiés avec un critère environnemental pondéré à 15 % ou plus.",
        make_title("4 Gouvernance et suivi"),
        published,
    )
    first = [("1.1", "Développer les heures d'insertion", 1), ("1.2", "Recourir au secteur adapté", 1)]
    return document, expect(
        axes=[
            ("1", "faire de la commande publique un outil d'inclusion", 1, first),
            (
                "2",
                "accélérer la transition écologique",
                1,
                [("2.1", "Généraliser les considérations environnementales", 1)],
            ),
        ],
        targets=[
            (90_000, 2028, hours),
            (90_000, 2028, measured),
            (40, None, women),
            (2, None, double),
            (1_200_000, 2027, reserved),
            (100, 2026, share),
        ],
        indicators=[
            "Nombre d'heures d'insertion réalisées par an",
            "Part des femmes parmi les bénéficiaires",
            "Montant annuel des marchés réservés",
            "Part des marchés notifiés avec un critère environnemental pondéré à 15 % ou plus",
        ],
        monitoring=[published],
    )


def sheets_and_recap() -> tuple[SourceDocument, Expected]:
    """Parts in capitals, engagements numbered through, a recapitulation in the annex that says every title again."""
    share = "D'ici fin 2026, 30 % des marchés supérieurs aux seuils européens intégreront une clause sociale."
    equality = "Objectif chiffré : 100 marchés par an avec une clause égalité."
    fleet = "Atteindre 50 % de véhicules propres dans la flotte."
    document = make_document(
        "Schéma de promotion des achats publics socialement et écologiquement responsables 2022-2026",
        make_line("VOLET 1 : UNE COMMANDE SOLIDAIRE", page=8),
        make_line("Engagement 1 – Favoriser l'insertion professionnelle", page=9, size=1.2),
        make_block(f"{share} Ce taux était de 14 % en 2021.", page=9),
        make_line("Engagement 2 – Lutter contre les discriminations", page=10, size=1.2),
        make_block(equality, page=10),
        make_line("VOLET 2 : UNE COMMANDE SOBRE", page=12),
        make_line("Engagement 3 – Réduire les gaz à effet de serre", page=13, size=1.2),
        make_block(fleet, page=13),
        make_line("Annexe : récapitulatif des engagements", page=20),
        make_block("Engagement 1 – Favoriser l'insertion professionnelle", page=20),
        make_block("Engagement 2 – Lutter contre les discriminations", page=20),
        make_block("Engagement 3 – Réduire les gaz à effet de serre", page=20),
    )
    solidary = [
        ("1", "Favoriser l'insertion professionnelle", 9),
        ("2", "Lutter contre les discriminations", 10),
    ]
    return document, expect(
        axes=[
            ("1", "UNE COMMANDE SOLIDAIRE", 8, solidary),
            ("2", "UNE COMMANDE SOBRE", 12, [("3", "Réduire les gaz à effet de serre", 13)]),
        ],
        targets=[(30, 2026, share), (100, None, equality), (50, None, fleet)],
        indicators=[],
        monitoring=[],
    )


PLANS = {
    "numbered headings": numbered_headings,
    "ambitions and levers": ambitions_and_levers,
    "merged header": merged_header,
    "indicators in lines": indicators_in_lines,
    "sheets and recapitulation": sheets_and_recap,
}
