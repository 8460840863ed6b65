"""Errors a user can meet: a stable code, what is wrong, and what to do next, in French.

They are raised where the problem is seen and shown in two places only, ``cli`` (exit code 2) and
``web`` (problem+json or a message on the page).
"""


class ClausierError(Exception):
    """Base of every error shown to a user.

    Args:
        problem: one French sentence that names what is wrong, with the value at fault.
        next_step: one French sentence that says what to do.
    """

    code = "error"
    title = "La demande ne peut pas être traitée"
    http_status = 422

    def __init__(self, problem: str, next_step: str) -> None:
        super().__init__(f"{problem} {next_step}")
        self.problem = problem
        self.next_step = next_step

    def __reduce__(self) -> tuple[type["ClausierError"], tuple[str, str]]:
        """Errors cross the border of the reading worker: rebuild them from their two sentences."""
        return type(self), (self.problem, self.next_step)


class InvalidSetting(ClausierError):
    """A setting has a value that cannot be used."""

    code = "invalid-setting"
    title = "Réglage invalide"
    http_status = 500


class FileNotReadable(ClausierError):
    """The path does not lead to a file that can be opened."""

    code = "file-not-readable"
    title = "Fichier introuvable ou illisible"


class EmptyDocument(ClausierError):
    """The file, or the text in it, is empty."""

    code = "empty-document"
    title = "Document vide"


class UnsupportedMediaType(ClausierError):
    """The content is of a type that cannot be read."""

    code = "unsupported-media-type"
    title = "Format de fichier non pris en charge"
    http_status = 415


class EncryptedDocument(ClausierError):
    """The file asks for a password."""

    code = "encrypted-document"
    title = "Document protégé par un mot de passe"


class ScannedDocument(ClausierError):
    """The pages are images without text."""

    code = "scanned-document"
    title = "Document numérisé sans texte"


class CorruptDocument(ClausierError):
    """The file is damaged or not what its content claims."""

    code = "corrupt-document"
    title = "Document endommagé"


class DocumentTooLarge(ClausierError):
    """The file, once received or once unpacked, is over a limit."""

    code = "document-too-large"
    title = "Document trop volumineux"
    http_status = 413


class ReadingTimeout(ClausierError):
    """The parser did not finish in the time allowed."""

    code = "reading-timeout"
    title = "Lecture trop longue"


class ReadingCrash(ClausierError):
    """The parser died or ran out of memory."""

    code = "reading-crash"
    title = "Lecture interrompue"


class UnknownReference(ClausierError):
    """No cross-walk or note has this name."""

    code = "unknown-reference"
    title = "Référence inconnue"
    http_status = 404


class UnknownConsultation(ClausierError):
    """No consultation being prepared has this id, or it is another browser's."""

    code = "unknown-consultation"
    title = "Consultation introuvable"
    http_status = 404


class TooManyFiles(ClausierError):
    """More files than one consultation holds."""

    code = "too-many-files"
    title = "Trop de fichiers"


class InvalidValue(ClausierError):
    """A value given to a variable of a text is not of its kind."""

    code = "invalid-value"
    title = "Valeur à corriger"


class InvalidSizing(ClausierError):
    """An amount, a trade or a figure of an insertion sizing cannot be used."""

    code = "invalid-sizing"
    title = "Calcul d'insertion impossible"


class InvalidNeed(ClausierError):
    """The description of the need cannot be used."""

    code = "invalid-need"
    title = "Description du besoin inexploitable"


class NeedTooLong(InvalidNeed):
    """The description is longer than a description."""

    code = "need-too-long"
    title = "Description trop longue"


class NeedNotFrench(InvalidNeed):
    """The description is not in French."""

    code = "need-not-french"
    title = "Description dans une autre langue"


class InvalidAmount(InvalidNeed):
    """The amount cannot be read."""

    code = "invalid-amount"
    title = "Montant illisible"


class UnknownCpv(InvalidNeed):
    """The CPV code does not exist."""

    code = "unknown-cpv"
    title = "Code CPV inconnu"


class UnknownFamily(InvalidNeed):
    """The purchase family does not exist."""

    code = "unknown-family"
    title = "Famille d'achat inconnue"


class InvalidBatchLine(InvalidNeed):
    """A line of a batch file is not a usable JSON object."""

    code = "invalid-batch-line"
    title = "Ligne de fichier illisible"


class InvalidExceptionCase(InvalidNeed):
    """The case named does not allow this contract to do without a social condition."""

    code = "invalid-exception-case"
    title = "Cas d'exception inapplicable"


class InvalidWeights(InvalidNeed):
    """Weights of award criteria that cannot be those of one contract."""

    code = "invalid-weights"
    title = "Poids des critères inutilisables"


class InvalidFeedback(ClausierError):
    """What was done with a suggestion cannot be kept as told."""

    code = "invalid-feedback"
    title = "Retour inexploitable"


class FeedbackOff(ClausierError):
    """Feedback is kept for no organisation."""

    code = "feedback-off"
    title = "Retours non gardés"
    http_status = 403


class InvalidProvenance(ClausierError):
    """A document is given to the curators without saying where it comes from."""

    code = "invalid-provenance"
    title = "Provenance incomplète"


class IntakeBusy(ClausierError):
    """Another process is reading the documents received."""

    code = "intake-busy"
    title = "Lecture déjà en cours"
    http_status = 409


class InvalidCorpus(ClausierError):
    """Files of the library break its rules."""

    code = "invalid-corpus"
    title = "Bibliothèque de clauses invalide"


class ArtefactMissing(ClausierError):
    """A trained artefact has not been built, or is not the one that its manifest describes."""

    code = "artefact-missing"
    title = "Modèle absent ou altéré"
    http_status = 503


class UnknownEncoder(ClausierError):
    """The setting names an encoder that cannot be loaded."""

    code = "unknown-encoder"
    title = "Modèle d'encodage inconnu"
    http_status = 503
