"""It added up: what one reader was shown at a moment of the past, less what he may no longer see."""
