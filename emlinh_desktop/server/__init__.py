"""The optional broadcast: WebSocket rooms, a small HTTP interface and the live page for phones.

Owns aiohttp, who may come in, and the protocol (`protocol.py`). Lives on a thread and a loop of its own. Must not know Qt, the
window or the pipeline's tools: it meets the rest through the plain callables of `desk.Desk`.
"""
