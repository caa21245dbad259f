"""The writer that needs no network: hand-written outlines, a subject put into them, sized to the wanted length.

Honest by design: an outline gives ways of looking, questions and steps, never invented facts; what it does state about everyday themes
is general and true. Its talks are drafts, and say so. The texts live in `resources/outlines/`, one file per kind and language.
"""
