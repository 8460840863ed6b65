"""Names taken out of provisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.curation.anonymising import remove_names

KNOWN = ("Ville de Lille", "Métropole Européenne de Lille", "Lille", "Hospices du Val d'Orne")


def clean(text: str) -> str:
    return remove_names(text, known=KNOWN).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Ville de Lille paie.", "L'acheteur paie."),
        ("Les agents de la Ville de Lille.", "Les agents de l'acheteur."),
        ("Remis à la VILLE DE LILLE.", "Remis à l'acheteur."),
        ("Remis à la métropole europeenne de lille.", "Remis à l'acheteur."),
        ("Les locaux des Hospices du Val d’Orne.", "Les locaux de l'acheteur."),
        ("Remis aux Hospices du Val d'Orne.", "Remis à l'acheteur."),
        ("Fourni par la Ville de Lille et réceptionné.", "Fourni par l'acheteur et réceptionné."),
        ("Ladite Ville de Lille répond.", "L'acheteur répond."),
        ("Lille\u00a0: ville\u00a0de Lille", "L'acheteur\u00a0: l'acheteur"),
    ],
)
def test_known_buyers_give_way_to_the_buyer_with_what_stands_before_them(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_the_longest_known_name_is_taken_first() -> None:
    assert remove_names("Pour la Ville de Lille.", known=("Lille", "Ville de Lille")).removed == ("Ville de Lille",)


def test_a_name_within_a_word_is_left() -> None:
    assert clean("Les Lillois et les lilles.") == "Les Lillois et les lilles."


def test_a_known_name_may_come_with_its_article() -> None:
    assert remove_names("Payé par la Cité verte.", known=["La Cité Verte"]).text == "Payé par l'acheteur."


@pytest.mark.parametrize(
    "body",
    [
        "la commune de Saint-Aubin-sur-Orne",
        "la commune de La Rochette",
        "la commune d'Auvers",
        "le département du Nord",
        "le département de l'Isère",
        "la métropole de Lyon",
        "la région Occitanie",
        "la région Pays de la Loire",
        "la communauté de communes du Val de Sèvre",
        "la communauté d'agglomération Grand Vallon",
        "le syndicat intercommunal de traitement des ordures ménagères du Val d'Ource",
        "le syndicat mixte Énergie Bocage",
        "le Syndicat Départemental d'Énergie de l'Orne",
        "l'OPH Alpes Habitat",
        "l'office public de l'habitat de Bourg-Neuf",
        "le centre hospitalier de Montclar",
        "le conseil départemental de l'Orne",
    ],
)
def test_public_bodies_with_a_name_are_the_buyer(body: str) -> None:
    assert (
        clean(f"Le bilan est vérifié par {body}, chaque année.") == "Le bilan est vérifié par l'acheteur, chaque année."
    )


def test_contractions_before_a_body_are_undone() -> None:
    assert clean("Remis au département du Nord, vu du syndicat Valor.") == "Remis à l'acheteur, vu de l'acheteur."


def test_a_heading_in_capitals_loses_the_name_and_not_the_sentence() -> None:
    assert clean("LA COMMUNE DE SAINT-AUBIN EST RESPONSABLE") == "L'acheteur EST RESPONSABLE"
    assert clean("CENTRE HOSPITALIER DU VAL D'ORNE\nLOT 1") == "L'acheteur\nLOT 1"
    assert clean("LA VILLE SUPPORTE LE COÛT") == "LA VILLE SUPPORTE LE COÛT"


def test_a_name_does_not_go_on_on_the_next_line() -> None:
    assert (
        clean("activité de la commune\nPrise en compte des risques")
        == "activité de la commune\nPrise en compte des risques"
    )


@pytest.mark.parametrize(
    "person",
    [
        "M. Jean Dupré",
        "Mme Anne-Marie de La Tour",
        "Monsieur LEGRAND",
        "Madame Léa d'Orval",
        "M. Le Goff",
        "M. J. Dupré",
    ],
)
def test_persons_are_removed(person: str) -> None:
    cleaned = remove_names(f"Le contact est {person}, référent.", known=())
    assert (cleaned.text, cleaned.removed) == ("Le contact est [nom], référent.", (person,))


def test_the_point_of_a_sentence_that_ends_on_a_person_is_kept() -> None:
    assert clean("Le contact est Mme Dupré. Le titulaire l'appelle.") == "Le contact est [nom]. Le titulaire l'appelle."


@pytest.mark.parametrize(
    ("contact", "mark"),
    [
        ("prenom.nom@ville-exemple.fr", "[courriel]"),
        ("01 23 45 67 89", "[téléphone]"),
        ("01.23.45.67.89", "[téléphone]"),
        ("+33 6 12 34 56 78", "[téléphone]"),
        ("https://www.exemple.fr/achats?lot=1", "[site]"),
        ("www.exemple.fr", "[site]"),
    ],
)
def test_addresses_and_telephones_are_removed(contact: str, mark: str) -> None:
    cleaned = remove_names(f"Écrire à {contact}.", known=())
    assert (cleaned.text, cleaned.removed) == (f"Écrire à {mark}.", (contact,))


NEUTRAL = (
    "l'acheteur", "le titulaire", "la Commission", "le Code de la commande publique", "l'Union européenne", "l'État",
    "Pôle emploi", "France Travail", "une SIAE", "la commune", "le département du titulaire", "la ville de demain",
    "Monsieur le Maire", "la Région", "le syndicat des copropriétaires", "1 500 heures", "l'article R. 2152-7",
    "la Ville", "Le Titulaire", "le Maître d'ouvrage", "la Commission européenne", "l'entreprise adaptée",
)  # fmt: skip


@pytest.mark.parametrize("words", NEUTRAL)
def test_words_that_name_no_one_are_left(words: str) -> None:
    text = f"Le dossier vise {words}, sous 15 jours."
    cleaned = remove_names(text, known=(*KNOWN, "Commission", "l'acheteur", "État"))
    assert (cleaned.text, cleaned.removed) == (text, ())


WORDS = st.sampled_from(
    ["Ville de Lille", "la", "de la", "du", "à la", "commune de", "Saint-Aubin", "M.", "Dupré", "Le", "Lille", "OPH",
     "syndicat mixte", "a@b.fr", "01 23 45 67 89", "www.x.fr", "qu'", "d'", "l'", ".", ",", "\n", *NEUTRAL]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    again = remove_names(once, known=KNOWN)
    assert (again.text, again.removed) == (once, ())
