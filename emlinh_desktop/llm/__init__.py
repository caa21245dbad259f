"""Language models behind any OpenAI-compatible endpoint.

Will own the `openai` library: providers, streaming and its errors. Must not know windows or the store.
"""
