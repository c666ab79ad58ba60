"""The cells of a workbook that somebody sends, read by another process that is given little and may do little."""
