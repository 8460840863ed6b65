"""From the packed weights to a folder, and the 8-bit form of the tuned layers."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import save_file

from recommender.artefacts import to_int8
from recommender.embedding.pack import built_encoder_name, is_built, read_int8, read_pack
from recommender.embedding.registry import BUILT_IN, ENCODERS, build_encoder
from recommender.errors import ArtefactMissing
from recommender.settings import Settings

# Weights are never denormal numbers.
WEIGHTS = st.one_of(st.just(0.0), st.floats(2**-20, 1e3, width=32), st.floats(-1e3, -(2**-20), width=32))


@st.composite
def matrices(draw: st.DrawFn) -> "NDArray[np.float32]":
    """A small matrix of weights."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    row = st.lists(WEIGHTS, min_size=width, max_size=width)
    return np.array(draw(st.lists(row, min_size=height, max_size=height)), dtype=np.float32)


@given(matrix=matrices())
def test_int8_round_trip_is_close_in_every_row(
    tmp_path_factory: pytest.TempPathFactory, matrix: "NDArray[np.float32]"
) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.safetensors"
    bias = matrix[0].copy()
    save_file(to_int8({"layer.weight": matrix, "layer.bias": bias}), path)
    restored = read_int8(path)
    assert restored.keys() == {"layer.weight", "layer.bias"}
    assert np.array_equal(restored["layer.bias"], bias)
    allowed = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(restored["layer.weight"] - matrix) <= allowed).all()


def test_pack_holds_a_vector_for_every_token(settings: Settings) -> None:
    pack = read_pack(settings.models_dir)
    assert pack.tensors["embeddings.word_embeddings.weight"].shape == (len(pack.vocabulary), 384)
    assert all(np.isfinite(values).all() for values in pack.tensors.values())


def test_altered_weights_are_refused(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(settings.models_dir / "encoder", folder)
    with next(folder.glob("*-int8.safetensors")).open("r+b") as stream:
        stream.seek(5_000_000)
        stream.write(b"altered")
    with pytest.raises(ArtefactMissing, match="absent ou altéré"):
        read_pack(tmp_path)


@pytest.mark.encoder
def test_built_folder_is_current_until_the_pack_changes(
    settings: Settings, built_models_dir: Path, tmp_path: Path
) -> None:
    target = built_models_dir / BUILT_IN
    assert is_built(settings.models_dir, target)
    newer = tmp_path / "encoder"
    newer.mkdir()
    (newer / "manifest.json").write_text('{"name": "newer"}', encoding="utf-8")
    assert not is_built(tmp_path, target)
    assert not list(built_models_dir.glob("*.unfinished"))


def test_encoder_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="clausier models build"):
        build_encoder(BUILT_IN, built_models_dir=tmp_path)
    with pytest.raises(ArtefactMissing):
        built_encoder_name(tmp_path)


def test_names_of_encoders_are_frozen() -> None:
    """Settings and stored vectors refer to them: renaming one breaks both."""
    assert sorted(ENCODERS) == ["e5-small-fr40k", "hashing"]
