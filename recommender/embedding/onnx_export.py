"""A built sentence-transformers folder → the same encoder as one ONNX graph, pooling and norm included."""

import warnings
from pathlib import Path

from recommender.embedding.onnx_encoder import MODEL_FILE

OPSET = 17


def export_onnx(folder: Path) -> None:
    """Write ``model.onnx`` beside the weights of ``folder``: token ids and mask → unit vectors."""
    import torch
    from transformers import AutoModel

    class UnitMean(torch.nn.Module):
        """Mean of the token vectors that are not padding, brought to length one: what the folder's modules do."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = AutoModel.from_pretrained(str(folder), attn_implementation="eager").eval()

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            kept = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * kept).sum(dim=1) / kept.sum(dim=1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    sample = torch.ones((2, 8), dtype=torch.long)
    sizes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracer warns of Python branches on tensor sizes; none depends on the values of a text.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            UnitMean(),
            (sample, sample),
            str(folder / MODEL_FILE),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": sizes, "attention_mask": sizes, "vectors": {0: "texts"}},
            opset_version=OPSET,
            # The newer exporter needs a further package for the same graph.
            dynamo=False,
        )
