"""Read and check a chronology."""
