"""Every check on the files of the library, for curators and for the tests."""

from recommender.compliance.duties import find_duty_faults, read_duty_rules
from recommender.compliance.exceptions import read_exception_rules
from recommender.compliance.instruments import find_instrument_faults, read_instrument_rules
from recommender.lawfulness.rules import find_rule_faults, read_lawfulness
from recommender.library.checks import check_library
from recommender.library.files import LibraryFiles, read_library_files
from recommender.library.references import find_reference_faults, read_references
from recommender.library.sizing import read_sizing_tables
from recommender.library.spelling import read_spelling
from recommender.library.taxonomy import read_lexicon, read_taxonomy
from recommender.library.uptake import read_uptake
from recommender.settings import Settings


def check_corpus(settings: Settings) -> tuple[LibraryFiles, list[str]]:
    """The library and every finding of its checks, one line each.

    Raises:
        InvalidCorpus: a file is missing or malformed.
    """
    taxonomy = read_taxonomy(settings.corpus_dir)
    duties = read_duty_rules(settings.corpus_dir)
    lawfulness = read_lawfulness(settings.corpus_dir)
    read_lexicon(settings.corpus_dir)
    read_sizing_tables(settings.corpus_dir)
    read_uptake(settings.corpus_dir)
    files = read_library_files(settings.corpus_dir)
    findings = [*check_library(files, taxonomy, read_spelling(settings.corpus_dir))]
    findings += find_reference_faults(read_references(settings.corpus_dir), files.bundles, taxonomy)
    ways = find_instrument_faults(read_instrument_rules(settings.corpus_dir), taxonomy)
    read_exception_rules(settings.corpus_dir)
    told = [f"{finding.file} : {finding.problem}" for finding in findings]
    return files, [*told, *find_duty_faults(duties, taxonomy), *find_rule_faults(lawfulness, taxonomy), *ways]
