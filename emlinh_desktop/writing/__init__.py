"""Topic or document -> Script, one file per writer.

Owns outlines, sentence splitting and the cleaning of the user's own scripts. Must not know voices, pixels or
files other than the script it is asked to read.
"""
