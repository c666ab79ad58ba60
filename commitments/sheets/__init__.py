"""Tables as files: CSV, XLSX and JSON that say what was recorded and cannot run in a spreadsheet."""
