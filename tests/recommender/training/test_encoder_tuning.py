"""The pairs the encoder is trained on."""

from recommender.settings import Settings
from recommender.training.contract_objects import ContractObject
from recommender.training.encoder_tuning import make_pairs
from tests.builders.library import make_bundle, make_taxonomy

CLEANING = ContractObject("Nettoyage de trois écoles", "90910000")


def test_contract_is_paired_with_its_code_and_its_family() -> None:
    pairs = make_pairs([CLEANING], [], make_taxonomy())
    assert ("Nettoyage de trois écoles", "Services de nettoyage") in pairs
    assert ("Nettoyage de trois écoles", "Nettoyage de locaux") in pairs


def test_words_of_a_bundle_are_paired_with_its_title() -> None:
    pairs = make_pairs([], [make_bundle()], make_taxonomy())
    assert ("vitrerie", "Nettoyage de locaux : Heures d'insertion dans le nettoyage") in pairs


def test_contract_of_an_unknown_code_gives_no_pair() -> None:
    taxonomy = make_taxonomy()
    assert make_pairs([ContractObject("Achat inconnu", "99999999")], [], taxonomy) == make_pairs([], [], taxonomy)


def test_no_pair_stands_twice() -> None:
    pairs = make_pairs([CLEANING, CLEANING], [make_bundle(), make_bundle()], make_taxonomy())
    assert len(pairs) == len(set(pairs))


def test_real_library_gives_pairs_of_words(settings: Settings) -> None:
    from recommender.library.files import read_library_files
    from recommender.library.taxonomy import read_taxonomy

    pairs = make_pairs([], read_library_files(settings.corpus_dir).bundles, read_taxonomy(settings.corpus_dir))
    assert len(pairs) == len(set(pairs)) > 500
    assert all(query.strip() and document.strip() for query, document in pairs)
