"""It is taken along: records as CSV, XLSX and JSON."""
