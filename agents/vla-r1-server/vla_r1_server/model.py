"""The released weights, a Qwen2.5-VL, through transformers. Imported only when weights are served."""

from __future__ import annotations

import io

import torch
from PIL import Image, UnidentifiedImageError
from transformers import AutoProcessor, Qwen2_5_VLForConditionalGeneration

from .generator import BadImage
from .sampling import Sampling


class VlaR1:
    """Loads once, which takes a minute or so; answers one question at a time."""

    def __init__(self, model: str, revision: str | None, device: str, sampling: Sampling) -> None:
        """`model` is a folder or a name on the hub; `device` as `device_map` takes it: auto, cuda:0, cpu."""
        self._name = model
        self._sampling = sampling
        self._processor = AutoProcessor.from_pretrained(model, revision=revision)
        self._model = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            model, revision=revision, torch_dtype="auto", device_map=device
        ).eval()
        commit = getattr(self._model.config, "_commit_hash", None)
        self._revision = commit or revision

    def identity(self) -> dict[str, object]:
        return {"model": self._name, "revision": self._revision, "sampling": self._sampling.told()}

    @torch.inference_mode()
    def generate(self, prompt: str, image: bytes | None) -> str:
        pictures = None if image is None else [_picture(image)]
        inputs = self._processor(
            text=[self._chat(prompt, image is not None)], images=pictures, padding=True, return_tensors="pt"
        ).to(self._model.device)
        tokens = self._model.generate(**inputs, **self._sampling.arguments())
        said = tokens[:, inputs["input_ids"].shape[1] :]
        return self._processor.batch_decode(said, skip_special_tokens=True, clean_up_tokenization_spaces=False)[0]

    def _chat(self, prompt: str, with_picture: bool) -> str:
        """As the released server: a space before the prompt, its `<image>` left as text, the picture after it."""
        content: list[dict[str, str]] = [{"type": "text", "text": f" {prompt}"}]
        if with_picture:
            content.append({"type": "image"})
        messages = [{"role": "user", "content": content}]
        return self._processor.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


def _picture(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as mistake:
        raise BadImage(f"expected a picture: {mistake}") from mistake
