"""Who asks, and about what. A few users are busy, most are not."""

import random

USERS = [f"user-{number:02d}" for number in range(40)]
_WEIGHTS = [1 / (rank + 3) for rank in range(len(USERS))]

_SUBJECTS = ("My sister", "The project team", "My neighbour", "The customer in Leeds", "Our new colleague", "The dentist", "My running group")
_VERBS = ("prefers", "asked about", "always forgets", "recommended", "is allergic to", "is planning", "stopped using")
_OBJECTS = (
    "oat milk", "the night train to Vienna", "dark mode", "weekly reports", "peanuts", "a half marathon in May", "paper tickets",
    "the red bicycle", "vector databases", "meetings before ten", "spicy noodles", "the blue notebook", "a garden with roses")


def user():
    return random.choices(USERS, _WEIGHTS)[0]


def sentence():
    return f"{random.choice(_SUBJECTS)} {random.choice(_VERBS)} {random.choice(_OBJECTS)}."


def message():
    return " ".join(sentence() for _ in range(random.choice((1, 1, 2, 3))))


def question():
    return f"What about {random.choice(_OBJECTS)}?"
