"""The texts taken → a workbook: the grid of criteria to fill in, the follow-up of indicators, the texts themselves."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from recommender.domain.recommendations import Recommendation
from recommender.exporting.report import format_weight, list_criteria, place_texts
from recommender.labels_fr import KIND_LABELS, PLACE_LABELS

# Dates of reading ready to be filled in for each indicator.
READINGS = 6
_MARK_SCALE = 10


def write_workbook(taken: Sequence[Recommendation], *, today: date) -> bytes:
    """An .xlsx file. Nothing in it is a formula but those written here: words that begin with "=" stay words."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    workbook.set_properties({"title": "Clauses et critères retenus", "author": "Clausier"})
    formats = {
        "head": workbook.add_format(
            {"bold": True, "bg_color": "#E4F0EB", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "cell": workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "input": workbook.add_format({"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#FDF1DC"}),
        "percent": workbook.add_format({"border": 1, "num_format": '0.##" %"', "valign": "top", "bg_color": "#FDF1DC"}),
        "total": workbook.add_format({"bold": True, "border": 1, "num_format": '0.##" %"'}),
    }
    _write_criteria(workbook.add_worksheet("Critères"), formats, taken)
    _write_follow_up(workbook.add_worksheet("Suivi"), formats, taken, today)
    _write_texts(workbook.add_worksheet("Clauses"), formats, taken)
    workbook.close()
    return stream.getvalue()


def _write_criteria(sheet: Any, formats: dict[str, Any], taken: Sequence[Recommendation]) -> None:
    """The grid: price and technical value to fill in, then the criteria taken, and their sum."""
    header = (
        "Critère",
        "Poids conseillé",
        "Poids choisi (%)",
        f"Note sur {_MARK_SCALE}",
        "Notation",
        "À fournir par le candidat",
    )
    _start(sheet, formats, header, (44, 16, 16, 14, 60, 44))
    criteria = list_criteria(taken)
    rows = [("Prix", "", "", ""), ("Valeur technique", "", "", "")]
    rows += [
        (filled.heading, format_weight(filled), filled.scoring, filled.tenderer_supplies) for _, filled in criteria
    ]
    for line, (name, advised, scoring, supplies) in enumerate(rows, start=1):
        sheet.write_string(line, 0, name, formats["cell"])
        sheet.write_string(line, 1, advised, formats["cell"])
        low = criteria[line - 3][1].provision.weight_percent_min if line > 2 else None
        _write_number(sheet, line, 2, low, formats["percent"])
        sheet.write_blank(line, 3, None, formats["input"])
        sheet.write_string(line, 4, scoring, formats["cell"])
        sheet.write_string(line, 5, supplies, formats["cell"])
    last = len(rows)
    sheet.write_string(last + 1, 0, "Total, qui doit faire 100 %", formats["total"])
    sheet.write_formula(last + 1, 2, f"=SUM(C2:C{last + 1})", formats["total"])


def _write_follow_up(sheet: Any, formats: dict[str, Any], taken: Sequence[Recommendation], today: date) -> None:
    header = (
        "Indicateur",
        "Unité",
        "Relevé",
        "Fiche",
        *(f"Relevé {number} (date : valeur)" for number in range(1, READINGS + 1)),
    )
    _start(sheet, formats, header, (50, 14, 20, 44, *([20] * READINGS)))
    rows = [(found, indicator) for found in taken for indicator in found.bundle.indicators]
    for line, (found, indicator) in enumerate(rows, start=1):
        texts = (indicator.name, indicator.unit, indicator.frequency, found.bundle.title)
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text, formats["cell"])
        for column in range(len(texts), len(texts) + READINGS):
            sheet.write_blank(line, column, None, formats["input"])
    sheet.write_string(len(rows) + 2, 0, f"Préparé le {today:%d/%m/%Y}", formats["cell"])


def _write_texts(sheet: Any, formats: dict[str, Any], taken: Sequence[Recommendation]) -> None:
    header = (
        "Document",
        "Nature",
        "Titre",
        "Texte",
        "Justificatifs",
        "Contrôle",
        "Pénalité",
        "Fondement",
        "Niveau",
        "Fiche",
    )
    _start(sheet, formats, header, (24, 24, 36, 90, 40, 40, 40, 24, 9, 30))
    line = 0
    for place, texts in place_texts(taken):
        for found, filled in texts:
            line += 1
            provision = filled.provision
            cells = (
                PLACE_LABELS[place],
                KIND_LABELS[provision.kind],
                filled.heading,
                filled.text,
                filled.proof,
                filled.control,
                filled.penalty,
                ", ".join(provision.legal_basis),
                str(provision.level),
                found.bundle.id,
            )
            for column, text in enumerate(cells):
                sheet.write_string(line, column, text, formats["cell"])


def _start(sheet: Any, formats: dict[str, Any], header: Sequence[str], widths: Sequence[float]) -> None:
    for column, (text, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, formats["head"])
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_number(sheet: Any, line: int, column: int, value: float | None, format_: Any) -> None:
    if value is None:
        sheet.write_blank(line, column, None, format_)
    else:
        sheet.write_number(line, column, value, format_)
