"""What the environment says."""

import os
import pathlib

FAULT = os.environ.get("DEMO_FAULT", "none")
# Median of one LLM call in seconds. mem0's real one takes 20-40 s, too long to watch.
LLM_SECONDS = float(os.environ.get("DEMO_LLM_SECONDS", "0.45"))
# So rare that a healthy demo stays far below every alert threshold, but no error panel stays empty.
FAILURE_RATE = float(os.environ.get("DEMO_FAILURE_RATE", "0.0005"))
POSTGRES_HOST = os.environ.get("POSTGRES_HOST", "postgres")


def postgres_password():
    """The password, from the file that POSTGRES_PASSWORD_FILE names."""
    path = os.environ.get("POSTGRES_PASSWORD_FILE", "/run/secrets/demo_postgres_password")
    return pathlib.Path(path).read_text(encoding="utf-8").strip()
