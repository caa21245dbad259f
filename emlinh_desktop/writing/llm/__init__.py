"""Talks written by a language model, sized by the voice's own measure.

The model is reached through the port `domain.language_model`; what it says is asked for as spoken text, cleaned, and asked
once more when the length misses.
"""

from emlinh_desktop.writing.llm.llm_writer import LlmWriter

__all__ = ["LlmWriter"]
