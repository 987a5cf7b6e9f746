"""Go's templates: their grammar, and what Go's parser asks beyond it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

from lark import Token, Transformer, Tree

from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.go_templates.names import FUNCTIONS, VARIABLES
from setpoint.expressions.grammar import Grammar

_KEYWORDS: Final = "if|else|end|range|with|define|block|template|break|continue|nil|true|false"
_NAME: Final = r"[^\W\d]\w*"
_RULES: Final = (
    rf"""
start: part*
part: TEXT
    | COMMENT
    | OPEN pipeline CLOSE
    | OPEN (BREAK | CONTINUE) CLOSE
    | OPEN TEMPLATE (STRING | RAW) pipeline? CLOSE
    | OPEN (IF | RANGE | WITH) pipeline CLOSE part* others
    | OPEN DEFINE (STRING | RAW) CLOSE part* OPEN END CLOSE
    | OPEN BLOCK (STRING | RAW) pipeline CLOSE part* OPEN END CLOSE
others: OPEN END CLOSE
    | OPEN ELSE CLOSE part* OPEN END CLOSE
    | OPEN ELSE (IF | WITH) pipeline CLOSE part* others
pipeline: ((VARIABLE COMMA)? VARIABLE (DECLARE | ASSIGN))? command (PIPE command)*
command: operand+
operand: NAME | VARIABLE | FIELD | DOT | STRING | RAW | CHARACTER | NUMBER | NIL | TRUE | FALSE
    | LPAR pipeline RPAR

COMMENT.2: /\{{\{{(-\s+)?\/\*[\s\S]*?\*\/(\s+-)?\}}\}}/
OPEN: /\{{\{{(-(?=\s))?/
CLOSE: /((?<=\s)-)?\}}\}}/
TEXT.2: /(^|(?<=\}}\}}))((?!\{{\{{)[\s\S])+/
NAME: /(?!({_KEYWORDS})\b){_NAME}(\.{_NAME})*/
VARIABLE: /\$\w*(\.{_NAME})*/
FIELD: /(\.{_NAME})+/
DOT: "."
STRING: /"(\\.|[^"\\\n])*"/
RAW: /`[^`]*`/
CHARACTER: /'(\\[^\n][^'\\\n]*|[^'\\\n])'/
NUMBER: /[+-]?(0[xXbBoO][\da-fA-F_]+|(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)([eE][+-]?\d+)?)i?/
LPAR: "("
RPAR: /\)(\.{_NAME})*/
PIPE: "|"
COMMA: ","
DECLARE: ":="
ASSIGN: "="
"""
    + "".join(f"{each.upper()}: /{each}(?!\\w)/\n" for each in _KEYWORDS.split("|"))
    + r"""
%ignore /\s+/
"""
)
_WORDS: Final = {
    "NAME": "a function",
    "VARIABLE": "a value",
    "STRING": "a text in double quotes",
    "RPAR": "a closing bracket",
    "CLOSE": "}}",
    "OPEN": "{{ end }}",
}
_NO_ARITHMETIC: Final = "templates don't calculate; let the expression do it"
_HINTS: Final = {
    **dict.fromkeys(("*", "/", "+", "<", ">", "%"), _NO_ARITHMETIC),
    **dict.fromkeys(("[", "-"), 'a label is read by $labels.name, or by index $labels "na-me"'),
    "}": "what opens with {{ ends with }}",
    '"': "the quote that opens here is never closed",
    "'": "texts stand in double quotes",
    "end": "there is nothing open that {{ end }} could close",
    "else": "there is no {{ if }} open that {{ else }} could belong to",
    "/*": "a comment stands close to its braces: {{/* so */}}",
    "{{": "what opens with {{ ends with }} before the next {{",
}
_OPENING: Final = frozenset({"IF", "RANGE", "WITH", "DEFINE", "BLOCK"})
# What can't be called with what the stage before it returns.
_VALUES: Final = frozenset({"DOT", "STRING", "RAW", "CHARACTER", "NUMBER", "NIL", "TRUE", "FALSE"})
_OPERANDS: Final = frozenset({*_VALUES, "NAME", "VARIABLE", "FIELD"})
_DECLARING: Final = frozenset({"COMMA", "DECLARE", "ASSIGN"})
_Tokens: TypeAlias = "tuple[Token, ...]"


class _Flat(Transformer[Token, _Tokens]):
    """The tokens of a valid template, in order."""

    def start(self, children: list[Token | Tree[Token]]) -> _Tokens:
        found: list[Token] = []
        left = list(children)
        while left:
            each = left.pop()
            if isinstance(each, Token):
                found.append(each)
            else:
                left.extend(each.children)
        return tuple(reversed(found))


_GRAMMAR: Final[Grammar[_Tokens]] = Grammar(_RULES, _Flat(), _WORDS, _HINTS)


@lru_cache(maxsize=1024)
def check(text: str) -> None:
    """Raise what is wrong with a template.

    Raises:
        ExpressionError: Prometheus would refuse it.
    """
    if "{{" not in text:
        return
    tokens = _GRAMMAR.parse(text)
    _check_pairs(tokens)
    _check_functions(tokens)
    _check_blocks(tokens)


def _check_pairs(tokens: _Tokens) -> None:
    """Raise what two neighbours can't be."""
    for before, token in pairwise(tokens):
        close = before.end_pos == token.start_pos
        if close and before.type in {*_OPERANDS, "RPAR"} and token.type in {*_OPERANDS, "LPAR"}:
            raise _error(token, f"a blank belongs before {str(token)!r}")
        if before.type == "PIPE" and token.type in _VALUES:
            raise _error(token, f"{token} is no function that what stands before | could go to")


def _check_functions(tokens: _Tokens) -> None:
    for token in tokens:
        name = str(token).partition(".")[0]
        if token.type == "NAME" and name not in FUNCTIONS:
            fault = Fault(
                token.start_pos or 0,
                f"templates of Prometheus have no function {name!r}",
                name,
                tuple(sorted(FUNCTIONS)),
            )
            raise ExpressionError(fault)


def _check_blocks(tokens: _Tokens) -> None:
    """Raise what a block around hasn't: variables, which each keeps for itself, and loops."""
    known, loops = [set(VARIABLES)], [False]
    for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        if token.type in _OPENING and (before is None or before.type != "ELSE"):
            apart = token.type == "DEFINE"
            known.append({"$"} if apart else set(known[-1]))
            loops.append(token.type == "RANGE" or (loops[-1] and not apart))
        elif token.type == "END":
            known.pop()
            loops.pop()
        elif token.type == "VARIABLE":
            _check_variable(token, after, known[-1])
        elif token.type in {"BREAK", "CONTINUE"} and not loops[-1]:
            raise _error(token, f"there is no {{{{ range }}}} around {token}")


def _check_variable(token: Token, after: Token | None, known: set[str]) -> None:
    name = str(token).partition(".")[0]
    if after is not None and after.type in _DECLARING:
        known.add(name)
    elif name not in known:
        fault = Fault(
            token.start_pos or 0,
            f"the template has no variable {name}",
            name,
            tuple(sorted(known - {"$"})),
        )
        raise ExpressionError(fault)


def _error(token: Token, message: str) -> ExpressionError:
    return ExpressionError(Fault(token.start_pos or 0, message, str(token)))
