"""Stubs of the LLM and the embedder, with the method names and rough latencies of mem0's."""

import json
import math
import random
import re
import time
import types
import zlib

from . import settings
from .errors import ProviderError

DIMENSIONS = 64

# One call in twenty takes 1.8 times the median: with the default, adding a memory takes 0.3 to 1 s.
_SPREAD = 0.35


def _work(median):
    """Takes the time that a provider would, and fails as rarely."""
    time.sleep(min(median * random.lognormvariate(0, _SPREAD), median * 4))
    if random.random() < settings.FAILURE_RATE:
        raise ProviderError(random.choice(("provider_unavailable", "provider_timeout", "provider_rate_limited")))


class StubLlm:
    """Extracts one fact from each sentence; some messages hold nothing worth remembering."""

    config = types.SimpleNamespace(model="gpt-5-mini")

    def generate_response(self, messages, response_format=None):
        _work(settings.LLM_SECONDS)
        text = messages[-1]["content"]
        sentences = [part.strip() for part in text.split(".") if len(part.split()) > 3]
        facts = [] if random.random() < 0.08 else sentences[:3]
        answer = json.dumps({"facts": facts}) if response_format else text
        usage = types.SimpleNamespace(prompt_tokens=600 + len(text) // 4, completion_tokens=8 + len(answer) // 4)
        return self._parse_response(types.SimpleNamespace(text=answer, usage=usage), None)

    def _parse_response(self, response, tools):
        return response.text


class StubEmbedder:
    """Texts that share words get near vectors."""

    config = types.SimpleNamespace(model="text-embedding-3-small")

    def embed(self, text, memory_action="add"):
        _work(settings.LLM_SECONDS / 12)
        return _vector(text)

    def embed_batch(self, texts, memory_action="add"):
        _work(settings.LLM_SECONDS / 10)
        return [_vector(text) for text in texts]


def _vector(text):
    vector = [0.01] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector]
