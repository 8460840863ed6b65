"""After the award: the indicators of what was taken, filled in during performance, and what the year asked for."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import Response, make_response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from recommender.consultations.desk import ConsultationDesk
from recommender.consultations.records import YearStatistics, count_years
from recommender.consultations.state import Consultation, IndicatorReading, Stage
from recommender.domain.library import Bundle, Indicator
from recommender.domain.text import drop_control_characters, tame_formula
from recommender.errors import InvalidValue
from recommender.labels_fr import COUNTED_IN_LABELS, KIND_LABELS
from recommender.services import Services
from web.pages.presenting import labels_for_pages

CSV_TYPE = "text/csv"
MAX_VALUE_CHARS = 120
MAX_READINGS = 2_000


@dataclass(frozen=True, slots=True)
class FollowedIndicator:
    """An indicator of a bundle taken, with the values read so far."""

    bundle: Bundle
    indicator: Indicator
    readings: tuple[IndicatorReading, ...]


class FollowUpPages:
    """The follow-up of one consultation, and the statistics of those that were saved."""

    def __init__(self, services: Services, desk: ConsultationDesk, find: Callable[[str], Consultation]) -> None:
        self._services = services
        self._desk = desk
        self._find = find
        self._labels = labels_for_pages(services.taxonomy)

    def show(self, id_: str) -> BaseResponse:
        """The indicators of what was taken, and their values."""
        consultation = self._find(id_)
        if self._desk.progress(consultation).stage is not Stage.DONE:
            return redirect(url_for("desk.show", id_=id_), code=303)
        return self._render(consultation, None)

    def add(self, id_: str) -> BaseResponse:
        """Keep a value read, or drop one."""
        consultation = self._find(id_)
        try:
            reading = self._read(consultation)
        except InvalidValue as error:
            return self._render(consultation, error)
        is_dropped = request.form.get("action") == "drop"

        def change(known: Consultation) -> Consultation:
            others = tuple(one for one in known.readings if one != reading)
            return replace(known, readings=others if is_dropped else (*others, reading)[-MAX_READINGS:])

        self._desk.change(consultation, change)
        return redirect(url_for("desk.follow_up", id_=id_), code=303)

    def download(self, id_: str) -> Response:
        """The values read, as a table."""
        consultation = self._find(id_)
        followed = self._follow(consultation)
        rows = [
            (one.indicator.name, one.indicator.unit, one.bundle.title, reading.day.isoformat(), reading.value)
            for one in followed
            for reading in one.readings
        ]
        return _send_table(("Indicateur", "Unité", "Fiche", "Date", "Valeur"), rows, "suivi-indicateurs.csv")

    def show_statistics(self) -> Response:
        """What the consultations that were saved asked for, year by year."""
        years = count_years(self._desk.records())
        page = render_template(
            "statistics.html", years=years, kinds=KIND_LABELS, categories=COUNTED_IN_LABELS, **self._labels
        )
        return make_response(page)

    def download_statistics(self) -> Response:
        """The same as a table."""
        rows = [row for year in count_years(self._desk.records()) for row in self._list_rows(year)]
        return _send_table(("Année", "Mesure", "Détail", "Consultations", "Montant HT"), rows, "statistiques.csv")

    def _render(self, consultation: Consultation, refused: InvalidValue | None) -> Response:
        answer = self._desk.answer(consultation)
        page = render_template(
            "desk/follow_up.html",
            consultation=consultation,
            answer=answer,
            followed=self._follow(consultation),
            categories=COUNTED_IN_LABELS,
            counted=self._desk.record(consultation).counted_in,
            today=self._services.today(),
            refused=refused,
            **self._labels,
        )
        return make_response(page, refused.http_status if refused else 200)

    def _follow(self, consultation: Consultation) -> list[FollowedIndicator]:
        return [
            FollowedIndicator(
                found.bundle,
                indicator,
                tuple(
                    sorted(
                        (
                            one
                            for one in consultation.readings
                            if (one.bundle_id, one.indicator) == (found.bundle.id, indicator.name)
                        ),
                        key=_day,
                    )
                ),
            )
            for found in self._desk.taken(consultation)
            for indicator in found.bundle.indicators
        ]

    def _read(self, consultation: Consultation) -> IndicatorReading:
        """The value of the form.

        Raises:
            InvalidValue: it is of no indicator followed, has no date, or is empty or too long.
        """
        bundle_id, indicator = request.form.get("fiche", ""), request.form.get("indicateur", "")
        followed = {(one.bundle.id, one.indicator.name) for one in self._follow(consultation)}
        value = " ".join(drop_control_characters(request.form.get("valeur", "")).split())
        if (bundle_id, indicator) not in followed:
            raise InvalidValue("Cet indicateur n'est pas suivi.", "Retenez d'abord la fiche qui le porte.")
        if not 0 < len(value) <= MAX_VALUE_CHARS:
            raise InvalidValue("La valeur est vide ou trop longue.", f"Donnez de 1 à {MAX_VALUE_CHARS} caractères.")
        try:
            day = date.fromisoformat(request.form.get("date", ""))
        except ValueError:
            raise InvalidValue(
                "La date du relevé est absente ou illisible.", "Donnez par exemple 2027-03-31."
            ) from None
        return IndicatorReading(bundle_id, indicator, day, value)

    def _list_rows(self, year: YearStatistics) -> Iterable[Sequence[object]]:
        yield year.year, "Ensemble", "", year.consultations, round(year.amount_eur)
        for category, (number, amount) in year.by_category.items():
            yield year.year, "Indicateurs L2111-3", COUNTED_IN_LABELS[category], number, round(amount)
        for theme, number in year.by_theme.items():
            yield year.year, "Thème", self._services.taxonomy.themes[theme].label, number, ""
        for kind, number in year.by_kind.items():
            yield year.year, "Nature", KIND_LABELS[kind], number, ""
        if year.criteria:
            weights = f"{year.weight_low:.1f} à {year.weight_high:.1f} %".replace(".", ",")
            yield year.year, "Poids moyen conseillé des critères", weights, year.criteria, ""


def _day(reading: IndicatorReading) -> date:
    return reading.day


def _send_table(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """A CSV file that French spreadsheets open at once: semicolons, a byte order mark, no formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows([tame_formula(cell) for cell in row] for row in rows)
    content = io.BytesIO(text.getvalue().encode("utf-8-sig"))
    return send_file(content, mimetype=CSV_TYPE, as_attachment=True, download_name=name)
