"""The themes of an objective: what its title and targets speak of, and what the clauses under it are about."""

from collections import defaultdict
from collections.abc import Sequence

from recommender.domain.extraction import Clause
from recommender.domain.vocabulary import ProvisionKind
from recommender.language.lexicon import ThemeLexicon

MAX_THEMES = 4
_TITLE, _TARGET, _CLAUSE = 4.0, 1.0, 1.0
# A theme is kept from this share of the strongest: one remark on another matter makes no theme.
_LEAST_SHARE = 0.4


def choose_themes(
    title: str, targets: Sequence[str], clauses: Sequence[Clause], lexicon: ThemeLexicon
) -> tuple[str, ...]:
    """The themes, strongest first, at most ``MAX_THEMES``; those of the title always."""
    named = _strong(title, lexicon)
    weights: defaultdict[str, float] = defaultdict(float)
    for theme in named:
        weights[theme] += _TITLE
    for theme in (theme for text in targets for theme in _strong(text, lexicon)):
        weights[theme] += _TARGET
    for clause in clauses:
        weights[clause.themes[0]] += _CLAUSE if clause.kind is not ProvisionKind.INFORMATION else _CLAUSE / 4
    most = max(weights.values(), default=0.0)
    ranked = sorted(weights, key=lambda theme: (-weights[theme], theme))
    return tuple(theme for theme in ranked if theme in named or weights[theme] >= _LEAST_SHARE * most)[:MAX_THEMES]


def _strong(text: str, lexicon: ThemeLexicon) -> list[str]:
    return [theme for theme, (strong, _) in zip(lexicon.codes, lexicon.count(text), strict=True) if strong]
