"""What the choices of a buyer teach, where their organisation wants it: no word of the consultation."""

from uuid import UUID

from recommender.consultations.desk import Answer
from recommender.consultations.state import Consultation
from recommender.domain.feedback import FeedbackAction
from recommender.recommendation.feedback import Verdict
from recommender.services import Services


def record_choices(services: Services, answer: Answer, consultation: Consultation) -> None:
    """Keep what is taken, changed or set aside as it now stands; nothing where no organisation is named."""
    if not services.feedback.is_open:
        return
    family = answer.advice.need.families[0].code if answer.advice.need.families else None
    levels = {found.bundle.id: found.level for found in answer.advice.recommendations}
    basket = consultation.basket
    verdicts = [
        Verdict(
            id_,
            FeedbackAction.EDITED if id_ in basket.edits else FeedbackAction.ACCEPTED,
            None,
            basket.edits[id_].level or levels.get(id_, 1) if id_ in basket.edits else levels.get(id_, 1),
        )
        for id_ in basket.taken
    ]
    verdicts += [
        Verdict(id_, FeedbackAction.DISMISSED, reason, levels.get(id_, 1)) for id_, reason in basket.set_aside.items()
    ]
    services.feedback.record(UUID(consultation.answer_id), family, verdicts, day=services.today())
