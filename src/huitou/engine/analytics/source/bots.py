"""Which user agents are programs and not people: the list that definitions publish.

A user agent is a bot's if it holds one of BOT_WORDS, in any case, or the word "bot" at the end of a
name ("Googlebot/2.1", "bingbot;"), except in "cubot", a maker of phones. "+http" is how crawlers
give the page that explains them. An event without a user agent is never taken for a bot's: servers
that send orders have none.

The list is short on purpose, so that a reader can check it. Of the 2,123 user agents of crawlers in
crawler-user-agents 1.67 (https://github.com/monperrus/crawler-user-agents) it finds 1,564 (74%);
most of the others are readers of feeds, link previews and libraries that apps use too.
"""

from __future__ import annotations

import re

BOT_WORDS = (
    "+http",
    "crawl",
    "spider",
    "slurp",
    "archiver",
    "scrapy",
    "headless",
    "phantomjs",
    "lighthouse",
    "pingdom",
    "uptime",
    "heritrix",
    "facebookexternalhit",
    "mediapartners-google",
    "feedfetcher",
    "wget/",
    "curl/",
    "python-requests",
    "python-urllib",
    "go-http-client",
    "libwww-perl",
)
"""Parts of names, in lower case. The only character that is special in a pattern is "+"."""

_NAMED_BOT = "(?:^|[^u]|(?:^|[^c])u)bots?(?:[^a-z]|$)"

BOT_PATTERN = "|".join((*(word.replace("+", "[+]") for word in BOT_WORDS), _NAMED_BOT))
"""The rule for a user agent in lower case, to be searched for anywhere in it: in the syntax that
Python, RE2 (DuckDB) and Java (Spark) share, and without a backslash, which SQL would read.
"""

_PATTERN = re.compile(BOT_PATTERN)


def is_bot(user_agent: str) -> bool:
    """Whether the user agent is a bot's."""
    return _PATTERN.search(user_agent.lower()) is not None
