"""The call: a cycle opened from a page, its note verbale with the questionnaire, and whom it went to."""
