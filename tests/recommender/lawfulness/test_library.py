"""The library's own texts are lawful: detectors leave nearly all of them alone."""

from datetime import date

from recommender.domain.library import VARIABLE, Bundle, Provision
from recommender.domain.vocabulary import ProvisionKind
from recommender.domain.warnings import DraftPassage
from recommender.lawfulness.rules import Lawfulness
from recommender.library.files import read_library_files
from recommender.library.wording import list_texts
from recommender.settings import Settings

MOST_WARNED = 0.02
DOCUMENTS = {"RC", "CCAP", "CCTP"}


def to_passage(provision: Provision, bundle: Bundle) -> DraftPassage:
    """A provision as a buyer would paste it, its variables at their defaults."""
    values = {variable.name: str(variable.default) for variable in bundle.variables}
    text = VARIABLE.sub(lambda match: values.get(match.group(1), "10"), "\n".join(list_texts(provision)))
    place = provision.place.value if provision.place.value in DOCUMENTS else "CCAP"
    is_criterion = provision.kind is ProvisionKind.AWARD_CRITERION
    return DraftPassage(text, "RC" if is_criterion else place, date(2026, 12, 1))


def test_provisions_of_the_library_are_hardly_ever_warned_of(lawfulness: Lawfulness, settings: Settings) -> None:
    passages = [
        to_passage(provision, bundle)
        for bundle in read_library_files(settings.corpus_dir).bundles
        for provision in bundle.provisions
    ]
    warned = sum(bool(lawfulness.find(passage)) for passage in passages)
    assert len(passages) > 1_000
    assert warned / len(passages) <= MOST_WARNED
