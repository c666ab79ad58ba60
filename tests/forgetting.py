"""What this process cached is forgotten, rate limits with it; what another process counts stays."""

import os


def forget_what_was_cached() -> None:
    """All of this process and of the programs it started."""
    from django.core.cache import cache

    redis = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    if keys := list(redis.scan_iter(match=f"{os.environ['CACHE_PREFIX']}*", count=1000)):
        redis.delete(*keys)
