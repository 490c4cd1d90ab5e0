"""Run by the validators' Python: prints how many features geojson-pydantic finds in a file, or fails."""

import sys
from pathlib import Path

from geojson_pydantic import FeatureCollection  # type: ignore[import-not-found]  # in another environment

collection = FeatureCollection.model_validate_json(Path(sys.argv[1]).read_bytes())
sys.stdout.write(f"{len(collection.features)}\n")
