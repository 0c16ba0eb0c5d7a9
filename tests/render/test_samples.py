"""A sample, pasted as it stands, makes the very call it was made from."""

import base64
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.catalog.model import Credentials
from generator.model.call import Call, Carries, Secret
from generator.render.samples import samples

# No proxy of this machine may stand between a sample and the server it is tried on.
NAMES = Credentials(user="API_USER", password="API_PASSWORD")
LOGIN = {"API_USER": "kåre", "API_PASSWORD": 'p:å"$`\\ 1', "NO_PROXY": "*", "no_proxy": "*"}
JSON = {"Content-Type": "application/json"}
QUERY = '{\n  "query": "query Emner($n: Int) { emner(first: $n) { id } }"\n}'
HOSTILE = (
    "'; touch /tmp/x; '",
    '"""\n"""" ""',
    '\n"',
    "\n\\",
    "`${process.exit(1)}`\n$(id)",
    "@/etc/passwd",
    "--config",
    "æøå 🎓\u2028\u202e",
    "\x1b[201~\nrm -rf ~\r\n\t\x00\x85\\n\\033",
    "",
)


class Arrived(NamedTuple):
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Listener(NamedTuple):
    url: str
    arrived: list[Arrived]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """A server on this machine that writes down what arrives and answers with the method."""
    arrived: list[Arrived] = []

    class Handler(BaseHTTPRequestHandler):
        def take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            arrived.append(Arrived(self.command, self.path, headers, body))
            self.send_response(200)
            self.send_header("Content-Length", "0" if self.command == "HEAD" else "2")
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else b"ok")

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = take  # noqa: N815 # its names

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Listener(f"http://127.0.0.1:{server.server_port}/graphql/", arrived)
        server.shutdown()
        thread.join()


def call(
    body: str | None = QUERY,
    method: str | None = "POST",
    path: str = "",
    headers: Mapping[str, str] = JSON,
) -> Call:
    return Call(method=method, path=path, headers=headers, body=body, shown=(), uses=())


def text(
    id_: str,
    of: Call,
    url: str = "https://api.example/graphql/",
    headers: Mapping[str, str] | None = None,
    credentials: Credentials | None = None,
) -> str:
    made = {s.id: s.text for s in samples(of, url, headers or {}, credentials)}
    assert list(made) == ["curl", "python", "javascript"]
    return made[id_]


def run_curl(pasted: Iterable[str]) -> None:
    run(["sh", "-ec", "\n".join(pasted)])


def run_python(pasted: Iterable[str]) -> None:
    with mock.patch.dict(os.environ, LOGIN), redirect_stdout(StringIO()):
        for sample in pasted:
            exec(compile(sample, "sample.py", "exec"), {})


def run_javascript(pasted: Iterable[str]) -> None:
    run(["node", "--input-type=module", "-"], "".join(f"{{\n{sample}\n}}\n" for sample in pasted))


def run(command: list[str], given: str | None = None) -> None:
    done = subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **LOGIN},
    )
    assert done.returncode == 0, done.stderr


RUN = {"curl": run_curl, "python": run_python, "javascript": run_javascript}
NEEDS = {"curl": "curl", "javascript": "node"}
CLIENTS = [
    pytest.param(
        id_,
        marks=pytest.mark.skipif(
            shutil.which(NEEDS.get(id_, "sh")) is None, reason=f"no {NEEDS.get(id_)} here"
        ),
    )
    for id_ in RUN
]
bodies = st.one_of(
    st.text("aæ\"'`$\\{}()!@%&;\n\r\t\x00\x1b\u2028 ", max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(HOSTILE),
)
values = st.from_regex(r"[!-~]([ -~]{0,20}[!-~])?", fullmatch=True)


def arrives(
    listener: Listener,
    id_: str,
    of: Call,
    headers: Mapping[str, str],
    credentials: Credentials | None = None,
) -> Arrived:
    """What the server gets from the sample."""
    listener.arrived.clear()
    RUN[id_]([text(id_, of, listener.url, headers, credentials)])
    (found,) = listener.arrived
    return found


def test_curl_sends_a_saved_body_from_its_file(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    envelope = "<a>\n  <b>æ</b>\n</a>\n"
    of = replace(call(envelope, headers={"SOAPAction": '"urn:x"'}), body_file="request.xml")
    monkeypatch.chdir(tmp_path)
    Path("request.xml").write_text(envelope, encoding="utf-8")
    sample = text("curl", of, listener.url)
    assert "--data-binary '@request.xml'" in sample
    listener.arrived.clear()
    run_curl([sample])
    (found,) = listener.arrived
    assert (found.method, found.body) == ("POST", envelope.encode()), "line ends are kept"
    assert found.headers["soapaction"] == '"urn:x"'


def test_other_clients_hold_a_body_that_curl_takes_from_a_file(listener: Listener) -> None:
    of = replace(call("<a>\n</a>"), body_file="request.xml")
    listener.arrived.clear()
    run_python([text("python", of, listener.url)])
    (found,) = listener.arrived
    assert found.body == b"<a>\n</a>"


@pytest.mark.parametrize("id_", CLIENTS)
@given(given=st.lists(st.tuples(bodies, values), min_size=1, max_size=25))
@example(given=[(body, "'\"`$(id)\\ ${x}") for body in (*HOSTILE, "\n" + "\n".join(HOSTILE))])
@settings(max_examples=5)
def test_body_and_headers_arrive_as_they_are(
    listener: Listener, id_: str, given: list[tuple[str, str]]
) -> None:
    listener.arrived.clear()
    RUN[id_](text(id_, call(body), listener.url, {"Feature-Flags": flags}) for body, flags in given)
    for (body, flags), found in zip(given, listener.arrived, strict=True):
        assert found.body == body.encode()
        assert found.method == "POST"
        assert found.path == "/graphql/"
        assert found.headers["content-type"] == "application/json"
        assert found.headers["feature-flags"] == flags
        assert "authorization" not in found.headers


@pytest.mark.parametrize("id_", CLIENTS)
def test_credentials_come_from_the_environment_as_utf8(listener: Listener, id_: str) -> None:
    found = arrives(listener, id_, call(), {}, NAMES)
    token = base64.b64encode(f"{LOGIN['API_USER']}:{LOGIN['API_PASSWORD']}".encode()).decode()
    assert found.headers["authorization"] == f"Basic {token}"
    assert "feature-flags" not in found.headers


@pytest.mark.parametrize("id_", CLIENTS)
@pytest.mark.parametrize(
    ("method", "body"),
    [("GET", None), ("HEAD", None), ("POST", None), ("DELETE", None), ("PUT", "{}"), ("POST", "")],
)
def test_the_method_and_the_path_are_the_calls(
    listener: Listener, id_: str, method: str, body: str | None
) -> None:
    made = call(body, method, "/personer/[1]{a}?q=b c'd", {})
    found = arrives(listener, id_, made, {})
    assert found.method == method
    # fetch escapes what RFC 3986 does not allow in a URL; the others send it as it is given.
    assert re.sub(r"%(27|5B|5D|7B|7D)", lambda m: chr(int(m[1], 16)), found.path) == (
        "/graphql/personer/[1]{a}?q=b%20c'd"
    )
    assert found.body == (body or "").encode()


@given(body=st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n")))
@example(body="'\n'\\''\n\n")
@example(body=" \\\n")
def test_a_shell_reads_the_curl_line_word_by_word(body: str) -> None:
    line = text("curl", call(body), headers={"Feature-Flags": "beta"}, credentials=NAMES)
    words = shlex.split(line)
    given_body = words.index("--data-raw") + 1
    assert words[given_body] == body
    # shlex takes the end of a continued line for a word; a shell does not.
    assert [word for n, word in enumerate(words) if word != "\n" and n != given_body] == [
        "curl",
        "--user",
        "$API_USER:$API_PASSWORD",
        "--header",
        "Content-Type: application/json",
        "--header",
        "Feature-Flags: beta",
        "--data-raw",
        "https://api.example/graphql/",
    ]


@pytest.mark.parametrize("id_", RUN)
@pytest.mark.parametrize("odd", HOSTILE)
def test_what_is_pasted_shows(id_: str, odd: str) -> None:
    """A character that does not show could end a paste and begin a command."""
    made = call(odd, "POST", f"/{odd}", {"X-Odd": odd})
    sample = text(id_, made, headers={"X-Other": odd})
    assert all(c.isprintable() or c == "\n" for c in sample)


def test_the_curl_sample_is_what_a_person_would_write() -> None:
    flags = {"Feature-Flags": "beta"}
    assert text("curl", call(), headers=flags, credentials=NAMES) == (
        'curl --user "$API_USER:$API_PASSWORD" \\\n'
        "  --header 'Content-Type: application/json' \\\n"
        "  --header 'Feature-Flags: beta' \\\n"
        "  --data-raw '{\n"
        '  "query": "query Emner($n: Int) { emner(first: $n) { id } }"\n'
        "}' \\\n"
        "  'https://api.example/graphql/'"
    )


def test_the_variables_may_have_other_names() -> None:
    own = Credentials(user="FS_API_BRUKER", password="FS_API_PASSORD")
    for sample in samples(call(), "https://api.example/", {}, own):
        assert "FS_API_BRUKER" in sample.text
        assert "FS_API_PASSORD" in sample.text
        assert "API_USER" not in sample.text


def test_a_call_that_is_no_request_has_no_samples() -> None:
    assert samples(call(method=None), "https://api.example/", {}, None) == ()


def test_a_header_without_a_value_is_sent_by_curl_too(listener: Listener) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    assert arrives(listener, "curl", call(), {"X-Empty": ""}).headers["x-empty"] == ""


TOKEN = Secret(
    carries=Carries.HEADER, name="Authorization", variable="ACCESS_TOKEN", before="Bearer "
)
KEY = Secret(carries=Carries.HEADER, name="X-Api-Key", variable="X_API_KEY")
QUERY_KEY = Secret(carries=Carries.QUERY, name="api key", variable="API_KEY")
SESSION = Secret(carries=Carries.COOKIE, name="session", variable="SESSION")
SECRETS = {"ACCESS_TOKEN": "t0ken", "X_API_KEY": "k3y", "API_KEY": "qu3ry", "SESSION": "s3ssion"}


def asking(*secrets: Secret, headers: Mapping[str, str] = JSON, login: bool = False) -> Call:
    return Call(
        method="GET",
        path="personer?side=1",
        headers=headers,
        shown=(),
        uses=(),
        secrets=secrets,
        login=login,
    )


@pytest.mark.parametrize("id_", CLIENTS)
def test_secrets_come_from_the_environment(listener: Listener, id_: str) -> None:
    made = asking(TOKEN, KEY, QUERY_KEY, SESSION, headers={"Cookie": "a=1"})
    with mock.patch.dict(LOGIN, SECRETS):
        found = arrives(listener, id_, made, {})
    assert found.headers["authorization"] == "Bearer t0ken"
    assert found.headers["x-api-key"] == "k3y"
    assert found.headers["cookie"] == "a=1; session=s3ssion"
    assert re.fullmatch(r"/graphql/personer\?side=1&api(\+|%20)key=qu3ry", found.path)


@pytest.mark.parametrize("id_", CLIENTS)
def test_the_login_of_the_catalogue_stands_in_place_of_a_token(
    listener: Listener, id_: str
) -> None:
    found = arrives(listener, id_, asking(TOKEN), {}, NAMES)
    assert found.headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("id_", CLIENTS)
def test_an_operation_may_ask_for_a_login_itself(listener: Listener, id_: str) -> None:
    found = arrives(listener, id_, asking(login=True), {})
    token = base64.b64encode(f"{LOGIN['API_USER']}:{LOGIN['API_PASSWORD']}".encode()).decode()
    assert found.headers["authorization"] == f"Basic {token}"


@pytest.mark.parametrize("id_", RUN)
@pytest.mark.parametrize("odd", HOSTILE)
def test_the_name_of_a_secret_cannot_end_a_sample(id_: str, odd: str) -> None:
    for carries in Carries:
        sample = text(id_, asking(Secret(carries=carries, name=odd, variable="KEY")))
        assert all(c.isprintable() or c == "\n" for c in sample)
        if id_ == "python":
            compile(sample, "sample.py", "exec")
