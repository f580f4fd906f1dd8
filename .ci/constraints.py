"""Print the versions of uv.lock as a constraints file for pip."""

import tomllib
from pathlib import Path

lock = tomllib.loads((Path(__file__).parents[1] / "uv.lock").read_text(encoding="utf-8"))
for package in lock["package"]:
    if "registry" in package["source"]:
        print(f"{package['name']}=={package['version']}")
