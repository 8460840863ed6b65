"""Checks on the words of a text: what binds nobody, prefers a place, names a brand, or judges the firm at large."""

import re
from collections.abc import Iterator

from recommender.domain.library import Provision
from recommender.domain.vocabulary import CLAUSE_KINDS, ProvisionKind

# A wish binds nobody: these words make a duty unverifiable (warning code `vague_duty`).
VAGUE = re.compile(
    r"dans la mesure du possible|autant que (?:possible|faire se peut)|si possible|s'efforce|notamment sensibilis|"
    r"dans toute la mesure|de préférence|au mieux\b|est encouragé|dans les meilleurs délais|dans un délai raisonnable|"
    r"meilleurs efforts",
    re.IGNORECASE,
)
# In a clause, a verb that no control can find broken.
SOFT_DUTY = re.compile(
    r"\b(?:titulaire|entreprise|prestataire|exploitant|fournisseur|il|elle)s? (?:doi(?:t|vent) (?:veiller|favoriser|"
    r"privilégier|sensibiliser|encourager)|veille(?:nt|ra)?|favorise(?:nt|ra)?|"
    r"privilégie(?:nt|ra)?|sensibilise(?:nt|ra)?|encourage(?:nt|ra)?|cherche(?:nt|ra)? à|tente(?:nt|ra)? de|"
    r"tend(?:ent|ra)? à)\b",
    re.IGNORECASE,
)
# Equal treatment (L3) forbids preferring a place (warning code `local_preference`).
LOCAL = re.compile(
    r"entreprises? locales?|producteurs? locaux|fournisseurs? locaux|produits? locaux|artisans? locaux|"
    r"main-d'œuvre locale|emplois? locaux|structures? locales?|situées? à moins de|"
    r"implantées? (?:dans|sur) le (?:département|territoire)|kilomètres? (?:du|de la) (?:siège|mairie)|"
    r"implantée?s? (?:à|en|dans le (?:département|périmètre))|agence (?:située )?à moins de|rayon de \d+ (?:km|kilom)|"
    r"origine locale|provenance locale|fabriquée?s? en France|proximité géographique|distance (?:entre|"
    r"du siège|de l'entreprise)",
    re.IGNORECASE,
)
# Residence and nationality of people are no lawful conditions (warning code `residence_or_nationality`).
RESIDENCE = re.compile(
    r"de nationalité française|habitants? de la commune embauch|résid(?:ant|er|ent) (?:dans|sur) (?:la commune|le "
    r"département|le territoire de la commune)|habitent la commune|domicili(?:é|er|ée)s? (?:dans|sur|"
    r"à) (?:la commune|le département)",
    re.IGNORECASE,
)
# A label named in a text must come with "ou équivalent" (R2111-12 to R2111-17).
LABEL = re.compile(
    r"écolabel européen|Ecolabel|NF Environnement|Ange Bleu|Blauer Engel|Nordic Swan|Cygne blanc|\bPEFC\b|\bFSC\b|"
    r"\bGOTS\b|Oeko-Tex|OEKO-TEX|Energy Star|\bEPEAT\b|TCO Certified|Label Rouge|Max Havelaar|Fairtrade|Imprim'Vert|"
    r"Cygne nordique|NF Mobilier|\bMSC\b|\bASC\b|\bHQE\b|\bBREEAM\b|\bEMAS\b|Ecocert|Cradle to Cradle|"
    r"Végétal local|Numérique Responsable",
    re.IGNORECASE,
)
# So must a standard (R2111-8, R2111-11).
STANDARD = re.compile(r"\b(?:NF|EN|ISO|IEC|DIN)(?: EN)?(?: ISO)?(?:/IEC)? ?\d{3,5}")
# Brands that purchases of these families bring to the pen (R2111-7).
BRAND = re.compile(
    r"\b(?:Microsoft|Windows|Apple|iPhone|iPad|Google|Adobe|Dell|Lenovo|Cisco|Oracle|Salesforce|Peugeot|Renault|"
    r"Citroën|Volkswagen|Toyota|Michelin|Velux|Placoplatre|Karcher|Kärcher|Post-it|Tetra Pak|Stabilo|Steelcase|"
    r"Roundup|Javel Lacroix|Schindler|Otis|Kone|Philips|Legrand|Schneider Electric|Ikea|Algeco|Tupperware)\b"
)
EQUIVALENT = re.compile(r"équivalent", re.IGNORECASE)
# A criterion that weighs the firm at large (CE, 25 May 2018, Nantes Métropole, 417580).
GENERAL_POLICY = re.compile(
    r"politique (?:générale|sociale|RSE|environnementale|d'entreprise|de l'entreprise)|démarche RSE|rapport RSE|"
    r"responsabilité sociétale|EcoVadis|bilan (?:carbone|d'émissions) de l'entreprise",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\bn[e']|\bnon\b|\bni\b|\baucune?\b|\bjamais\b|\bsans\b|\bpas\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.;])\s+|\n\n")


def find_wording_faults(provision: Provision) -> Iterator[str]:
    """What the words of one provision do wrong, in words a curator can act on."""
    texts = list_texts(provision)
    whole = "\n".join(texts)
    for name, pattern in (
        ("formule sans portée", VAGUE),
        ("préférence locale", LOCAL),
        ("condition de résidence ou de nationalité", RESIDENCE),
    ):
        found = pattern.search(whole)
        if found:
            yield f"{name} : « {found.group(0)} »"
    if provision.kind in CLAUSE_KINDS and (soft := SOFT_DUTY.search(provision.text)):
        yield f"devoir invérifiable : « {soft.group(0)} »"
    yield from _find_names(whole)
    if provision.kind is ProvisionKind.AWARD_CRITERION:
        yield from _find_general_policy(provision.text)


def list_texts(provision: Provision) -> tuple[str, ...]:
    """Every text of a provision that is read by a person, the empty ones left out."""
    texts = (provision.heading, provision.text, provision.proof, provision.control, provision.penalty)
    return tuple(text for text in (*texts, provision.scoring, provision.tenderer_supplies) if text)


def _find_names(text: str) -> Iterator[str]:
    if EQUIVALENT.search(text):
        return
    for pattern in (LABEL, STANDARD, BRAND):
        found = pattern.search(text)
        if found:
            yield f"« {found.group(0)} » nommé sans « ou équivalent »"


def _find_general_policy(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        found = GENERAL_POLICY.search(sentence)
        if found and not DENIAL.search(sentence):
            yield f"critère sur l'entreprise et non sur l'offre : « {found.group(0)} »"
