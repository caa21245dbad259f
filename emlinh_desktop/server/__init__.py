"""The optional broadcast: WebSocket rooms, a small HTTP interface and the live page.

Will own aiohttp. Must not know Qt; meets the rest through plain callables.
"""
