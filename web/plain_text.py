"""What must be done to any words before they enter: some characters would break a Word file or JSON."""

import re

# Not allowed in XML 1.0: control characters, lone surrogates, non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def drop_control_characters(text: str) -> str:
    """The text without the characters that no document can hold."""
    return _NOT_XML.sub("", text)
