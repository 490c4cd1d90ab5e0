"""Run by the validators' Python: prints how many features geojson-pydantic finds in a file, or fails."""

import importlib
import sys
from pathlib import Path

# not installed where the types of these tests are checked
geojson_pydantic = importlib.import_module("geojson_pydantic")
found = geojson_pydantic.FeatureCollection.model_validate_json(Path(sys.argv[1]).read_bytes())
sys.stdout.write(f"{len(found.features)}\n")
