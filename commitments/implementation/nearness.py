"""Obligations whose text is near to what somebody wrote: suggestions to tick, never links by themselves."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from commitments.implementation.queries import key_of
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Obligation

MOST: Final = 6
LEAST: Final = 0.12
LONGEST: Final = 4000
# Words that few obligations use weigh more than words that all use (crime, States, cooperation);
# the label counts twice; beside it the likeness of letters, for names and for words of other languages.
NEAR = """
WITH texts AS (
  SELECT o.id, ow.label,
         to_tsvector('english', ow.label || ' ' || ow.label || ' ' || pw.text) AS words
  FROM commitments_obligation o
  JOIN commitments_obligationwording ow ON ow.obligation_id = o.id AND ow.language = %(language)s
  JOIN commitments_paragraphwording pw ON pw.paragraph_id = o.paragraph_id AND pw.language = %(language)s
  WHERE o.id = ANY(%(ids)s)
), spread AS (
  SELECT texts.id, word.lexeme, cardinality(word.positions) AS times FROM texts, unnest(texts.words) AS word
), rarity AS (
  SELECT lexeme, ln((SELECT count(*) FROM texts)::float / count(*) + 0.1) AS weight FROM spread GROUP BY lexeme
), asked AS (
  SELECT unnest(tsvector_to_array(to_tsvector('english', %(text)s))) AS lexeme
), matched AS (
  SELECT spread.id, sum(rarity.weight * (1 + ln(spread.times))) AS score
  FROM spread JOIN asked USING (lexeme) JOIN rarity USING (lexeme) GROUP BY spread.id
), full_weight AS (
  SELECT greatest(sum(rarity.weight), 1) AS total FROM asked JOIN rarity USING (lexeme)
)
SELECT texts.id,
       coalesce(matched.score, 0) / full_weight.total * 0.6 + word_similarity(texts.label, %(text)s) * 0.4 AS nearness
FROM texts CROSS JOIN full_weight LEFT JOIN matched USING (id)
ORDER BY nearness DESC, texts.id
LIMIT %(most)s
"""


def near_obligations(
    text: str, *, among: Iterable[Obligation], leave_out: Iterable[str] = (), most: int = MOST
) -> list[Obligation]:
    """At most `most` of these obligations, the nearest first; none for an empty text."""
    words = text.replace("\x00", "").strip()[:LONGEST]
    if not words:
        return []
    left_out = set(leave_out)
    asked = {each.pk: each for each in among if key_of(each) not in left_out}
    return [asked[pk] for pk in _nearest(words, list(asked), most=most)]


def _nearest(text: str, ids: list[int], *, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"text": text, "ids": ids, "language": ORIGINAL, "most": most})
        return [pk for pk, nearness in cursor.fetchall() if nearness >= LEAST]
