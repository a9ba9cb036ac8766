"""Takes out of a log line what must not leave the process: text of memories, addresses, keys, query strings.

mem0 writes memory text at INFO and uvicorn the whole query string. The observer does this again for lines of other origin.
"""

import re

REPLACEMENT = "[redacted]"

_SECRET = r"(?:\w*(?:password|passwd|pwd|secret|jwt|token|passphrase|credentials|api[-_]?key|private_key|access_key)|authorization|cookie)"
_TEXT = r"(?:old_|new_|previous_)?memory|data|text|text_lemmatized|content|prompt|input|query|messages|memories|facts|old_value|new_value"
_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""

# None may look far from each place where it could begin: a hostile line must not cost its length squared.
# Each is tried only where its mark is in the line, which nearly all lines have none of.
_PATTERNS = (
    ("=", re.compile(rf"(?i)\b({_SECRET})(\s*=\s*)(?:{_QUOTED}|[^\s,;&'\"]+)"), rf"\1\2{REPLACEMENT}"),
    (":", re.compile(rf"(?i)\b({_SECRET})(['\"]?\s*:\s*)(?:{_QUOTED}|(?:Bearer |Basic )?[^\s,;'\"]+)"), rf"\1\2{REPLACEMENT}"),
    ("=", re.compile(rf"(?i)\b({_TEXT})(\s*=\s*)(?:{_QUOTED})"), rf"\1\2{REPLACEMENT}"),
    (":", re.compile(rf"(?i)(['\"](?:{_TEXT})['\"]\s*:\s*)(?:{_QUOTED})"), rf"\1{REPLACEMENT}"),
    ("://", re.compile(r"(://)[^\s/@'\":]*:[^\s/@'\"]*@"), rf"\1{REPLACEMENT}@"),
    ("?", re.compile(r"(?<=[\w/}%.-])\?[^\s\"'<>]+"), f"?{REPLACEMENT}"),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"), REPLACEMENT),
    ("earer ", re.compile(r"([Bb]earer )[\w.+/=~-]{8,}"), rf"\1{REPLACEMENT}"),
    ("-", re.compile(r"\b(?:sk|m0|pk)-(?=[\w-]{0,64}\d)[\w-]{16,}"), REPLACEMENT),
    ("_", re.compile(r"\b(?:m0sk|gsk|ghp|hf)_(?=\w{0,64}\d)[\w-]{16,}"), REPLACEMENT),
    ("eyJ", re.compile(r"\beyJ[\w.-]{17,}"), REPLACEMENT),
    ("AIza", re.compile(r"\bAIza[\w-]{20,}"), REPLACEMENT),
)


def redact(text):
    """The text with what is secret replaced; itself where there is nothing."""
    for mark, pattern, replacement in _PATTERNS:
        if mark in text:
            text = pattern.sub(replacement, text)
    return text
