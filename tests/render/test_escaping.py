"""What templates write is escaped, unless it is HTML of ours."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.render.environment import environment


class _Text(str):
    __slots__ = ()


@pytest.mark.parametrize("text", ["<b>&", _Text("<b>&")], ids=["text", "subclass"])
def test_text_is_escaped_on_every_level(text: str) -> None:
    template = environment(()).from_string(
        "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ x }}{% for y in [x] %}"
        "{{ m(y) }}{% endfor %}"
    )

    assert template.render(x=text) == "&lt;b&gt;&amp;<i>&lt;b&gt;&amp;</i>"


def test_html_of_ours_is_written_as_it_is() -> None:
    assert environment(()).from_string("{{ x }}").render(x=Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


def test_calls_in_loops_are_given_what_the_template_gives() -> None:
    template = environment(()).from_string("{% for y in [1, 2] %}{{ f(y, z=3) }} {% endfor %}")

    assert template.render(f=lambda y, *, z: y * z) == "3 6 "


def test_a_call_of_what_is_unknown_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment(()).from_string("{{ f() }}").render()


def test_a_dot_is_an_attribute_and_a_key_stands_in_brackets() -> None:
    told = {"items": "a key", "of": "1 < 2"}
    template = environment(()).from_string('{{ told["items"] }} {{ told.get("of") }}')
    assert template.render(told=told) == "a key 1 &lt; 2"
    with pytest.raises(AttributeError):
        environment(()).from_string("{{ told.of }}").render(told=told)
    with pytest.raises(UndefinedError):
        environment(()).from_string("{{ other.of }}").render(told=told)


def test_calls_take_what_python_has_no_word_for() -> None:
    def said(*texts: str, **named: str) -> str:
        return f"{' '.join(texts)} {' '.join(f'{k}={v}' for k, v in named.items())}"

    template = environment(()).from_string(
        '{{ f("a", class="b") }}|{{ f(*["c", "d"], e="f") }}|{{ f("g", **{"h": "i"}) }}'
    )
    assert template.render(f=said) == "a class=b|c d e=f|g h=i"
