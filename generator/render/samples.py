"""A call as code to paste: curl, Python and JavaScript, whatever its texts hold.

Credentials never stand in a sample: it takes them from environment variables.
"""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.catalog.model import Credentials
from generator.model.call import Call, Carries, Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Code to paste. `id` names what it is for: `curl`, `python`, `javascript`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variable:
    """An environment variable, for what must not be written."""

    name: str


_Text = tuple[str | _Variable, ...]
_LOGIN = Credentials(user="API_USER", password="API_PASSWORD")
_COOKIE = "Cookie"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """A request to write. `keys` are the secrets in its query, by their names."""

    method: str
    url: str
    headers: Mapping[str, _Text]
    keys: Mapping[str, _Variable]
    body: str | None
    body_file: str
    credentials: Credentials | None


def samples(
    call: Call, url: str, headers: Mapping[str, str], credentials: Credentials | None = None
) -> tuple[Sample, ...]:
    """The call at the base URL `url`, with `headers` besides its own.

    Without `credentials` the API is open, or asks for what the call itself says. Nothing for a
    call that is not one HTTP request.
    """
    if call.method is None:
        return ()
    if credentials is None and call.login:
        credentials = _LOGIN
    request = _Request(
        method=call.method,
        url=_address(joined(url, call.path)),
        headers=_headers({**call.headers, **headers}, call.secrets, credentials),
        keys={
            secret.name: _Variable(name=secret.variable)
            for secret in call.secrets
            if secret.carries == Carries.QUERY
        },
        body=call.body,
        body_file=call.body_file,
        credentials=credentials,
    )
    return (
        Sample(id="curl", text=_curl(request)),
        Sample(id="python", text=_python(request)),
        Sample(id="javascript", text=_javascript(request)),
    )


def joined(url: str, path: str) -> str:
    """A base URL with what comes after it."""
    return f"{url.rstrip('/')}/{path.lstrip('/')}" if path else url


def _headers(
    plain: Mapping[str, str], secrets: tuple[Secret, ...], credentials: Credentials | None
) -> Mapping[str, _Text]:
    """The headers with their secrets; the catalogue's login stands in place of another one."""
    found: dict[str, _Text] = {name: (_value(value),) for name, value in plain.items()}
    for secret in secrets:
        variable = _Variable(name=secret.variable)
        if secret.carries == Carries.COOKIE:
            before = (*found[_COOKIE], "; ") if _COOKIE in found else ()
            found[_COOKIE] = (*before, f"{_value(secret.name)}=", variable)
        elif secret.carries == Carries.HEADER:
            name = _value(secret.name)
            if credentials is None or name.lower() != "authorization":
                found[name] = (secret.before, variable) if secret.before else (variable,)
    return found


def _address(url: str) -> str:
    """A URL without blanks and characters nobody sees (RFC 3986, section 2.1)."""
    return "".join(c if c.isprintable() and c != " " else quote(c, errors="replace") for c in url)


def _value(text: str) -> str:
    """A header's value without control characters (RFC 9110, section 5.5)."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def _curl(request: _Request) -> str:
    """For a POSIX shell. A body a terminal could take for commands is written as escapes."""
    options = list(_method(request))
    if any(c in request.url for c in "[]{}"):
        options.append("--globoff")
    if request.credentials is not None:
        login = request.credentials
        options.append(f'--user "${login.user}:${login.password}"')
    for name, value in request.headers.items():
        line: _Text = (f"{name};",) if value == ("",) else (f"{name}: ", *value)
        options.append(f"--header {_words(line)}")
    before = ""
    if request.body is not None and request.body_file:
        options.append(f"--data-binary {_quoted(f'@{request.body_file}')}")
    elif request.body is not None and _is_plain(request.body):
        options.append(f"--data-raw {_quoted(request.body)}")
    elif request.body is not None:
        before = f"printf '%b' {_quoted(_octal(request.body))} | "
        options.append("--data-binary @-")
    return f"{before}curl " + " \\\n  ".join((*options, _words(_with_keys(request))))


def _method(request: _Request) -> Iterator[str]:
    """The option that sets the method, where curl would not take it by itself."""
    if request.method == "HEAD":
        yield "--head"
    elif request.method != ("GET" if request.body is None else "POST"):
        yield f"--request {shlex.quote(request.method)}"


def _with_keys(request: _Request) -> _Text:
    """The address with the secrets that belong in it."""
    pieces: list[str | _Variable] = [request.url]
    between = "&" if "?" in request.url else "?"
    for name, variable in request.keys.items():
        pieces += [f"{between}{quote(name, safe='', errors='replace')}=", variable]
        between = "&"
    return tuple(pieces)


def _words(text: _Text) -> str:
    """As one word of a POSIX shell: what is written in quotes, the value of a variable as it is."""
    return "".join(
        f'"${piece.name}"' if isinstance(piece, _Variable) else _quoted(piece)
        for piece in _joined(text)
    )


def _joined(text: _Text) -> Iterator[str | _Variable]:
    """The pieces, neighbours that are written as one."""
    written: list[str] = []
    for piece in text:
        if isinstance(piece, str):
            written.append(piece)
            continue
        if written:
            yield "".join(written)
            written.clear()
        yield piece
    if written:
        yield "".join(written)


def _quoted(text: str) -> str:
    """As one word of a POSIX shell, in quotes whether it needs them or not."""
    return "'" + text.replace("'", "'\\''") + "'"


def _is_plain(text: str) -> bool:
    """Whether every character shows, so that what is pasted is what is seen."""
    return all(c.isprintable() or c == "\n" for c in text)


def _octal(text: str) -> str:
    """As `printf '%b'` reads it (POSIX)."""
    shown = text.replace("\\", "\\\\")
    return "".join(
        c if c.isprintable() else "".join(f"\\0{byte:03o}" for byte in c.encode(errors="replace"))
        for c in shown
    )


def _python(request: _Request) -> str:
    """With requests: most code that calls an API has it, and it shows what an error answers."""
    return "\n".join(_python_lines(request))


def _python_lines(request: _Request) -> Iterator[str]:
    if request.credentials is not None or _holds_secrets(request):
        yield "import os\n"
    yield "import requests\n"
    yield "response = requests.request("
    yield f"    {_python_text(request.method)},"
    yield f"    {_python_text(request.url)},"
    if request.credentials is not None:
        login = (request.credentials.user, request.credentials.password)
        user, password = (f'os.environ["{name}"].encode()' for name in login)
        yield f"    auth=({user}, {password}),"
    if request.headers:
        yield "    headers={"
        for name, value in request.headers.items():
            yield f"        {_python_text(name)}: {_python_value(value)},"
        yield "    },"
    if request.keys:
        yield "    params={"
        for name, variable in request.keys.items():
            yield f"        {_python_text(name)}: {_python_value((variable,))},"
        yield "    },"
    if request.body is not None:
        yield f"    data={_python_text(request.body)}.encode(),"
    yield "    timeout=30,"
    yield ")"
    yield "print(response.text)"


def _holds_secrets(request: _Request) -> bool:
    return bool(request.keys) or any(
        isinstance(piece, _Variable) for value in request.headers.values() for piece in value
    )


def _python_value(text: _Text) -> str:
    return " + ".join(
        f'os.environ["{piece.name}"]' if isinstance(piece, _Variable) else _python_text(piece)
        for piece in _joined(text)
    )


def _python_text(text: str) -> str:
    """As a literal, over several lines where the text has them."""
    text = text.replace("\\", "\\\\")
    if "\n" not in text:
        return '"' + _visible(text.replace('"', '\\"'), "\\U{:08x}") + '"'
    text = text.replace('"""', '\\"\\"\\"')
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return '"""' + _visible(text, "\\U{:08x}") + '"""'


def _javascript(request: _Request) -> str:
    """With fetch, as a module for Node.js 18 or later."""
    return "\n".join(_javascript_lines(request))


def _javascript_lines(request: _Request) -> Iterator[str]:
    if request.credentials is not None:
        login = request.credentials
        yield f"const {{ {login.user}, {login.password} }} = process.env;"
    yield f"const response = await fetch({_javascript_address(request)}, {{"
    yield f"  method: {_javascript_text(request.method)},"
    if request.headers or request.credentials is not None:
        yield "  headers: {"
        if request.credentials is not None:
            both = f"`${{{login.user}}}:${{{login.password}}}`"
            yield f'    Authorization: "Basic " + Buffer.from({both}).toString("base64"),'
        for name, value in request.headers.items():
            yield f"    {_javascript_text(name)}: {_javascript_value(value)},"
        yield "  },"
    if request.body is not None:
        yield f"  body: {_javascript_text(request.body)},"
    yield "});"
    yield "console.log(await response.text());"


def _javascript_address(request: _Request) -> str:
    return " + ".join(
        f"encodeURIComponent(process.env.{piece.name})"
        if isinstance(piece, _Variable)
        else _javascript_text(piece)
        for piece in _joined(_with_keys(request))
    )


def _javascript_value(text: _Text) -> str:
    return " + ".join(
        f"process.env.{piece.name}" if isinstance(piece, _Variable) else _javascript_text(piece)
        for piece in _joined(text)
    )


def _javascript_text(text: str) -> str:
    """As a literal, over several lines where the text has them."""
    text = text.replace("\\", "\\\\")
    if "\n" not in text:
        return '"' + _visible(text.replace('"', '\\"'), "\\u{{{:x}}}") + '"'
    text = text.replace("`", "\\`").replace("${", "\\${")
    return "`" + _visible(text, "\\u{{{:x}}}") + "`"


def _visible(text: str, code: str) -> str:
    """The text with every character that does not show as its `code`."""
    if all(line.isprintable() for line in text.split("\n")):
        return text
    return "".join(c if c.isprintable() or c == "\n" else code.format(ord(c)) for c in text)
