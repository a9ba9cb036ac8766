"""OpenMemory's categorisation: an LLM client of its own, beside the Memory's."""

from workload import faults
from workload.providers import StubLlm

_llm = faults.applied_to_llm(StubLlm())


def get_categories_for_memory(text):
    words = _llm.generate_response([{"role": "user", "content": text}]).split()
    return sorted({word.lower().strip(",.") for word in words if len(word) > 6})[:2]
