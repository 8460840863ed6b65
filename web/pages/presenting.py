"""``Advice`` and ``Extraction`` → what the result page shows, already grouped and ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from recommender.domain.extraction import CpvCandidate
from recommender.domain.needs import FamilyCandidate, Need, NeedRequest
from recommender.domain.recommendations import Duty, Recommendation
from recommender.domain.taxonomy import Taxonomy
from recommender.labels_fr import (
    BUYER_LABELS,
    CERTAINTY_LABELS,
    KIND_LABELS,
    LABOUR_LABELS,
    LINK_LABELS,
    NATURE_LABELS,
    OBLIGATION_LABELS,
    PLACE_LABELS,
    SENSITIVE_LABELS,
    USERS_LABELS,
    format_reason,
)
from web.languages.saying import say, say_plain
from web.languages.words import gettext, ngettext
from web.pages.choices import LEVEL_CHOICES
from web.pages.typography import conventions

MIN_TO_SHARE_REASONS = 3
# Below this the likeliest family is wrong about as often as it is right.
SURE_FAMILY_SCORE = 0.5
MIN_SHOWN_FAMILY_SCORE = 0.15
MAX_SHOWN_FAMILIES = 3
_SHOWN_IF_KNOWN = {"lots", "place", "labour", "users", "sensitive"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing understood of the need: its field, its name, its value. ``origin`` says where it was learnt."""

    code: str
    name: str
    value: object
    kind: str
    origin: str
    others: tuple[str, ...] = ()
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class DutyGroups:
    """The duties by what the buyer must do about them."""

    due: tuple[Duty, ...]
    to_check: tuple[Duty, ...]
    beyond_law: tuple[Duty, ...]
    not_applicable: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the suggestions are made: for all of them, and for each by the id of its bundle."""

    shared: tuple[str, ...]
    own: Mapping[str, tuple[str, ...]]


def group_duties(duties: Sequence[Duty]) -> DutyGroups:
    """Duties to meet, to check, points that are not law, and the rest."""
    applicable = [duty for duty in duties if duty.status != "not_applicable"]
    law = [duty for duty in applicable if duty.certainty != "to_verify"]
    return DutyGroups(
        due=tuple(duty for duty in law if duty.status == "due"),
        to_check=tuple(duty for duty in law if duty.status == "to_check"),
        beyond_law=tuple(duty for duty in applicable if duty.certainty == "to_verify"),
        not_applicable=tuple(duty for duty in duties if duty.status == "not_applicable"),
    )


def list_facts(need: Need, stated: NeedRequest, *, level: int) -> tuple[Fact, ...]:
    """The need as understood, most decisive first; what was not stated says how it was learnt, and how surely."""
    facts = (
        *_list_purchase(need, stated),
        *_list_size(need, stated),
        *_list_people(need, stated),
        Fact(
            "launch_date",
            gettext("Lancement"),
            need.launch_date,
            "date",
            "" if stated.launch_date else gettext("aujourd'hui"),
        ),
        Fact("buyer", gettext("Acheteur"), say(BUYER_LABELS[need.buyer]), "text", "", is_long=True),
        Fact(
            "level",
            gettext("Ambition"),
            f"{level} : {say_plain(LEVEL_CHOICES[level - 1][1])}",
            "text",
            "",
            is_long=True,
        ),
    )
    return tuple(fact for fact in facts if fact.value is not None or fact.code not in _SHOWN_IF_KNOWN)


def _list_purchase(need: Need, stated: NeedRequest) -> tuple[Fact, ...]:
    """What is bought."""
    families = _shown_families(need)
    cpv = need.cpv[0] if need.cpv else None
    return (
        Fact(
            "family",
            gettext("Famille d'achat"),
            say(families[0].label) if families else None,
            "text",
            _origin(
                need, "family", stated.family, gettext("déduite, peu sûre,") if is_unsure(need) else gettext("déduite")
            ),
            tuple(say(family.label) for family in families[1:]),
            is_long=True,
        ),
        Fact(
            "cpv",
            gettext("Code CPV"),
            _say_cpv(cpv) if cpv else None,
            "text",
            _origin(need, "cpv", stated.cpv or None, gettext("déduit")),
            tuple(map(_say_cpv, need.cpv[1:])),
            is_long=True,
        ),
        Fact(
            "nature",
            gettext("Nature"),
            say(NATURE_LABELS[need.nature]),
            "text",
            _origin(need, "nature", stated.nature, gettext("déduite")),
        ),
    )


def _list_size(need: Need, stated: NeedRequest) -> tuple[Fact, ...]:
    """How much of it, for how long, where."""
    return (
        Fact(
            "amount",
            gettext("Montant HT"),
            need.amount_eur,
            "euros",
            _origin(need, "amount_eur", stated.amount_eur, gettext("lu")),
        ),
        Fact(
            "months",
            gettext("Durée"),
            need.duration_months,
            "months",
            _origin(need, "duration_months", stated.duration_months, gettext("lue")),
        ),
        Fact("lots", gettext("Lots"), need.lots, "text", _origin(need, "lots", stated.lots, gettext("lus"))),
        Fact("place", gettext("Lieu"), need.place, "text", _origin(need, "place", stated.place, gettext("lu"))),
    )


def _list_people(need: Need, stated: NeedRequest) -> tuple[Fact, ...]:
    """Who does it and for whom."""
    return (
        Fact(
            "labour",
            gettext("Part de travail peu qualifié"),
            say(LABOUR_LABELS[need.labour]) if need.labour else None,
            "text",
            _origin(need, "labour", stated.labour, gettext("déduite")),
        ),
        Fact(
            "users",
            gettext("Utilisé par"),
            say(USERS_LABELS[need.users]) if need.users else None,
            "text",
            _origin(need, "users", stated.users, gettext("déduit")),
        ),
        Fact(
            "sensitive",
            gettext("Demande de la prudence"),
            " ; ".join(say_plain(SENSITIVE_LABELS[aspect]) for aspect in need.sensitive) or None,
            "text",
            _origin(need, "sensitive", stated.sensitive, gettext("déduit")),
            is_long=True,
        ),
    )


def _origin(need: Need, field: str, stated: object, inferred: str) -> str:
    """How a value that was not stated was learnt, and how surely."""
    if stated is not None:
        return ""
    return (
        gettext("%(how)s à %(share)s", how=inferred, share=f"{need.confidence[field]:.0%}")
        if field in need.confidence
        else inferred
    )


def is_unsure(need: Need) -> bool:
    """Whether what is bought was not recognised well enough for the suggestions to be trusted."""
    return not need.families or need.families[0].score < SURE_FAMILY_SCORE


def split_reasons(recommendations: Sequence[Recommendation]) -> Reasons:
    """The reasons that every suggestion shares, said once, and those of each: repeated ones are not read."""
    told = {found.bundle.id: tuple(map(format_reason, found.reasons)) for found in recommendations}
    if len(recommendations) < MIN_TO_SHARE_REASONS:
        return Reasons((), told)
    first = told[recommendations[0].bundle.id]
    shared = tuple(reason for reason in first if all(reason in reasons for reasons in told.values()))
    own = {id_: tuple(reason for reason in reasons if reason not in shared) for id_, reasons in told.items()}
    return Reasons(shared, own)


def summarize_places(recommendation: Recommendation) -> str:
    """How many texts go in which documents, for the title of the fold that holds them."""
    places = list(dict.fromkeys(filled.provision.place.value for filled in recommendation.provisions))
    number = len(recommendation.provisions)
    return ngettext(
        "%(num)s texte pour %(places)s",
        "%(num)s textes pour %(places)s",
        number,
        places=format_list(places, locale=conventions()),
    )


def labels_for_pages(taxonomy: Taxonomy) -> Mapping[str, object]:
    """What the templates need to name codes."""
    return {
        "articles": taxonomy.articles,
        "certainty_labels": CERTAINTY_LABELS,
        "link_labels": {kind.value: label for kind, label in LINK_LABELS.items()},
        "kind_labels": {kind.value: label for kind, label in KIND_LABELS.items()},
        "obligation_labels": {obligation.value: label for obligation, label in OBLIGATION_LABELS.items()},
        "place_labels": {place.value: label for place, label in PLACE_LABELS.items()},
        "themes": taxonomy.themes,
        "level_choices": LEVEL_CHOICES,
    }


def _say_cpv(found: CpvCandidate) -> str:
    return Markup("{} {}").format(found.code, say(found.label))


def _shown_families(need: Need) -> list[FamilyCandidate]:
    others = [family for family in need.families[1:] if family.score >= MIN_SHOWN_FAMILY_SCORE]
    return [*need.families[:1], *others][:MAX_SHOWN_FAMILIES]
