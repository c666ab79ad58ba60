"""What is needed: papers that a respondent drafts and sends to the secretariat beside its reply."""
