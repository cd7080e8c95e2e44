"""The generated client has every operation of the document."""

import importlib
import json
import pkgutil

import tombstone_client.api
from support import check, equal

METHODS = {"get", "put", "post", "delete", "patch"}


def in_snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@check("it has every operation of the document")
def _() -> None:
    with open("openapi/client.json", encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    ids = [operation["operationId"] for path in paths.values() for method, operation in path.items() if method in METHODS]
    modules = pkgutil.walk_packages(tombstone_client.api.__path__, "tombstone_client.api.")
    generated = [module.name for module in modules if not module.ispkg]
    equal(sorted(name.rsplit(".", 1)[1] for name in generated), sorted(in_snake_case(name) for name in ids))
    for name in generated:
        assert callable(importlib.import_module(name).sync_detailed), name
