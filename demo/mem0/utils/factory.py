"""mem0's factories: every Memory gets its parts from here."""

import importlib

from workload import faults
from workload.providers import StubEmbedder, StubLlm


class LlmFactory:
    @classmethod
    def create(cls, provider_name, config=None):
        return faults.applied_to_llm(StubLlm())


class EmbedderFactory:
    @classmethod
    def create(cls, provider_name, config, vector_config):
        return faults.applied_to_embedder(StubEmbedder())


class VectorStoreFactory:
    provider_to_class = {"pgvector": "workload.vector_store.PgVector"}

    @classmethod
    def create(cls, provider_name, config):
        module, _, name = cls.provider_to_class[provider_name].rpartition(".")
        return faults.applied_to_store(getattr(importlib.import_module(module), name)(**vars(config)))


class RerankerFactory:
    """The demo configures none."""

    @classmethod
    def create(cls, provider_name, config=None):
        raise ValueError(f"Unsupported reranker provider: {provider_name}")
