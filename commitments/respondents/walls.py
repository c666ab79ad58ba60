"""Names of respondents are public facts."""

from commitments.access.wall import stands_open

for names in ("formername", "respondentname"):
    stands_open(f"commitments_{names}", "how a respondent is called is public")
    stands_open(f"commitments_{names}event", "how a respondent is called is public")
