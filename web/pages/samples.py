"""The examples that come with the program, to see what it does before trusting it with a draft."""

from recommender.settings import Settings
from web.pages.forms import UploadedDraft

# Name in the form → file of ``corpus/samples``.
SAMPLES = {"renovation": "ccp-renovation-residence.docx"}


def read_sample(settings: Settings, name: str) -> list[UploadedDraft]:
    """The files of an example; none where the name is of none."""
    file = SAMPLES.get(name)
    return [UploadedDraft(file, (settings.corpus_dir / "samples" / file).read_bytes())] if file else []
