"""Target figures of sentences: value, year and unit of what is promised; nothing of the past, the law or the means."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.domain.spaser import SpaserPlan
from recommender.extraction.headings import find_headings
from recommender.extraction.spaser import read_spaser
from recommender.extraction.spaser_figures import find_figures
from recommender.extraction.spaser_text import fold_evenly
from recommender.language.lexicon import ThemeLexicon
from tests.builders.documents import make_block, make_document, make_item
from tests.builders.plans import make_line, make_row

LEXICON = ThemeLexicon({}, ())
Found = list[tuple[float | None, str, int | None]]


def plan_of(*lines: object) -> SpaserPlan:
    """A plan of 2026-2028 with these lines under its first objective."""
    blocks = [
        make_block("SPASER 2026-2028"),
        make_line("Axe 1 : Solidarité"),
        make_line("Objectif 1.1 : Acheter mieux", size=1.2),
        *(make_block(line) if isinstance(line, str) else line for line in lines),
        make_line("Axe 2 : Sobriété"),
    ]
    document = make_document(*blocks)  # type: ignore[arg-type]
    return read_spaser(document, find_headings(document), (), LEXICON)


def targets_of(*lines: object) -> Found:
    return [(target.value, target.unit.value, target.year) for target in plan_of(*lines).targets]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("La clause sera insérée dans 60 % des marchés de plus de 500 000 € HT en 2028.", [(60, "percent", 2028)]),
        ("Porter de 17 % à 35 % en 2028 la part des heures.", [(35, "percent", 2028)]),
        ("Réduire de 25 à 30 % les déchets d'ici 2028.", [(25, "percent", 2028)]),
        ("Le volume passera de 66 300 en 2024 à 80 000 heures en 2027, puis à 100 000 heures à l'horizon 2030.",
         [(80_000, "hours", 2027), (100_000, "hours", 2030)]),
        ("Nous consacrerons 3 millions d'euros aux ESUS en 2028, contre 1,2 million en 2024.", [(3e6, "euros", 2028)]),
        ("Deux tiers des surfaces seront nettoyées en journée fin 2027.", [(66.7, "percent", 2027)]),
        ("Un équipement sur cinq sera acheté reconditionné.", [(20, "percent", None)]),
        ("Les achats seront doublés d'ici 2028 par rapport à 2024 (470 000 € HT).", [(2, "other", 2028)]),
        ("Le volume de bois sera multiplié par trois d'ici 2028.", [(3, "other", 2028)]),
        ("Diviser par deux, à l'horizon 2028, les émissions de chauffage.", [(50, "percent", 2028)]),
        ("Dès 2027, tout marché de nettoyage comportera une clause d'insertion.", [(100, "percent", 2027)]),
        ("Les marchés de travaux comporteront tous une clause en 2027.", [(100, "percent", 2027)]),
        ("Plus aucun produit de synthèse ne sera utilisé en 2026.", [(0, "count", 2026)]),
        ("Toute construction livrée après 2027 contiendra au moins 24 kg de matière biosourcée par mètre carré.",
         [(24, "other", 2027)]),
        ("Tous les acheteurs, et quatre prescripteurs sur cinq, auront suivi deux journées de formation fin 2026.",
         [(100, "percent", 2026), (80, "percent", 2026)]),
        ("Chaque direction réservera au moins un marché par an.", [(1, "contracts", None)]),
        ("Nous proposerons 60 contrats d'apprentissage par an, dont 15 destinés à des jeunes confiés.",
         [(60, "count", None), (15, "count", None)]),
        ("La durée d'usage des ordinateurs passera de 4,5 à 7 ans.", [(7, "other", None)]),
        ("Le délai de paiement sera ramené à 20 jours en 2027.", [(20, "other", 2027)]),
        ("Atteindre 60 % et 30 % à la rentrée 2027.", [(60, "percent", 2027), (30, "percent", 2027)]),
        ("Huit familles d'achats seront traitées en coût global au terme du schéma.", [(8, "count", 2028)]),
        ("Une cartographie des risques sera achevée au second semestre 2026.", [(None, "date", 2026)]),
        ("La liste des achats sera mise en ligne chaque année avant le 31 janvier.", [(None, "date", None)]),
        ("Le nombre d'heures passera de 50 000 en 2023 à 75 000 en 2028.", [(75_000, "hours", 2028)]),
    ],
)  # fmt: skip
def test_promise_is_read(sentence: str, found: Found) -> None:
    assert targets_of(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "En 2024, 22 % des marchés comportaient une clause sociale.",
        "Aujourd'hui, 14 % des surfaces sont entretenues en journée.",
        "La loi impose au moins 50 % de produits durables dans les restaurants en 2027.",
        "Le premier schéma visait 20 % de marchés comportant une considération sociale en 2027.",
        "Certains proposaient 100 % de produits biologiques en 2028 ; cette proposition n'a pas été retenue.",
        "« Nous ferons 100 % de bio en 2028 », dit un habitant.",
        "La métropole exploite 1 460 véhicules, dont 212 bennes.",
        "Le parrainage complètera cette action, sans objectif chiffré.",
        "Le questionnaire est envoyé à trois et douze mois, sous 48 heures.",
        "L'article L. 2113-12 permet de réserver un marché.",
        "Les candidats pourront proposer 10 % de variantes.",
    ],
)
def test_what_is_no_promise_is_left_out(sentence: str) -> None:
    assert targets_of(sentence) == []


@pytest.mark.parametrize("label", ["Constat", "Moyens", "Budget", "Pilote", "Calendrier", "Contexte"])
def test_lines_that_promise_nothing_are_left_out(label: str) -> None:
    assert targets_of(make_row(label, "30 % des marchés seront clausés en 2027.")) == []
    assert targets_of(f"{label} : 30 % des marchés seront clausés en 2027.") == []


@pytest.mark.parametrize(
    "label", ["Cible", "Jalon", "Étapes", "Résultat attendu", "Critère de réussite", "Objectif chiffré"]
)
def test_label_makes_a_promise_of_its_figures(label: str) -> None:
    assert targets_of(make_row(label, "45 personnes recrutées en 2027")) == [(45, "count", 2027)]


def test_figures_of_a_series_take_their_years_and_units() -> None:
    row = make_row("Cible", "238 kWh/m² (2024) ; 215 (2027) ; moins de 190 en 2028")
    assert targets_of(row) == [(215, "other", 2027), (190, "other", 2028)]
    plan = plan_of(make_row("Cible", "0,9 → 0,7 kg en 2027 → 0,5 kg en 2028"))
    assert [(target.value, target.baseline) for target in plan.targets] == [(0.7, 0.9), (0.5, 0.9)]


def test_statements_that_a_cell_runs_together_are_parted() -> None:
    plan = plan_of(make_row("Cible", "1,4 M€ en 2028 4 lots réservés par an"))
    assert [target.text for target in plan.targets] == ["1,4 M€ en 2028", "4 lots réservés par an"]


def test_deadline_without_an_event_is_no_target() -> None:
    assert (
        targets_of(make_row("Échéance", "2027"), make_row("Échéance", "Permanent"), make_row("Cible", "Fin 2028")) == []
    )
    assert targets_of(make_row("Échéance", "Lot réservé notifié avant le 30/06/2027")) == [(None, "date", 2027)]


def test_label_on_its_own_line_holds_for_the_lines_under_it() -> None:
    found = targets_of(
        make_line("Notre cap", size=1.0), make_item("45 places en 2027"), make_item("Une place sur deux")
    )
    assert found == [(45, "count", 2027), (50, "percent", None)]


def test_section_on_the_past_promises_nothing() -> None:
    document = make_document(
        make_block("SPASER 2026-2028"),
        make_line("Diagnostic"),
        "La part des marchés clausés atteindra 30 % en 2026.",
        make_line("Axe 1 : Solidarité"),
        "La part des marchés clausés atteindra 40 % en 2027.",
        make_line("Axe 2 : Sobriété"),
    )
    plan = read_spaser(document, find_headings(document), (), LEXICON)
    assert [target.value for target in plan.targets] == [40]


def test_sentence_broken_over_lines_is_read_whole() -> None:
    plan = plan_of("Au moins une personne sur deux en emploi douze mois après son entrée,", "au terme du schéma.")
    assert [(target.value, target.year) for target in plan.targets] == [(50, 2028)]
    assert plan.targets[0].text.endswith("au terme du schéma.")


def test_contents_and_running_titles_promise_nothing() -> None:
    line = "30 % des marchés seront clausés en 2027."
    assert targets_of(make_block(line, role=BlockRole.CONTENTS), make_block(line, role=BlockRole.RUNNING)) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 840 meubles", [1840]),
        ("vingt-quatre lots et soixante-quinze marchés", [24, 75]),
        ("quatre-vingt-dix contrats", [90]),
        ("2,5 M€", [2_500_000]),
        ("– 8 % d'émissions", [-8]),
        ("entre 16 000 et 20 000 heures", [20_000]),
        ("12 fournisseurs sur 20", [12]),
        ("le 30 septembre 2026, article L. 2112-2, n° 4", []),
    ],
)
def test_figures_are_read_in_figures_and_words(text: str, values: list[float]) -> None:
    assert [figure.value for figure in find_figures(fold_evenly(text))] == values
