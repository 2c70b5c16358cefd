"""What a date in a record is the date of, where its field says so: a birth, the creation, an end."""

from __future__ import annotations

import re

from tracegrade.graders.evidence._identity import field_words

__all__ = ["names_occasion", "occasion_of"]

_OCCASIONS = {
    "birth": ("dob birth birthday born birthdate", "dob|birth\\w*|born|aged?|old"),
    "creation": (
        "created creation inserted registered",
        (
            "creat\\w*|booked|made|placed|opened|registered|issued|ordered|reserved|purchased|bought|submitted"
            "|filed|posted|published|joined|since|added|started|signed|received|reported|recorded|written|sent"
            "|(?:order|booking|purchase|issue|start|opening) date|member"
        ),
    ),
    "change": (
        "updated modified changed edited",
        "updat\\w*|modif\\w*|chang\\w*|edit\\w*|last|latest|recent\\w*|since|as of|refresh\\w*",
    ),
    "end": (
        "expires expiry expiration expired",
        "expir\\w*|valid\\w*|until|end\\w*|through|till|by|good|renew\\w*|run\\w* out",
    ),
}
_OF_WORD = {word: name for name, (words, _) in _OCCASIONS.items() for word in words.split()}
_SAID = {
    name: re.compile(rf"\b(?:{said})\b", re.IGNORECASE) for name, (_, said) in _OCCASIONS.items()
}


def occasion_of(field: str) -> str | None:
    """What a field says that its date is the date of; `None` of a field that leaves it open.

    Example:
        >>> occasion_of("created_at"), occasion_of("departure_date")
        ('creation', None)
    """
    return next((_OF_WORD[word] for word in field_words(field) if word in _OF_WORD), None)


def names_occasion(occasion: str | None, text: str) -> bool:
    """Whether a text speaks of an occasion.

    Example:
        >>> names_occasion("birth", "She was born on 3 May.")
        True
    """
    return occasion is not None and _SAID[occasion].search(text) is not None
