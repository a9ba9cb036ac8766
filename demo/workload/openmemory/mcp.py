"""/mcp (mcp_server.py): JSON-RPC over HTTP, and the older event stream."""

import asyncio
import logging

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from .tools import manager

router = APIRouter(prefix="/mcp")


@router.get("/{client_name}/sse/{user_id}")
async def handle_sse(client_name: str, user_id: str):
    return StreamingResponse(_events(), media_type="text/event-stream")


@router.post("/messages/")
@router.post("/{client_name}/sse/{user_id}/messages/")
async def handle_message(message: dict):
    return {"status": "ok"}


@router.post("/{client_name}/http/{user_id}")
def handle_http(client_name: str, user_id: str, message: dict):
    parameters = message.get("params", {})
    if message.get("method") != "tools/call":
        return {"jsonrpc": "2.0", "id": message.get("id"), "result": {}}
    logging.info("MCP tool call %s", parameters.get("name"))
    text = manager.call_tool(parameters.get("name"), parameters.get("arguments", {}), user_id, client_name)
    content = {"content": [{"type": "text", "text": text}], "isError": False}
    return {"jsonrpc": "2.0", "id": message.get("id"), "result": content}


@router.api_route("/{client_name}/http/{user_id}", methods=["GET", "DELETE"])
def refuse_http(client_name: str, user_id: str):
    return {"error": "stateless server"}


async def _events():
    yield "event: endpoint\ndata: /mcp/messages/\n\n"
    while True:
        await asyncio.sleep(5)
        yield ": ping\n\n"
