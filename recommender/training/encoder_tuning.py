"""Trains the upper layers of the encoder on public contracts: need → what it buys.

Multiple negatives ranking loss (Henderson et al. 2017) on pairs (contract object, CPV label),
(CPV label, family label) and (words of a bundle's purchases, bundle title). Only the six upper layers
move: on two cores that is the difference between minutes and an hour, for the same gain.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.training.contract_objects import ContractObject

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Pair = tuple[str, str]
Report = Callable[[str], None]
FROZEN_LAYERS = 6
MAX_TOKENS = 64


@dataclass(frozen=True, slots=True)
class TuningPlan:
    """What a training run depends on; written into the card of the artefact."""

    steps: int = 200
    batch_size: int = 32
    learning_rate: float = 2e-5
    scale: float = 20.0
    seed: int = 0


def make_pairs(objects: Sequence[ContractObject], bundles: Sequence[Bundle], taxonomy: Taxonomy) -> list[Pair]:
    """All training pairs, query first."""
    pairs: list[Pair] = []
    for item in objects:
        family = taxonomy.family_of_cpv(item.cpv)
        label = taxonomy.cpv_labels.get(item.cpv)
        if label:
            pairs.append((item.text, label))
        if family:
            pairs.append((item.text, taxonomy.families[family].label))
    for family_row in taxonomy.families.values():
        pairs += [(term, family_row.label) for term in family_row.terms]
    for bundle in bundles:
        label = taxonomy.families[bundle.families[0]].label
        pairs += [(term, f"{label} : {bundle.title}") for term in bundle.search_terms]
    return list(dict.fromkeys(pairs))


def tune_encoder(folder: Path, pairs: Sequence[Pair], plan: TuningPlan, *, report: Report) -> dict[str, Any]:
    """Train from the model in ``folder``; gives the trained tensors under their BertModel names.

    Args:
        folder: a sentence-transformers folder.
        pairs: query, document.
        plan: steps, batch, rate, seed.
        report: called with a line of progress from time to time.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    random.seed(plan.seed)
    torch.manual_seed(plan.seed)
    model = SentenceTransformer(str(folder), device="cpu")
    model.max_seq_length = MAX_TOKENS
    bert = _freeze_lower_layers(model)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=plan.learning_rate)
    model.train()
    started = time.monotonic()
    for step, batch in enumerate(_batches(pairs, plan), start=1):
        loss = _loss(model, batch, plan.scale)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        if step % 10 == 0:
            report(f"pas {step}/{plan.steps}, perte {loss.item():.3f}, {time.monotonic() - started:.0f} s")
    names = {name for name, parameter in bert.named_parameters() if parameter.requires_grad}
    return {name: values.detach().numpy() for name, values in bert.state_dict().items() if name in names}


def _freeze_lower_layers(model: "SentenceTransformer") -> Any:
    bert: Any = model[0].auto_model
    for parameter in bert.parameters():
        parameter.requires_grad_(False)
    for layer in bert.encoder.layer[FROZEN_LAYERS:]:
        for parameter in layer.parameters():
            parameter.requires_grad_(True)
    return bert


def _batches(pairs: Sequence[Pair], plan: TuningPlan) -> list[list[Pair]]:
    """Batches in which no document stands twice: a repeated one would be its own negative."""
    batches: list[list[Pair]] = []
    while len(batches) < plan.steps:
        pool = list(pairs)
        random.shuffle(pool)
        batch: dict[str, Pair] = {}
        for pair in pool:
            batch.setdefault(pair[1], pair)
            if len(batch) == plan.batch_size:
                batches.append(list(batch.values()))
                batch = {}
    return batches[: plan.steps]


def _loss(model: "SentenceTransformer", batch: Sequence[Pair], scale: float) -> "torch.Tensor":
    import torch

    queries = _embed(model, ["query: " + query for query, _ in batch])
    documents = _embed(model, ["passage: " + document for _, document in batch])
    scores = queries @ documents.T * scale
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _embed(model: "SentenceTransformer", texts: list[str]) -> "torch.Tensor":
    import torch

    embeddings: torch.Tensor = model(model.preprocess(texts))["sentence_embedding"]
    return torch.nn.functional.normalize(embeddings, dim=-1)
