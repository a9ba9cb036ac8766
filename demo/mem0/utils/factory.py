"""mem0's factories: every Memory gets its parts from here."""

from workload import faults
from workload.providers import StubEmbedder, StubLlm
from workload.vector_store import PgVector


class LlmFactory:
    @classmethod
    def create(cls, provider_name, config=None):
        return faults.applied_to_llm(StubLlm())


class EmbedderFactory:
    @classmethod
    def create(cls, provider_name, config, vector_config):
        return faults.applied_to_embedder(StubEmbedder())


class VectorStoreFactory:
    @classmethod
    def create(cls, provider_name, config):
        return faults.applied_to_store(PgVector(config.dbname, config.collection_name))


class RerankerFactory:
    """The demo configures none."""

    @classmethod
    def create(cls, provider_name, config=None):
        raise ValueError(f"Unsupported reranker provider: {provider_name}")
