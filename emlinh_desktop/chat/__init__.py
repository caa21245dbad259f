"""What a chat message means and what Em Linh answers.

Owns the offline rules that turn a message into a wish for a film, a change of one, a question or small talk
(`understanding.understand`), and the choice of Em Linh's answer (`answers`). Pure: text in, values out; standard
library and `domain` only. Must not know windows, HTTP, SQL, or which films exist.

    message_text    the message beside its matching form (lower case, tones in one place), hidden spans
    phrase          patterns that match with and without diacritics
    quoted, given_script            whose words set nothing
    durations, compositions, backgrounds, voices, spoken, captions      one file for each thing a film can be told
    stated          all of them found in a stretch of text
    sentences, request_words, requests, topics       a wish for a film
    edits, line_edits                                a change of one
    intents                                          everything else a message can be
"""
