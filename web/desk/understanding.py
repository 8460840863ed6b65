"""What was understood of a consultation, as a form whose values the buyer corrects."""

from collections.abc import Mapping
from dataclasses import replace

from recommender.domain.needs import Need, NeedRequest
from recommender.domain.text import format_value
from web.pages.forms import NeedForm

# Fields that the program fills in by itself where the buyer states nothing → their attribute of the request.
_INFERABLE = {
    "amount": "amount_eur", "months": "duration_months", "nature": "nature", "cpv": "cpv", "family": "family",
    "lots": "lots", "labour": "labour", "users": "users", "launch_date": "launch_date",
}  # fmt: skip


def show_need(need: Need, request: NeedRequest, *, level: int) -> NeedForm:
    """The form with the values in use, stated and inferred."""
    cpv = request.cpv or tuple(code.code for code in need.cpv[:1])
    return NeedForm(
        text=request.text,
        amount="" if need.amount_eur is None else format_value(need.amount_eur).replace("\u202f", " "),
        months="" if need.duration_months is None else str(need.duration_months),
        launch_date=need.launch_date.isoformat(),
        nature=need.nature.value,
        cpv=", ".join(cpv),
        family=need.families[0].code if need.families else "",
        lots="" if need.lots is None else str(need.lots),
        labour=need.labour.value if need.labour else "",
        users=need.users.value if need.users else "",
        buyer=need.buyer.value,
        level=str(level),
    )


def list_inferred(request: NeedRequest) -> frozenset[str]:
    """The fields whose value the buyer did not state."""
    return frozenset(field for field, attribute in _INFERABLE.items() if not getattr(request, attribute))


def keep_stated(typed: NeedForm, shown: Mapping[str, str], inferred: frozenset[str]) -> NeedForm:
    """The form without the inferred values that were sent back as they were shown: they stay inferred.

    Args:
        typed: the form as sent.
        shown: the values that the page had, by field.
        inferred: the fields that were inferred then.
    """
    unchanged = {name: "" for name in inferred if getattr(typed, name).strip() == shown.get(name, "").strip()}
    return replace(typed, **unchanged)
