"""The one form of the files of bundles: what is read is written back."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.library.schema import BundleFile, ProvisionRow
from recommender.library.writing import PROVISION_ORDER, write_bundle_toml
from tests.builders.corpus import bundle_toml

CLAUSES = Path(__file__).parents[3] / "corpus" / "clauses"
LONG_TEXT = bundle_toml("nettoyage-insertion").split('text = "')[1].split('"\n')[0]


def read(content: str) -> BundleFile:
    return BundleFile.model_validate(tomllib.loads(content))


def change(**values: object) -> BundleFile:
    return BundleFile.model_validate(tomllib.loads(bundle_toml("nettoyage-insertion")) | values)


def change_provision(**values: object) -> BundleFile:
    row = tomllib.loads(bundle_toml("nettoyage-insertion"))
    return BundleFile.model_validate(row | {"provisions": [row["provisions"][0] | values]})


def list_real_files() -> dict[Path, str]:
    # Bytes, for line ends to count.
    return {path: path.read_bytes().decode("utf-8") for path in sorted(CLAUSES.rglob("*.toml"))}


def strip(value: Any) -> Any:
    match value:
        case str():
            return value.strip()
        case Mapping():
            return {name: strip(part) for name, part in value.items()}
        case list():
            return [strip(part) for part in value]
        case _:
            return value


def test_every_file_of_the_library_keeps_its_values_and_is_written_once_and_for_all() -> None:
    files = list_real_files()
    unchanged = 0
    for path, content in files.items():
        written = write_bundle_toml(read(content))
        if written == content:
            unchanged += 1
            continue
        assert strip(tomllib.loads(written)) == strip(tomllib.loads(content)), path
        assert write_bundle_toml(read(written)) == written, path
    # The others have their numbers or the fields of their provisions otherwise: the form is theirs all the same.
    assert unchanged > 0.8 * len(files)


def test_a_file_has_its_provisions_in_reading_order_and_its_paragraphs_between_delimiters() -> None:
    written = write_bundle_toml(
        change_provision(
            sub_criteria=[{"name": "Qualité", "points": 60}, {"name": "Délai", "points": 40.5}],
            weight_percent_min=5,
            weight_percent_max=12.5,
        )
    )
    assert written.endswith(
        f'''
[[provisions]]
level = 1
kind = "execution_condition"
place = "CCAP"
heading = "Heures d'insertion"
text = """
{LONG_TEXT}
"""
sub_criteria = [{{ name = "Qualité", points = 60 }}, {{ name = "Délai", points = 40.5 }}]
weight_percent_min = 5
weight_percent_max = 12.5
proof = "Relevé trimestriel des heures."
control = "L'acheteur rapproche le relevé des contrats de travail."
penalty = "50 € par heure non réalisée."
legal_basis = ["L2112-2"]

[[indicators]]
name = "Heures réalisées"
unit = "heures"
frequency = "trimestrielle"
'''
    )


def test_a_bundle_is_written_scalars_first_with_cautions_one_a_line() -> None:
    written = write_bundle_toml(change(min_amount_eur=40000.0, links=[]))
    assert written.split("\n\n")[0].split("search_terms")[0].endswith('avoid = "Interventions ponctuelles."\n')
    assert '\nmin_amount_eur = 40000\nfits = "' in written
    assert (
        '\ncautions = [\n  "Vérifier l\'offre d\'insertion du territoire.",\n]\ndecp = ["Clause sociale"]\n' in written
    )
    assert '\nreviewed = 2026-11-01\n\n[[sources]]\ntitle = "Code de la commande publique"\n' in written


def test_empty_fields_are_left_out_unless_the_schema_requires_them() -> None:
    written = write_bundle_toml(change(links=[], variables=[], decp=[], max_months=None))
    assert "\ndecp = []\n" in written
    assert not {"links", "variables", "max_months"} & set(tomllib.loads(written))
    assert "scoring" not in written


def test_the_rule_that_fills_a_variable_is_written_by_its_name() -> None:
    variable = tomllib.loads(bundle_toml("nettoyage-insertion"))["variables"][0] | {"fill": "insertion_hours"}
    assert 'max = 5000\nfill = "insertion_hours"\nadvice' in write_bundle_toml(change(variables=[variable]))


def test_links_come_before_sources_with_their_address_and_date() -> None:
    source = {"title": "Guide", "used_for": "seuils", "url": "https://example.org/é", "consulted": "2026-01-02"}
    link = {"kind": "requires", "target": "nettoyage-produits", "reason": "Complète."}
    written = write_bundle_toml(change(links=[link], sources=[source]))
    assert '[[links]]\nkind = "requires"\ntarget = "nettoyage-produits"\nreason = "Complète."\n\n[[sources]]' in written
    assert 'url = "https://example.org/é"\nconsulted = 2026-01-02\n' in written


def test_line_ends_of_a_browser_become_line_feeds() -> None:
    written = write_bundle_toml(change_provision(text=f"{LONG_TEXT}\r\n\r\nFin.", proof="Un\r\ndeux"))
    provision = tomllib.loads(written)["provisions"][0]
    assert (provision["text"], provision["proof"]) == (f"{LONG_TEXT}\n\nFin.\n", "Un\ndeux")


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("é\"\\\n\t {}\x00\x7f\x1b\u2028'#")))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    bundle = change_provision(text=f"{text}{LONG_TEXT}{text}", proof=text, legal_basis=[f"L{text}1"])
    bundle.provisions[0].sub_criteria = (
        change_provision(sub_criteria=[{"name": f"a{text}b", "points": 1}]).provisions[0].sub_criteria
    )
    assert read(write_bundle_toml(bundle)) == bundle


def test_every_field_of_a_provision_has_a_place() -> None:
    assert sorted(PROVISION_ORDER) == sorted(ProvisionRow.model_fields)
