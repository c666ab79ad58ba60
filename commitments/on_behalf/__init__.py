"""Replies that came on paper or by mail: the file they came as, and the pages by which officers enter them."""
