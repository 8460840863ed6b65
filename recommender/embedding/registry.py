"""Which encoder a name stands for. The keys are frozen by a test."""

from collections.abc import Callable
from pathlib import Path

from recommender.domain.ports import Encoder
from recommender.embedding.hashing import HashingEncoder
from recommender.embedding.onnx_encoder import OnnxEncoder
from recommender.embedding.sentence import SentenceEncoder

EncoderFactory = Callable[[Path], Encoder]

BUILT_IN = "e5-small-fr40k"


def _build_e5(built_models_dir: Path) -> Encoder:
    from recommender.embedding.pack import built_encoder_name

    folder = built_models_dir / BUILT_IN
    return OnnxEncoder(folder, name=built_encoder_name(folder))


def _build_hashing(_: Path) -> Encoder:
    return HashingEncoder()


ENCODERS: dict[str, EncoderFactory] = {BUILT_IN: _build_e5, "hashing": _build_hashing}


def build_encoder(name: str, *, built_models_dir: Path) -> Encoder:
    """The encoder of this name; a name outside the registry is any sentence-transformers model.

    Args:
        name: a key of ``ENCODERS``, a folder, or a model name for those who can download one.
        built_models_dir: where ``clausier models build`` writes its models.

    Raises:
        ArtefactMissing: the built-in encoder has not been built.
    """
    factory = ENCODERS.get(name)
    if factory is not None:
        return factory(built_models_dir)
    folder = Path(name)
    return SentenceEncoder(folder if folder.is_dir() else name, name=name)
