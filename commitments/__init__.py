"""The one Django app: obligations, what States did about them, and how it adds up."""
