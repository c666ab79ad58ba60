"""What happened is made known: an inbox for each person, mails that point to it, reminders and a weekly digest."""
