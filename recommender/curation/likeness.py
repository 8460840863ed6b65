"""Near-duplicate families of provisions: the texts from which one bundle can be drafted.

Candidates are cheap and many (MinHash LSH on word shingles, Broder 1997; nearest neighbours by vector), then each is
verified on its characters. Figures are no part of the likeness: "5 %" and "10 %" are one family, and two wordings.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from recommender.domain.text import fold_accents, squeeze_spaces

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

# 0 to 100. Set by reading the pairs found among 390 provisions of real tenders and the 2 100 texts of the library: of
# nine from 80 to 85, four share a legal frame only (lots reserved by one article for other works); of seven from 85 to
# 90, one does, and two cite sister decrees. Few pairs: to be set again once families have been judged.
LEAST_LIKENESS = 85.0
# Cosine with the built-in encoder, and Jaccard index of runs of words: on those texts each proposes over ten times the
# pairs that are kept, so that what decides is the likeness.
LEAST_COSINE = 0.85
LEAST_JACCARD = 0.4
MAX_NEIGHBOURS = 30
SHINGLE_WORDS = 3
PERMUTATIONS = 128
# Rows of one matrix product: 1 024 by 20 000 cosines of 4 bytes are 80 MB.
BLOCK_ROWS = 1024
NUMBER_MARK = "#"
_TYPOGRAPHY = str.maketrans({**dict.fromkeys("«»“”„", '"'), **dict.fromkeys("–—‐‑−", "-"), **dict.fromkeys("•·▪", " ")})
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_DIGIT_GROUPS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)")
# In a wording, whose tokens are apart: "1500 , 50" is one number.
_NUMBER = re.compile(r"\d+(?: [.,] \d+)*")
_EDGES = " -.;,:"


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that say the same, but for their figures and a few words; members are places in the texts given.

    ``preferred`` is the member closest to all others. ``wordings`` parts the members: those of one group are the same
    text once spaces, accents and typography are folded, figures included.
    """

    members: tuple[int, ...]
    preferred: int
    wordings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The distinct number-free texts in alphabetical order, so that nothing depends on the order of the texts."""

    texts: Sequence[str]
    sorted_words: Sequence[str]
    members: Sequence[Sequence[int]]

    @classmethod
    def of(cls, wordings: Sequence[str]) -> "_Forms":
        members: dict[str, list[int]] = defaultdict(list)
        for index, wording in enumerate(wordings):
            members[drop_numbers(wording)].append(index)
        texts = sorted(members)
        return cls(texts, [" ".join(sorted(text.split())) for text in texts], [members[text] for text in texts])

    def are_like(self, one: int, other: int) -> bool:
        # Without a cutoff: the same figure as in the matrices of ``_part``, to the last bit.
        columns = (self.texts, self.sorted_words)
        return any(fuzz.ratio(texts[one], texts[other]) >= LEAST_LIKENESS for texts in columns)


def find_families(texts: Sequence[str], vectors: "Embeddings") -> list[Family]:
    """Parts the texts in families, singletons included, in the order of their first members.

    Args:
        texts: provisions as documents write them.
        vectors: unit vectors of the texts, shape ``(len(texts), dimension)``.

    Raises:
        ValueError: there is not one vector a text.
    """
    if len(vectors) != len(texts):
        raise ValueError(f"{len(texts)} texts, {len(vectors)} vectors")
    if not texts:
        return []
    wordings = [fold_wording(text) for text in texts]
    forms = _Forms.of(wordings)
    # Of the texts of one form, the vector of the first in the alphabet: which one must not depend on their order.
    rows = [min(members, key=lambda index: (wordings[index], texts[index])) for members in forms.members]
    pairs = _candidates_by_words(forms.texts) | set(_candidates_by_vector(vectors[rows]))
    groups = _join(forms, sorted(pairs))
    families = [_build_family(part, forms, texts, wordings) for group in groups for part in _part(group, forms)]
    return sorted(families, key=lambda family: family.members[0])


def fold_wording(text: str) -> str:
    """A text → what makes its wording: spaces, accents, case, quotes, dashes and end marks folded, numbers kept."""
    plain = fold_accents(squeeze_spaces(text)).translate(_TYPOGRAPHY)
    grouped = _DIGIT_GROUPS.sub(lambda match: match[0].replace(" ", ""), plain)
    return " ".join(_TOKEN.findall(grouped)).strip(_EDGES)


def drop_numbers(wording: str) -> str:
    """A form of ``fold_wording`` with the same mark for every number."""
    return _NUMBER.sub(NUMBER_MARK, wording)


def choose_preferred(texts: Sequence[str], *, among: Sequence[int] | None = None) -> int:
    """The place of the text closest to all others, 0 to ``len(texts) - 1``; ``among``: the only places allowed.

    Closest by number-free characters, then by characters with figures; ties go to the longer text, then the first.

    Raises:
        ValueError: there is no text, or none allowed.
    """
    wordings = [fold_wording(text) for text in texts]
    by_form = _sum_ratios([drop_numbers(wording) for wording in wordings])
    by_wording = _sum_ratios(wordings)
    allowed = range(len(texts)) if among is None else among
    return max(allowed, key=lambda place: (by_form[place], by_wording[place], len(texts[place]), -place))


def _sum_ratios(texts: Sequence[str]) -> list[float]:
    """For each text, its summed likeness to all, rounded so that the order of a sum makes no difference."""
    distinct = sorted(set(texts))
    places = {text: place for place, text in enumerate(distinct)}
    counts = np.bincount([places[text] for text in texts], minlength=len(distinct)).astype(np.float64)
    sums = np.round(_ratios(distinct) @ counts, 3)
    return [float(sums[places[text]]) for text in texts]


def _ratios(texts: Sequence[str]) -> NDArray[np.float64]:
    """The likeness of all pairs, 0 to 100, shape ``(len(texts), len(texts))``."""
    return process.cdist(texts, texts, scorer=fuzz.ratio, dtype=np.float64)


def _candidates_by_words(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs ``(lower, higher)`` of texts that share many runs of three words, by their MinHash signatures."""
    # Imported here: datasketch brings scipy, which most commands do without.
    from datasketch import MinHash, MinHashLSH

    lsh: Any = MinHashLSH(threshold=LEAST_JACCARD, num_perm=PERMUTATIONS)
    pairs: set[tuple[int, int]] = set()
    for place, signature in enumerate(MinHash.generator(map(_shingle, texts), num_perm=PERMUTATIONS)):
        pairs.update((other, place) for other in lsh.query(signature))
        lsh.insert(place, signature)
    return pairs


def _shingle(text: str) -> list[bytes]:
    words = text.split()
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    return [" ".join(words[start : start + SHINGLE_WORDS]).encode() for start in range(count)]


def _candidates_by_vector(vectors: "Embeddings") -> Iterator[tuple[int, int]]:
    """Pairs ``(lower, higher)`` of rows whose cosine is high, for each row its nearest at most."""
    for start in range(0, len(vectors), BLOCK_ROWS):
        cosines = vectors[start : start + BLOCK_ROWS] @ vectors.T
        for offset, row in enumerate(cosines):
            place = start + offset
            near = np.flatnonzero(row >= LEAST_COSINE)
            nearest = near[np.argsort(-row[near], kind="stable")][: MAX_NEIGHBOURS + 1]
            yield from ((min(place, int(other)), max(place, int(other))) for other in nearest if other != place)


def _join(forms: _Forms, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Union-find: the parts of the forms that are connected by pairs that are like, each in order."""
    parents = list(range(len(forms.texts)))

    def find(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for one, other in pairs:
        roots = find(one), find(other)
        # Of a large family nearly all pairs are candidates: those already joined are not read again.
        if roots[0] != roots[1] and forms.are_like(one, other):
            parents[max(roots)] = min(roots)
    groups: Mapping[int, list[int]] = defaultdict(list)
    for place in range(len(parents)):
        groups[find(place)].append(place)
    return list(groups.values())


def _part(group: Sequence[int], forms: _Forms) -> Iterator[list[int]]:
    """Cuts chains: takes out the forms like the medoid, then does the same with what is left, until nothing is."""
    ratios = _ratios([forms.texts[form] for form in group])
    likeness = np.maximum(ratios, _ratios([forms.sorted_words[form] for form in group])) >= LEAST_LIKENESS
    counts = np.array([len(forms.members[form]) for form in group], dtype=np.float64)
    left = np.arange(len(group))
    while len(left):
        kept = left
        while True:
            medoid = _medoid(kept, ratios, counts, [forms.texts[form] for form in group])
            like = kept[likeness[medoid, kept]]
            if len(like) == len(kept):
                break
            # Fewer forms may have another medoid, that some of them are not like: asked again until all are.
            kept = like
        yield [group[int(place)] for place in kept]
        left = np.setdiff1d(left, kept)


def _medoid(
    kept: NDArray[np.intp], ratios: NDArray[np.float64], counts: NDArray[np.float64], texts: Sequence[str]
) -> int:
    sums = np.round(ratios[np.ix_(kept, kept)] @ counts[kept], 3)
    best = max(range(len(kept)), key=lambda rank: (sums[rank], len(texts[int(kept[rank])]), -rank))
    return int(kept[best])


def _build_family(part: Sequence[int], forms: _Forms, texts: Sequence[str], wordings: Sequence[str]) -> Family:
    members = sorted(index for form in part for index in forms.members[form])
    groups: dict[str, list[int]] = defaultdict(list)
    for index in members:
        groups[wordings[index]].append(index)
    central = {form for form in part if all(form == other or forms.are_like(form, other) for other in part)}
    allowed = {index for form in central for index in forms.members[form]}
    among = [place for place, index in enumerate(members) if index in allowed]
    preferred = members[choose_preferred([texts[index] for index in members], among=among)]
    return Family(tuple(members), preferred, tuple(map(tuple, groups.values())))
