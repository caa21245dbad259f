"""What a chat message means and what Em Linh answers.

Will own the rules that turn a message into a wish, an edit or a question. Must not know windows, HTTP or SQL.
"""
