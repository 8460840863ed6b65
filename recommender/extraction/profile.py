"""The document as a whole: its type, what it buys, the DECP considerations its clauses justify."""

import re
from collections.abc import Iterable, Iterator

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.domain.extraction import AwardCriterion, Clause, Heading
from recommender.domain.text import fold_accents, squeeze_spaces
from recommender.domain.vocabulary import CLAUSE_KINDS, Obligation, ProvisionKind
from recommender.language.quantities import find_amount, find_months

MAX_OBJECT_CHARS = 500
_OBJECT_TITLE = re.compile(r"\bobjet\b|presentation de l'operation|description de l'ouvrage|nature de l'operation")
_OBJECT_SENTENCE = re.compile(
    r"(?:a pour objet|ont pour objet|concerne(?:nt)?|porte(?:nt)? sur|"
    r"objet (?:du marche|de la consultation|de l'accord-cadre)\s*:)",
    re.IGNORECASE,
)
_SITE_WORD = re.compile(r"\b(?:travaux|chantiers?|ouvrages?|entrepreneurs?|maitre d'oeuvre)\b")
SITE_WORDS_CHARS = 60_000
MIN_SITE_WORDS_PER_THOUSAND = 8
_AMOUNT_CONTEXT = re.compile(
    r"(?:montant|valeur|cout|budget|enveloppe)[^.]{0,60}(?:estime|previsionnel|maxim)|estimation|estimee? a"
)
_DURATION_CONTEXT = re.compile(
    r"(?:duree|delai global|delai d'execution)[^.]{0,80}(?:marche|accord-cadre|contrat|execution|travaux)"
    r"|(?:marche|accord-cadre|contrat)[^.]{0,60}(?:pour une duree|conclu pour)"
)
# A social consideration in the sense of the DECP asks something for people; safety on site does not.
_DECP_SOCIAL_THEMES = {"insertion", "disability", "training", "equality", "human_rights", "social_economy"}
_ENVIRONMENTAL_THEMES = {
    "climate", "adaptation", "energy", "mobility", "circular_economy", "waste", "packaging", "materials", "water",
    "biodiversity", "pollution", "food", "animal_welfare", "digital", "environmental_management", "life_cycle_cost",
}  # fmt: skip


def read_object(document: SourceDocument, headings: Iterable[Heading]) -> str | None:
    """What is bought, as the document says it; ``None`` where no sentence says so."""
    for heading in headings:
        if _OBJECT_TITLE.search(fold_accents(heading.title)):
            text = _text_after(document, heading.block)
            if text:
                return text
    for block in document.blocks[:200]:
        if block.role is BlockRole.BODY and _OBJECT_SENTENCE.search(block.text):
            return squeeze_spaces(block.text)[:MAX_OBJECT_CHARS]
    return None


def _text_after(document: SourceDocument, index: int) -> str | None:
    for block in document.blocks[index + 1 : index + 4]:
        if block.role in (BlockRole.BODY, BlockRole.LIST_ITEM) and len(block.text.split()) >= 5:
            return squeeze_spaces(block.text)[:MAX_OBJECT_CHARS]
    return None


def read_amount(document: SourceDocument) -> float | None:
    """The estimated amount in euros without VAT that the document states, ``None`` where it states none."""
    found = [
        amount
        for block in document.blocks
        if _AMOUNT_CONTEXT.search(fold_accents(block.text)) and (amount := find_amount(block.text)) is not None
    ]
    return max(found, default=None)


def read_months(document: SourceDocument) -> int | None:
    """The duration in months of the contract that the document states, ``None`` where it states none."""
    for block in document.blocks:
        if _DURATION_CONTEXT.search(fold_accents(block.text)) and (months := find_months(block.text)) is not None:
            return months
    return None


def is_about_works(document: SourceDocument) -> bool:
    """Whether the words of building sites are dense enough for the contract to be one of works.

    On the development documents works have 18 to 35 such words a thousand, the others under 2.
    """
    head = fold_accents(document.text[:SITE_WORDS_CHARS])
    return len(_SITE_WORD.findall(head)) * 1000 > MIN_SITE_WORDS_PER_THOUSAND * max(len(head.split()), 200)


def opening_text(document: SourceDocument, *, max_chars: int) -> str:
    """The first words of the body, for documents that do not state their object."""
    head = document.blocks[:60]
    body = [block.text for block in head if block.role is BlockRole.BODY]
    # Forms are tables from end to end: their rows are all there is to read.
    rows = [block.text for block in head if block.role in (BlockRole.LIST_ITEM, BlockRole.TABLE_ROW)]
    return squeeze_spaces(" ".join(body or rows))[:max_chars]


def decp_values(
    clauses: Iterable[Clause], criteria: Iterable[AwardCriterion]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The social, then the environmental DECP values that the clauses and criteria justify."""
    social = {value for clause in clauses for value in _social_values(clause)}
    environmental = {"Clause environnementale" for clause in clauses if _is_environmental_clause(clause)}
    for criterion in criteria:
        social |= {"Critère social"} if criterion.responsible in ("social", "both") else set()
        environmental |= {"Critère environnemental"} if criterion.responsible in ("environmental", "both") else set()
    return (
        tuple(sorted(social)) or ("Pas de considération sociale",),
        tuple(sorted(environmental)) or ("Pas de considération environnementale",),
    )


def _social_values(clause: Clause) -> Iterator[str]:
    if clause.kind is ProvisionKind.RESERVED_CONTRACT and clause.obligation is not Obligation.NEGATED:
        yield "Marché réservé"
    is_binding_condition = clause.kind is ProvisionKind.EXECUTION_CONDITION and clause.obligation is Obligation.MUST
    if is_binding_condition and _DECP_SOCIAL_THEMES & set(clause.themes):
        yield "Clause sociale"


def _is_environmental_clause(clause: Clause) -> bool:
    is_binding = clause.kind in CLAUSE_KINDS and clause.obligation is Obligation.MUST
    return is_binding and bool(_ENVIRONMENTAL_THEMES & set(clause.themes))
