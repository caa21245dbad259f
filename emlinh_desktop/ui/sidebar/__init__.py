"""The sidebar: conversations and the search over them. Must not keep their truth: the studio tells it."""
