"""What a chronology is handed over as, a module for each format that other tools open."""
