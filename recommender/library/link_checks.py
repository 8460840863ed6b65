"""Checks on the links between bundles."""

from collections.abc import Iterator, Mapping, Sequence

from recommender.domain.library import Bundle, LinkKind
from recommender.library.files import Finding


def find_link_faults(bundles: Sequence[Bundle]) -> list[Finding]:
    """Links that lead nowhere, to their own bundle, to a withdrawn one, or that contradict one another."""
    by_id = {bundle.id: bundle for bundle in bundles}
    return [Finding(bundle.id, fault) for bundle in bundles for fault in _check_links(bundle, by_id)]


def _check_links(bundle: Bundle, by_id: Mapping[str, Bundle]) -> Iterator[str]:
    seen: set[str] = set()
    for link in bundle.links:
        target = by_id.get(link.target)
        if target is None:
            yield f"lien vers une fiche inconnue : {link.target}"
        elif link.target == bundle.id:
            yield "lien de la fiche vers elle-même"
        elif link.kind is LinkKind.REQUIRES and target.status == "withdrawn":
            yield f"requiert une fiche retirée : {link.target}"
        elif link.kind is LinkKind.STRONGER_THAN and not set(bundle.themes) & set(target.themes):
            yield f"se dit plus forte que {link.target}, qui n'a pas le même but"
        elif _answers(target, bundle.id, link.kind):
            yield f"les liens avec {link.target} se contredisent"
        if link.target in seen:
            yield f"plusieurs liens vers {link.target}"
        seen.add(link.target)


# What the other bundle may not say back: two bundles cannot each outdo, replace or require the other, nor
# may one require what excludes it. A conflict said by both sides is the same conflict.
_CONTRADICTIONS = {
    LinkKind.REQUIRES: {LinkKind.CONFLICTS, LinkKind.REPLACES, LinkKind.REQUIRES},
    LinkKind.CONFLICTS: {LinkKind.REQUIRES},
    LinkKind.REPLACES: {LinkKind.REPLACES, LinkKind.REQUIRES},
    LinkKind.STRONGER_THAN: {LinkKind.STRONGER_THAN},
}


def _answers(target: Bundle, bundle_id: str, kind: LinkKind) -> bool:
    return any(back.target == bundle_id and back.kind in _CONTRADICTIONS[kind] for back in target.links)
