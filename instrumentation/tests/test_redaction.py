"""What must not leave the process, in lines as mem0, uvicorn and the libraries write them."""

import pytest
from shared.redaction import redact

SECRET = [
    ("Updating memory with data='Alice lives in Paris'", "Alice"),
    ('Updating memory with data="it\'s Alice"', "Alice"),
    ("{'memory': 'Alice lives in Paris', 'id': 3}", "Paris"),
    ('{"query": "where is \\"Alice\\"", "limit": 3}', "Alice"),
    ('172.18.0.5:51234 - "GET /memories?user_id=alice HTTP/1.1" 200', "alice"),
    ("User alice@example.org signed in", "alice"),
    ("connecting to postgresql://postgres:hunter2@postgres:5432/postgres", "hunter2"),
    ("vector store config {'password': 'hunter2', 'port': 5432}", "hunter2"),
    ("OPENAI_API_KEY=abcdef12345", "abcdef"),
    ("Authorization: Bearer abcdefgh12345678", "abcdefgh"),
    ("Incorrect API key provided: sk-proj-abcdefgh12345678ijkl", "abcdefgh"),
    ("token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x", "eyJhbGci"),
    ("key m0sk_abcdefgh12345678ijkl was used", "m0sk_abc"),
]


@pytest.mark.parametrize(("line", "secret"), SECRET)
def test_a_secret_is_taken_out(line, secret):
    assert secret in line
    assert secret not in redact(line)
    assert "[redacted]" in redact(line)


@pytest.mark.parametrize("line", [
    "POST /memories/{memory_id} 200 in 12.3 ms", "mem0ai@2.0.18 sk-learn is not a key", "Is it up? Yes.", "Total existing memories: 5",
    "Failed to persist request log", "data: 3 rows, text_lemmatized index used", "http://telemetry:4318/v1/traces: Connection refused"])
def test_an_ordinary_line_stays_as_it_is(line):
    assert redact(line) == line


def test_what_remains_still_tells_what_happened():
    assert redact('"GET /memories?user_id=alice HTTP/1.1" 200') == '"GET /memories?[redacted] HTTP/1.1" 200'
    assert redact("postgresql://postgres:hunter2@postgres:5432/app") == "postgresql://[redacted]@postgres:5432/app"


def test_a_hostile_line_takes_no_long_time():
    # Quadratic matching would take minutes; the test run has a limit of its own.
    for piece in ("password=", "a@", "/?", "data='", "'data': '", "://", "sk-", "hf_", "eyJ", "a.", "?a", ":"):
        redact(piece * 100_000)
    for line in ("a" * 200_000 + " @", "/" * 200_000 + " a?b", "://" + ":" * 200_000, "data" + " " * 200_000 + "=", "password='" + "\\'" * 100_000):
        redact(line)
