"""What is declared of the texts taken: French essential data (DECP), European notices (eForms), open data (OCDS).

Values are those of the official DECP schema 2.0.3, of the code lists of the eForms SDK, and of the sustainability
extension of OCDS.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.domain.library import Theme, list_ocds_strategies
from recommender.domain.recommendations import Recommendation
from recommender.domain.vocabulary import CLAUSE_KINDS, ProvisionKind, ThemeFamily

NO_SOCIAL, NO_ENVIRONMENTAL = "Pas de considération sociale", "Pas de considération environnementale"
_OF_CLAUSES = ("Clause sociale", "Clause environnementale")
_OF_CRITERIA = ("Critère social", "Critère environnemental")
_RESERVED = "Marché réservé"
_SOCIAL_ORDER = ("Clause sociale", "Critère social", _RESERVED)
_ENVIRONMENTAL_ORDER = ("Clause environnementale", "Critère environnemental")
# Code lists environmental-impact and social-objective; "other" is in both.
ENVIRONMENTAL_IMPACTS = ("clim-mitig", "clim-adapt", "circ-econ", "biodiv-eco", "pollu-prev", "water-mar", "other")
SOCIAL_OBJECTIVES = ("opp", "work-cond", "hum-right", "gen-eq", "et-eq", "acc-all", "other")
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Declarations:
    """Values to declare; the tuples of codes are in the order of their lists, without repetition.

    ``description`` is BT-777: what is pursued, in words. ``sustainability`` are objects of the OCDS extension.
    """

    decp_social: tuple[str, ...]
    decp_environmental: tuple[str, ...]
    eforms_environmental: tuple[str, ...]
    eforms_social: tuple[str, ...]
    description: str
    sustainability: tuple[Mapping[str, Any], ...]

    def decp_fields(self) -> dict[str, Any]:
        """The two fields of a DECP contract, as the schema nests them."""
        return {
            "considerationsSociales": {"considerationSociale": list(self.decp_social)},
            "considerationsEnvironnementales": {"considerationEnvironnementale": list(self.decp_environmental)},
        }

    def eforms_fields(self) -> dict[str, list[str]]:
        """Codes by business term: BT-06, BT-774, BT-775; BT-06 alone, ``none``, where nothing is pursued."""
        strategic = [
            code for code, codes in (("env-imp", self.eforms_environmental), ("soc-obj", self.eforms_social)) if codes
        ]
        if not strategic:
            return {"BT-06": ["none"]}
        fields = {"BT-06": strategic, "BT-774": list(self.eforms_environmental), "BT-775": list(self.eforms_social)}
        return {name: codes for name, codes in fields.items() if codes}

    def ocds_fields(self) -> dict[str, Any]:
        """The fields of ``tender`` in an OCDS release."""
        if not self.sustainability:
            return {"hasSustainability": False}
        return {"hasSustainability": True, "sustainability": [dict(one) for one in self.sustainability]}


def declare(taken: Sequence[Recommendation], themes: Mapping[str, Theme]) -> Declarations:
    """What the texts taken amount to, at the levels they are taken at."""
    decp = {value for found in taken for value in _decp_values(found)}
    return Declarations(
        decp_social=_in_order(decp, _SOCIAL_ORDER) or (NO_SOCIAL,),
        decp_environmental=_in_order(decp, _ENVIRONMENTAL_ORDER) or (NO_ENVIRONMENTAL,),
        eforms_environmental=_in_order(_codes(taken, themes, is_social=False), ENVIRONMENTAL_IMPACTS),
        eforms_social=_in_order(_codes(taken, themes, is_social=True), SOCIAL_OBJECTIVES),
        description=" ".join(found.bundle.purpose for found in taken),
        sustainability=tuple(one for found in taken for one in _sustainability(found)),
    )


def format_declarations(declared: Declarations) -> dict[str, Any]:
    """The declarations as JSON: ``decp`` fields of a contract, ``eforms`` codes by term, ``ocds`` of a tender."""
    eforms: dict[str, Any] = dict(declared.eforms_fields())
    if eforms["BT-06"] != ["none"]:
        eforms["BT-777"] = declared.description
    return {"decp": declared.decp_fields(), "eforms": eforms, "ocds": declared.ocds_fields()}


def _decp_values(found: Recommendation) -> Iterable[str]:
    """Those of the bundle that its texts taken still amount to: a criterion of a higher level is none here."""
    kinds = {filled.provision.kind for filled in found.provisions}
    possible: set[str] = set()
    if kinds & CLAUSE_KINDS:
        possible.update(_OF_CLAUSES)
    if ProvisionKind.AWARD_CRITERION in kinds:
        possible.update(_OF_CRITERIA)
    if ProvisionKind.RESERVED_CONTRACT in kinds:
        possible.add(_RESERVED)
    return possible.intersection(found.bundle.decp)


def _codes(taken: Sequence[Recommendation], themes: Mapping[str, Theme], *, is_social: bool) -> set[str]:
    known = SOCIAL_OBJECTIVES if is_social else ENVIRONMENTAL_IMPACTS
    codes: set[str] = set()
    for found in taken:
        has_theme = any((themes[code].family is ThemeFamily.SOCIAL) is is_social for code in found.bundle.themes)
        codes.update(code for code in found.bundle.eforms if code in known and (code != _OTHER or has_theme))
    return codes


def _sustainability(found: Recommendation) -> Iterator[Mapping[str, Any]]:
    strategies = list(list_ocds_strategies(filled.provision.kind for filled in found.provisions))
    for goal in found.bundle.ocds:
        yield {"goal": goal, "strategies": strategies, "description": found.bundle.purpose}


def _in_order(values: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    present = set(values)
    return tuple(value for value in order if value in present)
