"""Topic or document -> Script, one file per writer.

Owns outlines, what a language model is asked, sentence splitting and the cleaning of scripts. Must not know voices, pixels or
files other than the script it is asked to read.
"""
