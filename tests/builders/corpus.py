"""A small corpus folder: one family, two themes, one bundle, two duties, all in order."""

from pathlib import Path

from recommender.domain.warnings import WarningCode

REAL_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BUNDLE = """\
id = "nettoyage-insertion"
title = "Heures d'insertion dans le nettoyage"
purpose = "Ouvrir des postes à des personnes éloignées de l'emploi."
themes = ["insertion"]
families = ["cleaning"]
cpv = ["9091"]
natures = ["services"]
fits = "Nettoyage régulier de locaux."
avoid = "Interventions ponctuelles."
search_terms = ["nettoyage de locaux", "entretien ménager", "vitrerie"]
cautions = ["Vérifier l'offre d'insertion du territoire."]
decp = ["Clause sociale"]
eforms = ["opp"]
ocds = ["social.disadvantagedEmploymentOpportunities"]
author = "Clausier"
licence = "etalab-2.0"
version = 1
status = "published"
reviewed = 2026-11-01

[[sources]]
title = "Code de la commande publique"
used_for = "fondement"

[[variables]]
name = "heures"
label = "Heures d'insertion"
unit = "heures"
default = 1500
min = 100
max = 5000
advice = "Environ 5 % des heures du marché."

[[provisions]]
level = 1
kind = "execution_condition"
place = "CCAP"
heading = "Heures d'insertion"
text = "Le titulaire réserve {{ heures }} heures de travail à des personnes éloignées de l'emploi, sur ce marché."
legal_basis = ["L2112-2"]
proof = "Relevé trimestriel des heures."
control = "L'acheteur rapproche le relevé des contrats de travail."
penalty = "50 € par heure non réalisée."

[[indicators]]
name = "Heures réalisées"
unit = "heures"
frequency = "trimestrielle"
"""
FILES = {
    "clauses/cleaning/nettoyage-insertion.toml": BUNDLE,
    "taxonomy/themes.toml": """\
[insertion]
label = "Insertion"
family = "social"
eforms = ["opp"]
ocds = ["social.disadvantagedEmploymentOpportunities"]
[pollution]
label = "Pollutions"
family = "environmental"
eforms = ["pollu-prev"]
ocds = ["environmental.pollutionPrevention"]
""",
    "taxonomy/families.toml": """\
[cleaning]
label = "Nettoyage de locaux"
nature = "services"
cpv = ["9091"]
terms = ["nettoyage des locaux"]
stakes = { insertion = 3, pollution = 2 }
""",
    "law/articles.toml": """\
["L2112-2"]
subject = "Conditions d'exécution"
url = "https://www.legifrance.gouv.fr"
certainty = "verified"
""",
    "obligations/duties.toml": """\
[env_execution_condition]
label = "Prendre en compte l'environnement"
scope = "contract"
who = "Tous les acheteurs."
what = "Une condition d'exécution environnementale."
launch_from = 2026-08-22
legal_basis = ["L2112-2"]
certainty = "verified"
how_to_meet = "Une clause environnementale."
""",
    "obligations/thresholds.toml": """\
[[period]]
from = 2026-01-01
until = 2028-01-01
works = 5404000
supplies_services = { state = 140000, local = 216000, utility = 432000 }
""",
    "crosswalks/ocds.toml": """\
title = "Buts OCDS"
purpose = "Publier les clauses."
sources = []
[[entries]]
code = "social.disadvantagedEmploymentOpportunities"
label = "Emploi de personnes défavorisées"
description = ""
themes = ["insertion"]
bundles = ["nettoyage-insertion"]
indicators = []
[[entries]]
code = "environmental.pollutionPrevention"
label = "Prévention des pollutions"
description = ""
themes = ["pollution"]
bundles = []
indicators = [{ name = "Substances évitées", unit = "nombre", frequency = "annuelle" }]
""",
    "crosswalks/eforms.toml": """\
title = "eForms"
purpose = "Remplir l'avis."
sources = []
[[entries]]
code = "opp"
label = "Emploi"
description = ""
themes = ["insertion"]
bundles = []
indicators = []
[[entries]]
code = "pollu-prev"
label = "Pollution"
description = ""
themes = ["pollution"]
bundles = []
indicators = []
""",
    "crosswalks/sdg.toml": 'title = "ODD"\npurpose = "Dire le but."\nsources = []\nentries = []\n',
    "crosswalks/social_value.toml": 'title = "Valeur sociale"\npurpose = "Relier."\nsources = []\nentries = []\n',
    "notes/avant-le-marche.toml": """\
title = "Avant le marché"
question = "Faut-il un marché ?"
families = ["cleaning"]
[[sources]]
title = "Code de la commande publique"
used_for = "besoin"
[[sections]]
heading = "Se demander d'abord"
certainty = "verified"
legal_basis = ["L2112-2"]
text = "Qui a l'initiative ?"
""",
    "law/rulings.toml": '["CE 417580"]\nname = "Nantes Métropole"\nsubject = "Lien"\ncertainty = "secondary"\n',
    "lawfulness/names.toml": 'labels = ["FSC"]\nbrands = ["Grohe"]\n',
    "lawfulness/judged.jsonl": '{"text": "Prix.", "document": "RC", "expected": []}\n',
    "lawfulness/warnings.toml": "".join(
        f'[{code}]\ntitle = "Titre"\nwhy = "Raison."\nrewording = "Autrement."\n'
        'certainty = "law"\nsources = ["L2112-2"]\n'
        for code in WarningCode
    ),
    "obligations/instruments.toml": """\
[award_criterion]
label = "Critère"
reason = "Départager."
certainty = "verified"
legal_basis = ["L2112-2"]
""",
    "obligations/exceptions.toml": "".join(
        f'[{number}]\ntitle = "Cas"\nquestion = "Est-ce le cas ?"\nto_show = "La preuve."\nnote = "Motif."\n'
        for number in range(1, 5)
    )
    + '[memo]\ntitle = "Note"\nhead = "Objet"\nkeep = "Gardée."\nkeep_entity = "Gardée autrement."\n',
    "cpv/cpv-fr.csv": "code,libelle_fr,social_service\n90910000,Services de nettoyage,0\n",
}


def write_corpus(folder: Path, **bundles: str) -> Path:
    """The corpus folder; ``bundles`` are further bundle files, by id with ``_`` for ``-``."""
    extra = {f"clauses/{name.replace('_', '-')}.toml": content for name, content in bundles.items()}
    for name, content in (FILES | extra).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for name in ("spelling", "sizing"):
        # The dictionary and the sizing figures are those delivered: nothing smaller would be one.
        (folder / name).symlink_to(REAL_CORPUS / name)
    return folder


def bundle_toml(id_: str, *changes: tuple[str, str]) -> str:
    """The text of the bundle file under another id, with pieces of it replaced."""
    content = BUNDLE.replace('id = "nettoyage-insertion"', f'id = "{id_}"')
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return content
