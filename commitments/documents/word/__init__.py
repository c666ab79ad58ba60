"""A document for Word: the measures of the United Nations' own documents, written with python-docx and some XML."""

from commitments.documents.word.writing import written

__all__ = ["written"]
