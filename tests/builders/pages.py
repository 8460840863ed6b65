"""HTML answers as tests read them."""

from lxml import html


class Page:
    """One page: the texts and fields that a person would look for."""

    def __init__(self, content: bytes) -> None:
        self._root = html.document_fromstring(content.decode("utf-8"))

    def text(self, selector: str) -> str:
        """The words of the first element that fits, spaces squeezed."""
        return self.texts(selector)[0]

    def texts(self, selector: str) -> list[str]:
        """The words of every element that fits, spaces squeezed."""
        return [" ".join(element.text_content().split()) for element in self._root.xpath(_to_xpath(selector))]

    def attribute(self, selector: str, name: str) -> str | None:
        """An attribute of the first element that fits."""
        return self._root.xpath(_to_xpath(selector))[0].get(name)

    def attributes(self, selector: str, name: str) -> list[str]:
        """An attribute of every element that fits."""
        return [element.get(name) for element in self._root.xpath(_to_xpath(selector))]

    def value(self, name: str) -> str:
        """What the first visible field of this name holds."""
        field = self._root.xpath(f"//*[@name='{name}' and not(@type='hidden')]")[0]
        if field.tag == "textarea":
            return str(field.text or "").removeprefix("\n")
        if field.tag == "select":
            return str(field.value)
        return str(field.get("value"))

    def hidden_value(self, name: str) -> str:
        """What the hidden field of this name holds."""
        return str(self._root.xpath(f"//input[@type='hidden' and @name='{name}']/@value")[0])


def _to_xpath(selector: str) -> str:
    """The few selectors the tests use: ``tag``, ``#id``, ``.class``, ``a b``."""
    steps = []
    for part in selector.split():
        if part.startswith("#"):
            steps.append(f"*[@id='{part[1:]}']")
        elif part.startswith("."):
            steps.append(f"*[contains(concat(' ', normalize-space(@class), ' '), ' {part[1:]} ')]")
        else:
            steps.append(part)
    return "//" + "//".join(steps)
