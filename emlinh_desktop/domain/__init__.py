"""The product's words as frozen values, its coded errors, and the ports other rooms are reached through.

Owns Brief, Script, Utterance, MouthTrack, Shot, ProgressEvent and the error tree. Standard library only
(numpy for array types). Must not know how anything is done: no files, no processes, no Qt, no SQL.
"""
