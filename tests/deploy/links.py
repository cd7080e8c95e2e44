"""Checks that the Markdown files among those that are packed link only to what is packed: links.py FILE_OR_FOLDER…"""

import re
import sys
from pathlib import Path

LINK = re.compile(r"\]\(([^)\s]+)\)")


def prose(page):
    """The page without its code, in which nothing is a link."""
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)


def anchors(page):
    """What the page's headings are called in addresses, as GitHub does it."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


packed = set()
for name in map(Path, sys.argv[1:]):
    packed |= {name, *name.rglob("*")}
packed = {path.resolve(strict=True) for path in packed}

links, dead = 0, []
for page in sorted(path for path in packed if path.suffix == ".md"):
    for link in LINK.findall(prose(page)):
        if "://" in link or link.startswith("mailto:"):
            continue
        links += 1
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if target not in packed:
            dead.append(f"{page.relative_to(Path.cwd())}: {link} is not packed")
        elif anchor and anchor not in anchors(target):
            dead.append(f"{page.relative_to(Path.cwd())}: {link} has no such heading")

print("\n".join(dead) or f"{links} links lead to what is packed")
sys.exit(bool(dead or not links))
