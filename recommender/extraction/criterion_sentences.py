"""A sentence that states several weights → which name goes with which weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recommender.extraction.criterion_entries import NO_MARKER, Entry, Marker, make_entry
from recommender.extraction.criterion_names import clean_name, is_known_name, read_prefix
from recommender.extraction.criterion_weights import Weight

_OF_WHICH = re.compile(r"^[\s,;:(]*(?:dont|d[ée]compos|r[ée]parti|comme suit)", re.IGNORECASE)
_OPENS_PARTS = re.compile(r"\b(?:dont|d[ée]compos|r[ée]parti|comme suit|soit|sous[- ]?crit)|^\s*:", re.IGNORECASE)
_LINK = re.compile(
    r"^(?:[\s,;:./()–—-]|\b(?:et|puis|ainsi que|enfin|\d[)°]|d['’]autre part|d['’]une part|pour|dont|sur|"
    r"avec|ensuite|soit|"
    r"sont attribu[ée]s|est attribu[ée])\b)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:le |la |les |l['’]|du |de la |de l['’]|des |au |[àa] la |[àa] l['’]|aux )", re.I)
_NEXT_NAME = re.compile(r"[,;]\s*(?:et|puis|enfin|ainsi que)?\s*(?=(?:les?\s|la\s|l['’]))", re.IGNORECASE)
_NAMED_NEXT = re.compile(r"\s*(?::\s*|pour\s+|sur\s+)?[^\W\d]{2}")
_RESPECTIVELY = re.compile(
    r"\s+(?:(?:comptent|sont|repr[ée]sentent|seront|interviennent)\s+(?:\w+\s+)?)?respectivement\b", re.IGNORECASE
)
_AND = re.compile(r"\s*,\s*|\s+et\s+")
EXPLAINS = re.compile(
    r"\s*(?:appr[ée]ci|jug|[ée]valu|au (?:regard|vu)|sur la base|dont|selon|analys|d[ée]compos|r[ée]parti|not[ée]|"
    r"en fonction|comme suit)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r":\s*|\b(?:sur|selon|suivants?|ci[- ](?:dessous|apr[èe]s)|regard|fonction|pour)\s+(?:d[eu]s?\s+|"
    r"d['’])?(?:crit[èe]res?\s+)?",
    re.IGNORECASE,
)


def read_respectively(text: str, weights: Sequence[Weight], marker: Marker) -> list[Entry]:
    """ "Le prix et le délai comptent respectivement pour 60 % et 40 %": names first, then as many weights."""
    said = _RESPECTIVELY.search(text)
    if said is None or len(weights) < 2 or weights[0].start < said.start():
        return []
    names = [_name_in_sentence(name) for name in _AND.split(text[: said.start()])]
    if len(names) != len(weights) or not all(map(is_known_name, names)):
        return []
    return [make_entry(name, weight, marker) for name, weight in zip(names, weights, strict=True)]


def merge_weights(text: str, weights: Sequence[Weight]) -> list[Weight]:
    """One weight for each criterion: "40 % (note sur 20, coefficient 2)" is one."""
    merged: list[Weight] = []
    for weight in weights:
        between = text[merged[-1].end : weight.start] if merged else ""
        if merged and not _OF_WHICH.match(between) and not is_known_name(_name_in_sentence(between)):
            best = weight if weight.rank > merged[-1].rank else merged[-1]
            merged[-1] = replace(best, start=merged[-1].start, end=weight.end)
        else:
            merged.append(weight)
    return merged


def read_several(text: str, weights: Sequence[Weight], marker: Marker) -> Iterator[Entry]:
    """The criteria of a sentence that states several: "60 % pour la valeur technique et 40 % pour le prix"."""
    last: Entry | None = None
    whole, left = None, 0.0
    if has_names_after(text, weights):
        head = clean_name(text[: weights[0].start])
        last = whole = Entry(head, None, weights[0].unit, marker)
        left = sum(weight.value or 0.0 for weight in weights)
        yield last
    for weight, (start, end) in zip(weights, _name_spans(text, weights), strict=True):
        raw = text[start:end]
        name = _name_in_sentence(raw)
        if not is_known_name(name):
            continue
        if last is not None and _OPENS_PARTS.search(raw):
            whole, left = last, last.weight or 0.0
        is_part = whole is not None and 0 < (weight.value or 0.0) <= left
        entry = make_entry(name, weight, NO_MARKER if last else marker)
        if is_part and whole is not None:
            left -= weight.value or 0.0
            yield replace(entry, parent=whole.name)
        else:
            whole, last = None, entry
            yield entry


def has_names_after(text: str, weights: Sequence[Weight]) -> bool:
    """Whether a name stands first and each weight before a part: "Valeur technique (10 points : délai…)"."""
    before, ends = text[: weights[0].start], [weight.end for weight in weights]
    is_open = before.rstrip().endswith((":", "(")) or text[weights[0].start] in "(:"
    if not is_open or not is_known_name(clean_name(before)):
        return False
    tails = [text[start:end] for start, end in zip(ends, [*(w.start for w in weights[1:]), len(text)], strict=True)]
    return all(_NAMED_NEXT.match(tail) and is_known_name(_name_in_sentence(tail)) for tail in tails)


def _name_spans(text: str, weights: Sequence[Weight]) -> list[tuple[int, int]]:
    """Where the name of each weight stands: before it, or after it where no name that is free stands before."""
    spans: list[tuple[int, int]] = []
    free = weights[0].start if has_names_after(text, weights) else 0
    for weight, end in zip(weights, [*(weight.start for weight in weights[1:]), len(text)], strict=True):
        if is_known_name(_name_in_sentence(text[free : weight.start])):
            spans.append((free, weight.start))
            free = weight.end
        else:
            spans.append((weight.end, end))
            free = end
    return spans


def _name_in_sentence(text: str) -> str:
    """The name without what links it to the rest: "selon les critères suivants : le prix" → "prix"."""
    bare = _LINK.sub("", text)
    if EXPLAINS.match(bare):
        # "…, appréciée au regard du mémoire, et la performance environnementale": the next name comes last.
        bare = _NEXT_NAME.split(bare)[-1]
    if read_prefix(bare) is None:
        tails = [bare[match.end() :] for match in _INTRODUCES.finditer(bare)]
        bare = next((tail for tail in reversed(tails) if is_known_name(clean_name(tail))), bare)
    return clean_name(drop_article(bare))


def drop_article(text: str) -> str:
    """The name without the article it begins with."""
    return _ARTICLE.sub("", text.strip())
