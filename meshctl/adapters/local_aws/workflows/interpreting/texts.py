"""How a definition's texts are read: as JSON writes them, in names and functions as well. Changes moto's reader.

moto keeps the escapes in most of them, and those of a character beyond 16 bits in all: a state that is called "Prüfen" is
"Pr\\u00fcfen" there, if whoever wrote the definition wrote it in ASCII.
"""

import json
import re
from typing import Any

from moto.stepfunctions.parser.asl.antlr.runtime.ASLLexer import ASLLexer
from moto.stepfunctions.parser.asl.antlt4utils.antlr4utils import is_terminal
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringIntrinsicFunction
from moto.stepfunctions.parser.asl.parse import preprocessor
from moto.stepfunctions.parser.asl.parse.intrinsic.intrinsic_parser import IntrinsicParser
from moto.stepfunctions.parser.asl.parse.intrinsic.preprocessor import Preprocessor as FunctionReader

QUOTED = re.compile(r"'(?:\\.|[^'\\])*'", re.DOTALL)
"""A text within a function."""
CONTROL = re.compile(r"\\.|(?P<control>[\0-\x1f])", re.DOTALL)
ESCAPED = re.compile(r"\\(?=(.))(?:u(?P<code>00[01][0-9a-f])|.)")


def install() -> None:
    """Have texts read so, in this process and for good."""
    preprocessor.from_string_literal = _text_of
    preprocessor.Preprocessor._inner_string_of = staticmethod(_text_or_null)
    preprocessor.Preprocessor.visitString_intrinsic_function = _function_of
    FunctionReader._text_of_str = staticmethod(_within_function)


def _text_of(parser_rule_context: Any) -> str:
    written: str = parser_rule_context.getText()
    return str(json.loads(written)) if written.startswith('"') else written


def _text_or_null(parser_rule_context: Any) -> str | None:
    return None if is_terminal(parser_rule_context, ASLLexer.NULL) else _text_of(parser_rule_context)


def _function_of(_: Any, ctx: Any) -> StringIntrinsicFunction:
    written = _text_of(ctx)
    function, _ = IntrinsicParser.parse(QUOTED.sub(_without_control, written))
    return StringIntrinsicFunction(intrinsic_function_derivation=written, function=function)


def _within_function(parse_tree: Any) -> str:
    return ESCAPED.sub(_character, parse_tree.getText()[1:-1])


def _character(escaped: re.Match[str]) -> str:
    code = escaped["code"]
    return chr(int(code, 16)) if code else str(FunctionReader._replace_escaped_characters(escaped))


def _without_control(quoted: re.Match[str]) -> str:
    """moto's reader of functions takes no character below a space, a line break for one, but its escape."""
    return CONTROL.sub(lambda one: f"\\u{ord(one['control']):04x}" if one["control"] else one[0], quoted[0])
