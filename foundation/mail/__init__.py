"""Mail on its way out: kept, recalled within the minute, summarized, sent."""
