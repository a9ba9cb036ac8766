"""Third parties that mem0 imports and this container does not have: enough of each to import it, and to answer."""

import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
import types
from typing import Generic, TypeVar

NAMES = (
    "alembic", "anthropic", "bcrypt", "dotenv", "fastapi_pagination", "httpx", "jose", "mcp", "ollama", "openai", "passlib", "posthog",
    "python_multipart", "pytz", "qdrant_client", "requests", "slowapi", "tenacity", "langchain_neo4j", "rank_bm25", "neo4j", "email_validator",
)


class Anything:
    """Can be called, subscripted and asked for any attribute; as a decorator it changes nothing."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return args[0] if len(args) == 1 and not kwargs and callable(args[0]) else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class _Module(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("retry", "stop_after_attempt", "wait_exponential", "load_dotenv", "jwt"):
            return Anything()
        error = name.endswith(("Error", "Exceeded", "Exception", "Response"))
        return type(name, (Exception,) if error else (Anything,), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last in line: what is installed is used."""

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in NAMES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        fill = _CONTENT.get(module.__name__)
        if fill:
            fill(module)


def install():
    sys.meta_path.append(_Finder())


def _openai(module):
    """Finds one fact, and calls every text the same."""
    class OpenAI(Anything):
        def __init__(self, *args, **kwargs):
            self.chat = types.SimpleNamespace(completions=types.SimpleNamespace(create=self._complete))
            self.embeddings = types.SimpleNamespace(create=self._embed)

        def _complete(self, **kwargs):
            # What mem0ai 2.x, then 1.x asks for: facts to add, facts, and what to do with them.
            answer = {"memory": [{"id": "0", "text": "Likes tea", "event": "ADD"}], "facts": ["Likes tea"]}
            message = types.SimpleNamespace(content=json.dumps(answer), tool_calls=None)
            usage = types.SimpleNamespace(prompt_tokens=11, completion_tokens=7)
            return types.SimpleNamespace(choices=[types.SimpleNamespace(message=message)], usage=usage)

        def _embed(self, input, **kwargs):
            return types.SimpleNamespace(data=[types.SimpleNamespace(embedding=[0.1, 0.2], index=i) for i, _ in enumerate(input)])

    module.OpenAI = OpenAI


def _pagination(module):
    from pydantic import BaseModel

    T = TypeVar("T")

    class Page(BaseModel, Generic[T]):
        items: list[T] = []

    class Params(BaseModel):
        page: int = 1
        size: int = 50

    module.Page, module.Params = Page, Params


def _tool_manager(module):
    class ToolManager:
        def __init__(self):
            self.tools = {}

        async def call_tool(self, name, arguments, context=None, convert_result=False):
            return await self.tools[name](**arguments)

    module.ToolManager = ToolManager


def _fastmcp(module):
    from mcp.server.fastmcp.tools.tool_manager import ToolManager

    class FastMCP(Anything):
        def __init__(self, name):
            self._tool_manager = ToolManager()
            self._mcp_server = types.SimpleNamespace()

        def tool(self, **_):
            def add(function):
                self._tool_manager.tools[function.__name__] = function
                return function

            return add

    module.FastMCP = FastMCP


_CONTENT = {
    "openai": _openai,
    "fastapi_pagination": _pagination,
    "mcp.server.fastmcp": _fastmcp,
    "mcp.server.fastmcp.tools.tool_manager": _tool_manager,
    "python_multipart": lambda module: setattr(module, "__version__", "0.0.20"),
    "email_validator": lambda module: setattr(module, "__version__", "2.0.0"),
}
