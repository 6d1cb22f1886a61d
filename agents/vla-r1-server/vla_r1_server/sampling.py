"""How tokens are drawn; the defaults are those of the released server."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    temperature: float = 0.7
    top_p: float = 0.9
    repetition_penalty: float = 1.1
    max_new_tokens: int = 2048

    def told(self) -> dict[str, float]:
        return asdict(self)

    def arguments(self) -> dict[str, object]:
        """For transformers' `generate`, which refuses a temperature of 0: the likeliest token is `do_sample=False`."""
        if self.temperature > 0:
            return {"do_sample": True, **asdict(self)}
        return {
            "do_sample": False,
            "repetition_penalty": self.repetition_penalty,
            "max_new_tokens": self.max_new_tokens,
        }
