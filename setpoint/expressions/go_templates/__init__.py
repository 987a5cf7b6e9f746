"""Templates in the annotations and labels of Prometheus' rules: what Go's parser refuses.

Source: Go's `text/template/parse` (lex.go, parse.go). Prometheus refuses a whole file of rules
for one template that doesn't parse (`rulefmt.testTemplateParsing`); what only fails when it is
filled in, such as a number of arguments, isn't judged here.
"""

from setpoint.expressions.go_templates.parsing import check
from setpoint.expressions.go_templates.writing import literal

__all__ = ["check", "literal"]
