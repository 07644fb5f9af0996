"""Words in names that are no names:
particles, suffixes, titles, degrees, in the languages that use them.
"""

from __future__ import annotations

# fmt: off
PARTICLES = frozenset((
    "af", "al", "av", "bin", "bint", "da", "dal", "dalla", "dalle", "das", "de", "degli", "dei", "del", "dela", "delas",
    "della", "delle", "dello", "delos", "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le",
    "lo", "los", "'t", "’t", "te", "ten", "ter", "tot", "v.d.", "van", "van't", "van’t", "vande", "vanden", "vander",
    "vom", "von", "zu", "zum", "zur",
))
"""Words that belong to a family name when they stand before it, in small letters or capitals."""

LOWER_PARTICLES = frozenset((
    "aan", "am", "an", "ap", "auf", "aus", "bij", "dai", "dagli", "dem", "het", "im", "in", "li", "onder", "op", "over",
    "'s", "’s", "uit", "und", "voor",
))
"""Particles that are names of people too when they have a capital: Im, An, In, Li."""

BINDERS = frozenset((
    "abu", "abou", "ben", "mac", "mc", "nic", "ní", "ó", "saint", "sainte", "st.", "ste.", "uí", "ʾabu", "abū", "ʾabū",
))
"""Words that are the beginning of a family name, never set apart from it."""

SERVANTS = frozenset(("abd", "abdal", "abdel", "abdul"))
"""What makes one name with the name after it: ʿAbd al-Raḥmān."""

AFTER_DE = frozenset(("san", "santa", "santo", "são"))
"""Binders after de, del or da: de San Martín."""

AND = frozenset(("y", "i", "e"))
"""Between two family names, in small letters: Ortega y Gasset, Gaudí i Cornet, Costa e Silva."""

DESCENDANTS = frozenset(("filho", "júnior", "neto", "netto", "sobrinho"))
"""Portuguese words of kinship that are part of the family name before them: Costa Filho."""

PATRONYMS = frozenset(("oglu", "oğlu", "ogly", "uulu", "kyzy", "kizi", "qizi", "qızı", "gyzy"))
"""Follow a father's name, in names that begin with the family: Aliyev Ilham Heydar oglu."""

SUFFIXES = frozenset((
    "jr", "jr.", "sr", "sr.", "junior", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th", "ml.", "st.", "fils", "père",
))
"""Words after a family name that tell generations apart."""

TITLES = frozenset((
    "amb", "ambassador", "dr", "dr-ing", "dra", "engr", "frau", "h.e", "herr", "hon", "ing", "dipl.-ing",
    "dipl.-inform", "med", "h.c", "mme", "mlle", "mr", "mrs", "ms", "miss", "mx", "phil", "prof", "profa", "professor",
    "professeur", "rer", "nat", "mag", "pd", "priv.-doz", "univ.-prof", "rev", "señor", "señora", "sra",
))
"""Words before a name that say what somebody is; a full stop at their end does not count."""

FIRST_TITLES = TITLES - {"med", "h.c", "phil", "rer", "nat", "ing", "mag"}
"""Those with which a name may begin; the others follow one of them.
`Ing.` and `Mag.` do so with a full stop.
"""

ROYAL = frozenset(("king", "queen", "pope", "emperor", "empress", "prince", "princess", "sultan", "tsar", "emir"))
"""Titles before a name with a number."""

DEGREES = frozenset((
    "ba", "bsc", "beng", "ma", "msc", "meng", "mba", "mpa", "mph", "mphil", "mres", "med", "mfa", "md", "phd",
    "dphil", "dsc", "scd", "drsc", "csc", "edd", "psyd", "pharmd", "dba", "jd", "llb", "llm", "lld", "dds", "dvm", "dr",
    "drph", "habil", "drhabil", "rn", "pe", "peng", "ceng", "cpa", "cfa", "pmp", "esq", "esquire", "frs", "frcp",
    "frcs", "frsc", "obe", "mbe", "cbe", "kbe", "dbe", "cmg", "kcmg", "qc", "kc", "sc", "mp", "mep", "sj", "op", "ofm",
    "osb", "cssr", "facs", "facp", "fieee", "mbbs", "mbchb", "dipling", "ret", "usn", "prof", "professor",
))
"""What follows a name after a comma and is none, written without full stops and spaces."""

PLAIN_DEGREES = frozenset((
    "phd", "dphil", "dsc", "msc", "bsc", "mba", "mph", "mphil", "edd", "psyd", "pharmd", "frs", "obe", "mbe", "cbe",
    "kbe", "esq", "llm", "meng", "csc", "mbbs", "m.d", "j.d", "m.a", "b.a", "q.c", "s.j", "o.p", "md",
))
"""Those that are told from names without a comma too."""

REIGNING = frozenset(("john paul", "juan carlos", "carl gustaf", "carlos gustavo", "karl gustav", "jean paul"))
"""Given names of two words that rulers and popes had."""

HOUSES = frozenset((
    "academy", "agency", "association", "bank", "bureau", "center", "centre", "college", "commission", "committee",
    "company", "corp", "corporation", "council", "department", "embassy", "faculty", "federation", "foundation", "gmbh",
    "group", "hospital", "inc", "institut", "institute", "instituto", "laboratory", "laboratories", "llc", "ltd",
    "ministry", "ministère", "ministerio", "office", "organisation", "organization", "school", "society",
    "technologies", "union", "universidad", "universidade", "università", "universitat", "universität", "universiteit",
    "university", "université",
))
"""Words that no given name has: what follows the comma is where somebody works."""
# fmt: on
