"""Language models behind any OpenAI-compatible endpoint.

Owns the `openai` library: providers, streaming, its faults. Imported lazily (0.6 s). Must not know windows, the store or
what a model is asked for.
"""
