"""The pages of a PDF without readable text → their words, where character recognition is installed.

They are scanned, or their fonts do not say their letters; either way the user is told what was read of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recommender.errors import ClausierError, CorruptDocument, ScannedDocument
from recommender.reading.ocr import RecognizedPage, find_recognizer, recognize_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recommender.reading.limits import ReadingLimits
    from recommender.reading.pdf_layout import PageContent
    from recommender.reading.pdf_words import PdfiumHandle

_SCANNED_SHARE = 0.5
# A stamp or a page number may be printed over a scanned page.
_FEW_WORDS = 3
# What is left of the time allowed is for laying out what was read.
_RECOGNIZING_SHARE = 0.7
_LOW_CONFIDENCE = 80
_PACKAGES = "paquets tesseract-ocr et tesseract-ocr-fra"


def read_scans(
    pdf: PdfiumHandle, pages: Sequence[PageContent], *, name: str, limits: ReadingLimits, started: float
) -> tuple[list[PageContent], list[str]]:
    """The pages, with the words recognized on those without readable text, and warnings on what was read and what not.

    Args:
        pdf: the open document.
        pages: what pdfium reads on each of its pages.
        name: the name shown to the user.
        limits: how many pages may be recognized, in what time.
        started: when the reading began, by the monotonic clock.

    Raises:
        ScannedDocument: most pages are scanned and none of them could be read.
        CorruptDocument: most pages are garbled and none of them could be read.
    """
    scanned = [number for number, page in enumerate(pages, 1) if _is_scanned(page)]
    garbled = [number for number, page in enumerate(pages, 1) if page.is_garbled]
    wanted = sorted({*scanned, *garbled})
    if not wanted:
        return list(pages), []
    chosen = wanted[: limits.max_ocr_pages]
    program = find_recognizer() if chosen else None
    deadline = started + _RECOGNIZING_SHARE * limits.read_timeout_seconds
    recognized = recognize_pages(program, pdf, chosen, deadline=deadline) if program else {}
    if len(wanted) > _SCANNED_SHARE * len(pages) and not any(page.words for page in recognized.values()):
        refuse = _refuse_scanned if len(scanned) >= len(garbled) else _refuse_garbled
        raise refuse(name, len(wanted), len(pages), can_install=bool(chosen) and program is None)
    reason = _reason(program, limits)
    warnings = [
        *_warn_of_recognized(recognized),
        *_warn_of_unread([number for number in scanned if number not in recognized], reason),
        *_warn_of_garbled([number for number in garbled if number not in recognized], reason),
    ]
    return [_fill(page, recognized.get(number)) for number, page in enumerate(pages, 1)], warnings


def _is_scanned(page: PageContent) -> bool:
    return len(page.words) < _FEW_WORDS and page.image_share > _SCANNED_SHARE


def _fill(page: PageContent, recognized: RecognizedPage | None) -> PageContent:
    return replace(page, words=recognized.words) if recognized and recognized.words else page


def _refuse_scanned(name: str, scanned: int, pages: int, *, can_install: bool) -> ClausierError:
    problem = f"« {name} » est numérisé : {scanned} de ses {pages} pages sont des images sans texte"
    remedy = "Passez-le à la reconnaissance de caractères (OCR), ou exportez-le du traitement de texte."
    return ScannedDocument(*_say(problem, remedy, can_install=can_install))


def _refuse_garbled(name: str, garbled: int, pages: int, *, can_install: bool) -> ClausierError:
    problem = (
        f"« {name} » a des polices illisibles : sur {garbled} de ses {pages} pages, le texte copié n'est pas celui"
    )
    problem += " que l'on voit"
    remedy = "Exportez-le à nouveau du traitement de texte, ou passez-le à la reconnaissance de caractères (OCR)."
    return CorruptDocument(*_say(problem, remedy, can_install=can_install))


def _say(problem: str, remedy: str, *, can_install: bool) -> tuple[str, str]:
    if can_install:
        problem += ", et la reconnaissance de caractères (tesseract) n'est pas installée"
        remedy = f"{remedy[:-1]}, ou installez tesseract avec le français sur ce serveur ({_PACKAGES})."
    return f"{problem}.", remedy


def _warn_of_recognized(recognized: Mapping[int, RecognizedPage]) -> list[str]:
    """Which pages hold recognized words, how sure they are, and which of them to compare with the original."""
    read = {number: page for number, page in recognized.items() if page.words}
    blank = [number for number in recognized if number not in read]
    warnings = []
    if read:
        warnings.append(
            f"{_list_pages(read)} : texte lu par reconnaissance de caractères (OCR), confiance moyenne "
            f"{_mean_confidence(read.values()):.0f} %. Vérifiez les chiffres et les dates sur l'original."
        )
    doubtful = {number: page for number, page in read.items() if page.confidence < _LOW_CONFIDENCE}
    if doubtful:
        low = _mean_confidence(doubtful.values())
        warnings.append(
            f"{_list_pages(doubtful)} : confiance faible ({low:.0f} %), le texte lu peut être faux. "
            "Relisez l'original, ou numérisez à nouveau, droit et à 300 points par pouce."
        )
    if blank:
        warnings.append(f"{_list_pages(blank)} : image où aucun texte n'a été reconnu.")
    return warnings


def _mean_confidence(pages: Iterable[RecognizedPage]) -> float:
    weights = [(sum(len(word.text) for word in page.words), page.confidence) for page in pages]
    return sum(weight * confidence for weight, confidence in weights) / sum(weight for weight, _ in weights)


def _reason(program: str | None, limits: ReadingLimits) -> str:
    if not limits.max_ocr_pages:
        return "reconnaissance de caractères désactivée"
    if program is None:
        return f"reconnaissance de caractères non installée : {_PACKAGES}"
    seconds = _RECOGNIZING_SHARE * limits.read_timeout_seconds
    return f"reconnaissance de caractères limitée à {limits.max_ocr_pages} pages et {seconds:.0f} secondes"


def _warn_of_unread(numbers: Sequence[int], reason: str) -> list[str]:
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"{_list_pages(numbers)} numérisée sans texte : son contenu n'a pas été lu ({reason})."]
    return [f"{_list_pages(numbers)} numérisées sans texte : leur contenu n'a pas été lu ({reason})."]


def _warn_of_garbled(numbers: Sequence[int], reason: str) -> list[str]:
    if not numbers:
        return []
    return [f"{_list_pages(numbers)} : police illisible, le texte lu n'est pas celui que l'on voit ({reason})."]


def _list_pages(numbers: Iterable[int]) -> str:
    """ "Page 3", or "Pages 1 à 4, 7 et 9": runs of pages are named by their ends."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [part for run in runs for part in ([f"{run[0]} à {run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(named) == 1:
        return f"Pages {named[0]}" if " " in named[0] else f"Page {named[0]}"
    return f"Pages {', '.join(named[:-1])} et {named[-1]}"
