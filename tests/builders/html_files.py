"""Small real HTML files, as browsers and word processors save them."""

from html import escape


def make_html(body: str, *, head: str = '<meta charset="utf-8">', codec: str = "utf-8") -> bytes:
    """A page of this body."""
    head = f"<head>{head}<title>Titre de la fenêtre</title></head>"
    page = f'<!DOCTYPE html>\n<html lang="fr">{head}<body>{body}</body></html>'
    return page.encode(codec)


def html_table(*rows: tuple[str, ...], **attributes: str) -> str:
    """A table; a cell that holds a tag is left as it is."""
    drawn = "".join(
        "<tr>" + "".join(cell if cell.startswith("<t") else f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table{''.join(f' {name}={value!r}' for name, value in attributes.items())}>{drawn}</table>"
