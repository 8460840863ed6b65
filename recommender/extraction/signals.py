"""Passages of a document → signals: expressions of themes, words that bind, the article around, neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.text import fold_accents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recommender.domain.classifiers import Passage
    from recommender.language.lexicon import ThemeLexicon

    Matrix = NDArray[np.float64]

# What tells a duty from a mere mention, counted in folded text.
_WORDINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:doit|doivent|devra|devront|oblig\w+|exig\w+|impos\w+|interdi\w+|tenue?s?)\b",
        r"\bs'engage",
        r"\b(?:peut|peuvent|pourra|pourront|pourrait|invite|preference|possibilite)\b",
        r"\b(?:titulaire|prestataire|entrepr\w+|attributaire|fournisseur|bureau d'etudes?|mandataire)",
        r"\b(?:candidat|soumissionnaire)",
        r"\b(?:acheteur|pouvoir adjudicateur|maitre d'ouvrage|collectivite)",
        r"\b(?:sera|seront)\b",
        r"\b(?:article|loi|decret|directive|reglement|code|arrete)\b",
        r"\b(?:conformement|vertu|application)\b",
        r"\?",
        r"\d",
        r"\d ?%",
        r"\b(?:penalite|sanction|resili)",
        r"\bcriteres?\b",
        r"\b(?:notee?s?|notation|points?|ponder\w+)\b",
        r"https?:|www\.",
        r":$",
        r"\b(?:vous|votre|vos)\b",
        r"\bindicateur",
        r"\bobjectif",
        r"\b(?:designe|signifie|definition|on entend)\b",
        r"\b(?:exemple|conseil|attention|nota bene|remarque|rappel)",
        r"\b(?:fourni\w*|remet\w*|transm\w+|justifi\w+|attest\w+|bordereau\w*)\b",
        r"\b(?:aucune?|ne \w+ pas|sans objet)\b",
        r"[«»]",
        r"^\W*(?:[a-z]{2,}er|[a-z]{2,}ir|[a-z]+dre|faire|mettre|permettre)\b",
        r"^\W*[^.:]{3,60} : \S",
        r"\b(?:nous|notre|nos)\b",
        r"\b(?:l'acheteur|les acheteurs|la commune|la ville|le departement|la metropole|l'etat)\b",
        r"\b(?:19|20)\d\d\b",
        r"\b(?:permet\w*|favoris\w*|constitu\w+|represent\w+|contribu\w+|vise\w*|souhait\w+|encourag\w+)\b",
        r" \| ",
        r"\b(?:a ete|ont ete|avait|etai\w+|comportai\w+)\b",
    )
)
# What the title of an article says of the role of its passages.
_TITLE_ROLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"contexte|presentation|preambule|introduction|rappel|reglement\w+|\bloi|juridique|definition|glossaire|"
        r"lexique",
        r"sourcing|echange|question|marche fournisseur|connaitre|enjeux?|constat|diagnostic des|bonnes? pratiques?|"
        r"retour",
        r"exemple|clause type|redaction|modele|a inserer|proposition de",
        r"critere|notation|jugement|cadre de reponse|memoire|performance en matiere|attribution",
        r"condition|execution|modalite|obligation|engagement du|titulaire|dispositions?",
        r"contenu|mission|prestation|phase|livrable|etude|diagnostic|description|attendu|elements de",
        r"penalite|sanction|resiliation|manquement",
        r"indicateur|suivi|evaluation|bilan|controle",
        r"objectif|\baxe|action|orientation|priorite|ambition",
        r"contact|coordonnees|annexe|pour aller plus loin|ressources?|bibliographie|liens?",
        r"objet|perimetre|lots?\b",
    )
)
_MOST_COUNTED = 3
_QUESTION = re.compile(r"\?")
_DUTY = re.compile(r"\b(?:doit|doivent|devra|devront|titulaire|entrepreneur|prestataire)\b")
_ADVICE = re.compile(r"\b(?:acheteurs?|vous|conseils?|guide)\b")
# Neighbours on each side whose signals are averaged.
NEAR, FAR = 1, 3


def count_themes(lexicon: ThemeLexicon, texts: Sequence[str]) -> Matrix:
    """Shape (texts, themes, 2): strong and weak expressions of each theme; equal texts are read once."""
    known: dict[str, list[tuple[int, int]]] = {}
    for text in texts:
        if text not in known:
            known[text] = lexicon.count(text)
    return np.array([known[text] for text in texts], dtype=np.float64).reshape(len(texts), len(lexicon.codes), 2)


@dataclass(frozen=True)
class PassageCounts:
    """Shape (passages, themes, 2) each: expressions in the text, in the article's title, in the titles above."""

    own: Matrix
    title: Matrix
    above: Matrix


def count_passages(lexicon: ThemeLexicon, passages: Sequence[Passage]) -> PassageCounts:
    """The expressions of the passages and of their titles: what every other measure of themes starts from."""
    return PassageCounts(
        own=count_themes(lexicon, [passage.text for passage in passages]),
        title=count_themes(lexicon, _titles(passages)),
        above=count_themes(lexicon, _titles_above(passages)),
    )


def _titles(passages: Sequence[Passage]) -> list[str]:
    return [passage.titles[-1] if passage.titles else "" for passage in passages]


def _titles_above(passages: Sequence[Passage]) -> list[str]:
    return [" . ".join(passage.titles[:-1]) for passage in passages]


def measure_themes(counts: PassageCounts) -> Matrix:
    """Shape (passages, 6 x themes): expressions in the text, in the article's title, in the titles above, damped."""
    parts = [part.reshape(len(part), -1) for part in (counts.own, counts.title, counts.above)]
    damped: Matrix = np.log1p(np.concatenate(parts, axis=1))
    return damped


def measure_passages(passages: Sequence[Passage], counts: PassageCounts) -> Matrix:
    """Shape (passages, signals): theme-blind signals of each passage, its article, its neighbours and its document."""
    texts = [passage.text for passage in passages]
    own = _sum_up(counts.own)
    wordings = _count_wordings(texts)
    columns = [
        own,
        _sum_up(counts.title),
        _sum_up(counts.above),
        average_neighbours(own, NEAR),
        average_neighbours(own, FAR),
        average_by_article(passages, own),
        wordings,
        average_neighbours(wordings[:, :6], NEAR),
        _describe_titles(_titles(passages)),
        _describe_titles(_titles_above(passages)),
        _describe_document(texts, own),
    ]
    return np.concatenate(columns, axis=1)


def _sum_up(counts: Matrix) -> Matrix:
    """Whatever the theme: is there an expression, how many, of how many themes; strong then weak."""
    strong, weak = counts[:, :, 0], counts[:, :, 1]
    parts = [(strong > 0).any(1), np.log1p(strong.sum(1)), np.log1p((strong > 0).sum(1)), np.log1p(weak.sum(1))]
    return np.stack([part.astype(np.float64) for part in parts], axis=1)


def _count_wordings(texts: Sequence[str]) -> Matrix:
    rows = []
    for text in texts:
        folded = fold_accents(text)
        counts = [min(len(pattern.findall(folded)), _MOST_COUNTED) for pattern in _WORDINGS]
        words = folded.split()
        rows.append([*counts, np.log1p(len(words)), text[:1].islower(), "\n" in text, text.isupper()])
    return np.array(rows, dtype=np.float64)


def _describe_titles(titles: Sequence[str]) -> Matrix:
    """Shape (passages, roles): which roles the titles name; equal titles are read once."""
    known = {title: [bool(role.search(fold_accents(title))) for role in _TITLE_ROLES] for title in set(titles)}
    return np.array([known[title] for title in titles], dtype=np.float64).reshape(len(titles), len(_TITLE_ROLES))


def average_neighbours(values: Matrix, reach: int) -> Matrix:
    """The mean of the rows at most ``reach`` away, the row itself left out."""
    total = np.zeros_like(values)
    number = np.zeros((len(values), 1))
    for shift in range(1, reach + 1):
        if shift < len(values):
            total[shift:] += values[:-shift]
            total[:-shift] += values[shift:]
            number[shift:] += 1
            number[:-shift] += 1
    return total / np.maximum(number, 1)


def average_by_article(passages: Sequence[Passage], values: Matrix) -> Matrix:
    """The mean of the other passages under the same titles; zero where there is no other."""
    members: dict[tuple[str, ...], list[int]] = {}
    for index, passage in enumerate(passages):
        members.setdefault(passage.titles, []).append(index)
    means = np.zeros_like(values)
    for indices in members.values():
        if len(indices) > 1:
            total = values[indices].sum(axis=0)
            means[indices] = (total - values[indices]) / (len(indices) - 1)
    return means


def _describe_document(texts: Sequence[str], own: Matrix) -> Matrix:
    """The same row for every passage: how much of the document speaks of the themes, asks, binds or advises."""
    folded = [fold_accents(text) for text in texts]
    shares = [
        float(np.mean(own[:, 0])),
        *(sum(bool(p.search(text)) for text in folded) / len(folded) for p in (_QUESTION, _DUTY, _ADVICE)),
    ]
    return np.tile(np.array(shares), (len(texts), 1))
