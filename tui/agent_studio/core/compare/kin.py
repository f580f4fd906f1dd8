"""Kin words: what authors of definitions write for one another.

"Evaluate" in one definition is "assess" in the next, "e2e" is "end-to-end". The groups below say
which words may stand for which; a word may be in several. They were written from the commonest
words of definitions, not for any one of them. Kin count for less than the word itself, and only
where statements are compared for their meaning: never between the versions of one definition.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from agent_studio.core.compare.words import stem, word_list

_PHRASES = (
    (r"end[- ]to[- ]end", "e2e"),
    (r"ci\s*/\s*cd|continuous (?:integration|delivery|deployment)", "cicd"),
    (r"test[- ]first|test[- ]driven(?: development)?|tests? before", "tdd"),
    (r"best[- ]practices?", "bestpractice"),
    (r"trade[- ]?offs?", "tradeoff"),
    (r"type[- ](?:hints?|annotations?)", "typehint"),
    (r"style[- ]guides?|pep[- ]?8|coding (?:standards?|conventions?)", "styleguide"),
    (r"non[- ]blocking", "nonblocking"),
    (r"real[- ]time", "realtime"),
    (r"n\s*\+\s*1", "nplusone"),
    (r"i/o", "io"),
    (r"pub/sub", "pubsub"),
    (r"user interfaces?", "ui"),
    (r"data bases?", "database"),
    (r"(?:edge|corner) cases?", "edgecase"),
    (r"code base", "codebase"),
    (r"production[- ](?:ready|grade|quality)", "productionready"),
    (r"micro[- ]services?", "microservice"),
    (r"back[- ]end", "backend"),
    (r"front[- ]end", "frontend"),
    (r"self[- ]documenting", "selfdocumenting"),
    (r"fault[- ]toleran(?:t|ce)", "faulttolerance"),
    (r"technical debt", "techdebt"),
    (r"root causes?", "rootcause"),
    (r"pull requests?", "pr"),
    (r"(?:error|exception) (?:handling|management)", "errorhandling"),
)
"""Several words that mean one thing, and the word they are read as."""
_PHRASE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'({pattern})' for pattern, _ in _PHRASES)})(?!\w)", re.IGNORECASE
)

_GROUPS = """
review check verify inspect examine evaluate assess audit analyze analysis assessment validate
identify find detect discover spot recognize locate
recommend suggest propose advise recommendation suggestion advice
recommend choose select pick selection choice
explain describe clarify justify rationale reason why reasoning
fix resolve repair correct remedy remediate remediation patch
debug troubleshoot diagnose investigate rootcause
improve enhance refine improvement optimize optimization tune tuning
refactor restructure simplify cleanup rework
plan planning roadmap schedule
define specify determine
understand analyze study gather comprehend
remove delete drop eliminate
change modify edit update alter patch diff
run execute invoke launch
prevent avoid guard protect mitigate
measure metric benchmark profile profiling quantify kpi
coordinate collaborate cooperate communicate
report summarize summary brief
ask question clarify clarification ambiguity ambiguous confirm
design architect architecture structure
document documentation docs docstring readme openapi swagger
performance performant latency throughput speed fast slow efficient efficiency
performance optimize optimization
bottleneck hotspot slow inefficient
load traffic volume rps
scale scaling scalable scalability horizontal elastic autoscaling
reliable reliability availability uptime resilient resilience faulttolerance
failure fault error exception crash outage incident
errorhandling exception error failure
retry fallback circuit breaker timeout graceful degradation recovery
security secure vulnerability threat hardening owasp attack exploit
authentication authorization auth jwt oauth oauth2 login identity sso permission access
secret credential password
encrypt encryption tls https cryptography
validate validation sanitize sanitization escape
injection xss csrf
privacy gdpr personal sensitive pii
compliance regulation regulatory policy
test testing tdd coverage pytest jest qa
edgecase boundary failure scenario
risk issue problem concern pitfall threat
database db sql nosql postgresql postgres mysql mongodb sqlite dynamodb cassandra
schema table migration
query nplusone orm indexing sql
cache caching redis memcached cdn
queue messaging message kafka rabbitmq sqs pubsub broker
event stream streaming
async asynchronous asyncio await concurrency concurrent nonblocking coroutine parallel
background job task worker async queue
service microservice
api endpoint rest restful graphql grpc route http
contract schema interface specification
version versioned versioning backward compatible compatibility breaking
monitor monitoring observability alert alerting telemetry dashboard metric tracing logging
deploy deployment release rollout rollback ship
deployment devops operation operational ops
cicd pipeline automation
container docker kubernetes orchestration containerization
cloud aws gcp azure serverless
infrastructure terraform ansible provisioning
frontend ui interface component react vue
backend server
accessibility accessible wcag aria a11y
user customer client audience
stakeholder team colleague
requirement need specification criteria constraint
goal objective purpose outcome
scope boundary limit
limit bound unbounded cap quota threshold maximum
edge boundary border perimeter
input request payload parameter
promise guarantee contract
expire expiry ttl stale invalidation
repeat retry replay idempotent
small minimal minor short
fail failing broken red
missing gap lack
weigh evaluate discuss compare consider
potential possible
discover learn research explore
user caller consumer client
tradeoff balance compromise
pragmatic practical realistic pragmatism
readable readability clear clarity clean simple understandable selfdocumenting
maintainable maintainability extensible modular modularity maintain
convention standard guideline bestpractice styleguide style lint linting consistency consistent
principle pattern practice bestpractice
solid clean principle
tool library framework technology stack package
example sample snippet demo
structure organization hierarchy layer separation
coupling decoupling cohesion separation
concise brief short succinct
accurate precise precision correct correctness exact
actionable specific concrete
early first upfront start before
priority prioritize important critical severity
cost price budget expense
source citation reference evidence
write draft compose
tone voice style
schedule timeline milestone deadline
commit branch merge pr
memory leak resource
typehint type typing
regression bug defect
legacy techdebt modernization
python fastapi django flask
go java rust javascript typescript
"""

_LIGHT = """
implement implementation build create develop write use provide ensure include follow maintain
proper properly comprehensive robust appropriate appropriately relevant make consider always add
consideration support handle establish every all each various effective effectively strong clear
well high good strategy approach technique practice development system application code guide
specific best key different concrete thorough thoroughly complete
"""
"""Words that stand in most statements and tell little about which of them agree."""

_ENDINGS_TEXT = """
izations ization isation ability ibility ations ation ition ments ment ities ity ably ally ly ive
ion able abl ible ibl ating ated ate at izing ize iz ency ancy enc anc ent ant ing ed
"""
_ENDINGS = _ENDINGS_TEXT.split()
_SHORTEST = 4


@lru_cache(maxsize=65536)
def _root(stemmed: str) -> str:
    for ending in _ENDINGS:
        if stemmed.endswith(ending) and len(stemmed) - len(ending) >= _SHORTEST:
            stemmed = stemmed[: -len(ending)]
            break
    return f"{stemmed[:-1]}y" if stemmed.endswith("i") else stemmed


def _table() -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(_GROUPS.strip().splitlines()):
        for word in words.split():
            found[_root(stem(word))].add(number)
    return {root: frozenset(numbers) for root, numbers in found.items()}


_KIN = _table()
_NONE: frozenset[int] = frozenset()
LIGHT = frozenset(_root(stem(word)) for word in _LIGHT.split())
"""The roots of words that tell little."""


def kin(root: str) -> frozenset[int]:
    """The groups that a root is in; two roots are kin if they share one."""
    return _KIN.get(root, _NONE)


@lru_cache(maxsize=16384)
def roots(text: str) -> tuple[str, ...]:
    """The roots of all words of ``text``, in order; known phrases count as one word."""
    return tuple(_root(word) for word in word_list(_PHRASE.sub(_as_one_word, text)))


def _as_one_word(phrase: re.Match[str]) -> str:
    return _PHRASES[(phrase.lastindex or 1) - 1][1]
