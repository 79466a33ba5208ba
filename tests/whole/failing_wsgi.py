"""Every page of it fails, and so does the page that says so: what an exception says then reaches the web server."""

from typing import Any, Never

from config.errors import quietly
from config.wsgi import application as site


def _fail(environ: dict[str, Any], start_response: object) -> Never:
    raise ValueError(environ["QUERY_STRING"])


def _choose(environ: dict[str, Any], start_response: Any) -> Any:
    fails = environ["PATH_INFO"] == "/fails"
    return (_fail if fails else site)(environ, start_response)


loud = _choose
application = quietly(_choose)
