"""Indexes that search stands on; words are stemmed as English until other languages are held."""

from commitments.history.database_objects import register

register(
    "search_indexes",
    """
CREATE INDEX IF NOT EXISTS search_paragraph ON commitments_paragraphwording
    USING gin (to_tsvector('english', text));
CREATE INDEX IF NOT EXISTS search_report ON commitments_obligationreport
    USING gin (to_tsvector('english', narrative));
CREATE INDEX IF NOT EXISTS search_action ON commitments_implementationaction
    USING gin (to_tsvector('english', title || ' ' || description || ' ' || law_title));
CREATE INDEX IF NOT EXISTS search_cited_action ON commitments_citedrecord
    USING gin (to_tsvector('english', coalesce(content->>'title', '') || ' ' || coalesce(content->>'description', '')))
    WHERE kind = 'action';
CREATE INDEX IF NOT EXISTS search_respondent_name ON commitments_respondent USING gin (short_name gin_trgm_ops);
""",
)
