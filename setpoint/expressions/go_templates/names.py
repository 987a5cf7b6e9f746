"""Functions and variables that templates of Prometheus' rules know.

Sources: prometheus/prometheus, template/template.go (`NewTemplateExpander`, of the newest version:
earlier ones lack some) and rules/alerting.go (the variables set before each text); Go's
text/template/funcs.go (`builtins`).
"""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than fifty quoted words
        "args externalURL first graphLink humanize humanize1024 humanizeDuration"
        " humanizePercentage humanizeTimestamp label match now parseDuration pathPrefix query"
        " reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title"
        " toDuration toLower toTime toUpper urlQueryEscape value"
        " and call eq ge gt html index js le len lt ne not or print printf println slice urlquery"
    ).split()
)
VARIABLES: Final = frozenset({"$", "$labels", "$externalLabels", "$externalURL", "$value"})
