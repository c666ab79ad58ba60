"""What is reported: cycles, submissions, obligation reports."""
