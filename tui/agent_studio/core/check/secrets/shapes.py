"""What keys and passwords look like, and what only stands for one.

Facts from the providers' documentation; a key is known by the letters it begins with, its length
and its alphabet. What is written in place of a key (`your-key-here`, `xxxx`, `${TOKEN}`) is none.
"""

from __future__ import annotations

import re
from typing import Final

from agent_studio.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of key."""

    what: str
    """As a message calls it."""
    begins: str
    """What its keys contain, one of these words; looked for before the pattern."""
    pattern: str
    """The whole key, as a regular expression that takes linear time."""
    public: int = 4
    """So many characters at its beginning all keys of the kind share; more are never shown."""


_W: Final = r"[\w-]"

SHAPES: Final = (
    Shape("An Anthropic API key", "sk-ant-", rf"sk-ant-[a-z]{{3,8}}\d\d-{_W}{{60,}}"),
    Shape("An OpenRouter API key", "sk-or-", r"sk-or-v1-[0-9a-f]{64}"),
    Shape(
        "An OpenAI API key",
        "sk-",
        rf"sk-(?:(?:proj|svcacct|admin)-{_W}{{40,}}|[A-Za-z0-9]{{48}})",
        3,
    ),
    Shape("An ElevenLabs API key", "sk_", r"sk_[0-9a-f]{48}", 3),
    Shape("A GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,}"),
    Shape("A GitHub token", "github_pat_", r"github_pat_\w{60,}"),
    Shape(
        "A GitLab token",
        "glpat- glptt- gldt- glrt- glcbt- glft- glsoat- glagent-",
        rf"gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent)-{_W}{{20,}}",
    ),
    Shape(
        "A Slack token",
        "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs-",
        r"xox[abeoprs]-[A-Za-z0-9-]{24,}",
    ),
    Shape("A Slack token", "xapp-", r"xapp-\d-[A-Z0-9]{8,}-\d{8,}-[0-9a-f]{32,}"),
    Shape(
        "A Slack webhook",
        "hooks.slack.com/",
        r"https://hooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{20,}",
        0,
    ),
    Shape(
        "A Discord webhook",
        "/api/webhooks/",
        rf"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d{{17,20}}/{_W}{{60,}}",
        0,
    ),
    Shape("A Telegram bot's token", ":AA", rf"\d{{8,10}}:AA{_W}{{33}}", 0),
    Shape("An AWS access key", "AKIA", r"AKIA[A-Z2-7]{16}"),
    Shape("An AWS access key", "ASIA", r"ASIA[A-Z2-7]{16}"),
    Shape("A Google API key", "AIza", rf"AIza{_W}{{35}}"),
    Shape("A Google client secret", "GOCSPX-", rf"GOCSPX-{_W}{{28}}"),
    Shape("A Google access token", "ya29.", rf"ya29\.{_W}{{40,}}"),
    Shape("An Azure storage key", "AccountKey=", r"AccountKey=[A-Za-z0-9+/]{80,88}={0,2}"),
    Shape(
        "A Stripe key",
        "sk_live_ sk_test_ rk_live_ rk_test_",
        r"[rs]k_(?:live|test)_[A-Za-z0-9]{24,}",
    ),
    Shape("A Stripe webhook secret", "whsec_", r"whsec_[A-Za-z0-9]{32,}"),
    Shape("A Square token", "sq0", rf"sq0[a-z]{{3}}-{_W}{{22,43}}"),
    Shape("A Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    Shape("An npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    Shape("A PyPI token", "pypi-", rf"pypi-{_W}{{85,}}"),
    Shape("A RubyGems token", "rubygems_", r"rubygems_[0-9a-f]{48}"),
    Shape("A Docker token", "dckr_", rf"dckr_(?:pat|oat)_{_W}{{27,}}"),
    Shape("A Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{34}", 3),
    Shape("A Groq API key", "gsk_", r"gsk_[A-Za-z0-9]{52}"),
    Shape("An xAI API key", "xai-", r"xai-[A-Za-z0-9]{80}"),
    Shape("A Perplexity API key", "pplx-", r"pplx-[A-Za-z0-9]{48,56}"),
    Shape("A Replicate token", "r8_", r"r8_[A-Za-z0-9]{37}", 3),
    Shape("A Tavily API key", "tvly-", r"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}"),
    Shape("A Firecrawl API key", "fc-", r"fc-[0-9a-f]{32}", 3),
    Shape("A LangSmith API key", "lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    Shape("A SendGrid API key", "SG.", rf"SG\.{_W}{{22}}\.{_W}{{43}}", 3),
    Shape("A Mailgun API key", "key-", r"key-[0-9a-f]{32}"),
    Shape("A Twilio API key", "SK", r"SK[0-9a-f]{32}", 2),
    Shape("A DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    Shape("A Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    Shape("A Vault token", "hvb. hvs. hvr.", rf"hv[bsr]\.{_W}{{24,}}"),
    Shape("A Terraform token", ".atlasv1.", rf"[A-Za-z0-9]{{14}}\.atlasv1\.{_W}{{60,}}", 0),
    Shape(
        "A Doppler token",
        "dp.pt. dp.st. dp.sa. dp.ct. dp.scim. dp.audit.",
        r"dp\.[a-z]{2,5}\.[A-Za-z0-9]{40,}",
    ),
    Shape("A PlanetScale secret", "pscale_", rf"pscale_[a-z]{{2,6}}_{_W}{{32,}}"),
    Shape("A Supabase key", "sbp_ sb_secret_", rf"sb(?:p_[0-9a-f]{{40}}|_secret_{_W}{{31,}})", 3),
    Shape("A Linear API key", "lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{40,}"),
    Shape("A Notion token", "ntn_", r"ntn_[A-Za-z0-9]{43,46}"),
    Shape("A Notion token", "secret_", r"secret_[A-Za-z0-9]{43}"),
    Shape("A Figma token", "figd_", rf"figd_{_W}{{40,}}"),
    Shape("An Airtable token", "pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}", 3),
    Shape("An Atlassian token", "ATATT3", r"ATATT3[\w=-]{60,}"),
    Shape("A Postman API key", "PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    Shape("A New Relic key", "NRAK-", r"NRAK-[A-Z0-9]{27}"),
    Shape("A Grafana token", "glsa_", r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}"),
    Shape("A Sentry token", "sntry", r"sntry[su]_[\w+/=-]{60,}"),
    Shape("An age key", "AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    Shape("A signed web token", "eyJ", rf"eyJ{_W}{{10,}}\.eyJ{_W}{{10,}}\.{_W}{{20,}}", 3),
)
"""Keys that are known by how they begin."""

_STAND_INS: Final = re.compile(
    r"example|sample|your|xxx|placeholder|change_?me|redacted|dummy|fake|mock|test|demo|"
    r"pass(?:w|\b|\d|_|-)|passw|password|passwort|secret|token|insert|replace|todo|fixme|"
    r"\.\.\.|…|\*\*\*|<|>|\$[\w{(]|\{\{|%[\w(]|here|foo|bar|hash|value|string|key|admin|user|"
    r"process\.|env\b|config|strong|secure|safe|random|generate|invalid|wrong|correct|valid"
)
_STAND_INS_OF_KEYS: Final = re.compile(
    r"example|your|xxxx|placeholder|changeme|redacted|dummy|fake|\.\.\.|insert|replace|goes.?here"
)
_SEQUENCES: Final = " ".join(
    (
        "0123456789012345678901234567890123456789",
        "1234567890123456789012345678901234567890",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmn",
        "0123456789abcdef0123456789abcdef",
        "qwertyuiopasdfghjklzxcvbnm",
        "9876543210",
        "zyxwvutsrqponmlkjihgfedcba",
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
        "1a2b3c4d5e6f7g8h9i0j",
    )
)
_IN_SEQUENCE: Final = 6
_LEET: Final = str.maketrans("@$!013457", "asioieast")


def stands_for_key(words: str) -> bool:
    """Whether what has the form of a key says that it stands for one."""
    low = words.lower()
    return _STAND_INS_OF_KEYS.search(low) is not None or len(set(low[4:])) < 9


def is_made_up(words: str) -> bool:
    """Whether it has a row of neighbouring letters or keys in it, or of the same one."""
    return _is_made_up(words.lower()[4:])


def stands_for_password(words: str) -> bool:
    """Whether a value behind `password =` is no password but the place of one, or code."""
    low = words.lower()
    if _STAND_INS.search(low) or _STAND_INS.search(low.translate(_LEET)):
        return True
    return _is_made_up(low)


def _is_made_up(low: str) -> bool:
    """Whether it is a row of neighbouring letters or keys, or of the same one."""
    if re.search(r"(.)\1{5}", low):
        return True
    most = max(_IN_SEQUENCE, len(low) // 5)
    return any(low[at : at + most] in _SEQUENCES for at in range(min(200, len(low) - most + 1)))
