"""The cache in which django-allauth counts attempts. It is a table, and forgets nothing before its time.

Django's own caches drop entries when there are many, so that a flood of strange addresses would lift the
limit on one account.
"""

from django.core.cache.backends.db import DatabaseCache
from django.utils.crypto import salted_hmac


def hidden(key: str, prefix: str, version: int) -> str:
    """Returns the key as it is stored: a hash, as allauth's keys hold addresses of networks."""
    return salted_hmac("agencies.counting", f"{prefix}:{version}:{key}").hexdigest()


class Cache(DatabaseCache):
    def _cull(self, db, cursor, now, num):
        """Deletes what has expired, and nothing else, however much there is."""
        quote = cursor.db.ops.quote_name
        expired = cursor.db.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {quote(self._table)} WHERE expires < %s", [expired])
