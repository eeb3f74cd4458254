"""How a definition's texts are read: as JSON writes them, in names and functions as well. Changes moto's reader.

moto keeps the escapes in most of them, and those of a character beyond 16 bits in all: a state that is called "Prüfen" is
"Pr\\u00fcfen" there, if whoever wrote the definition wrote it in ASCII.
"""

import json
from typing import Any

from moto.stepfunctions.parser.asl.antlr.runtime.ASLLexer import ASLLexer
from moto.stepfunctions.parser.asl.antlt4utils.antlr4utils import is_terminal
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringIntrinsicFunction
from moto.stepfunctions.parser.asl.parse import preprocessor
from moto.stepfunctions.parser.asl.parse.intrinsic.intrinsic_parser import IntrinsicParser


def install() -> None:
    """Have texts read so, in this process and for good."""
    preprocessor.from_string_literal = _text_of
    preprocessor.Preprocessor._inner_string_of = staticmethod(_text_or_null)
    preprocessor.Preprocessor.visitString_intrinsic_function = _function_of


def _text_of(parser_rule_context: Any) -> str:
    written: str = parser_rule_context.getText()
    return str(json.loads(written)) if written.startswith('"') else written


def _text_or_null(parser_rule_context: Any) -> str | None:
    return None if is_terminal(parser_rule_context, ASLLexer.NULL) else _text_of(parser_rule_context)


def _function_of(_: Any, ctx: Any) -> StringIntrinsicFunction:
    written = _text_of(ctx)
    function, _ = IntrinsicParser.parse(written)
    return StringIntrinsicFunction(intrinsic_function_derivation=written, function=function)
