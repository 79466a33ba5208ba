"""nginx in front, as deploy/ sets it up, but without TLS: the load comes from this machine and pays for its own."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

from benchmarks.parts import HOST, Place, free_port, wait_for
from local.arguments import CHECKOUT
from local.processes import end, spawn

# Each visitor of a benchmark has an address of its own, and says it here.
ADDRESS = "X-Benchmark-Address"
_WORDS = r"(begin\|write\|check\|thanks\|back\|leave.*?\n *proxy_pass http://)public_side"


def front(
    site: Place, *, public: int, writing: Sequence[int], team: int, static: Path = CHECKOUT / "staticfiles"
) -> int:
    """Start it before these ports; returns its own. `writing`: who takes Sends, if it is not the public one."""
    run = Path(tempfile.mkdtemp(prefix="chorus-front-"))
    site.stack.callback(shutil.rmtree, run, ignore_errors=True)
    port = free_port()
    (run / "nginx.conf").write_text(_conf(run, port, static, public=public, writing=writing, team=team))
    command = ["nginx", "-p", str(run), "-e", str(run / "error"), "-c", str(run / "nginx.conf")]
    process = spawn(command, cwd=run, stderr=subprocess.DEVNULL)
    site.stack.callback(end, process)
    wait_for(port, process)
    return port


def _conf(run: Path, port: int, static: Path, *, public: int, writing: Sequence[int], team: int) -> str:
    text = (CHECKOUT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
    before, after = text.split("    # Under another name")
    *_others, ours = after.split("    server {\n        listen 443 ssl http2;\n")
    before = re.sub(r"^ *ssl_.*\n", "", before, flags=re.MULTILINE)
    upstreams = "".join(f"        server {HOST}:{each} max_fails=0;\n" for each in writing or (public,))
    text = f"{before}    upstream writing_side {{\n{upstreams}        keepalive 32;\n    }}\n"
    text += f"    server {{\n        listen {HOST}:{port};\n{ours}"
    text = re.sub(_WORDS, r"\1writing_side", text)
    for theirs, here in (
        ("user www-data;", f"user {getuser()};\ndaemon off;"),
        ("worker_processes auto;", "worker_processes 1;"),
        ("@NAMES@", HOST),
        ("@ONION@", ""),
        ("unix:/run/chorus-public/site.sock", f"{HOST}:{public}"),
        ("unix:/run/chorus-team/site.sock", f"{HOST}:{team}"),
        ("default $remote_addr;", f"default $http_{ADDRESS.lower().replace('-', '_')};"),
        ("/opt/chorus/app/staticfiles/", f"{static}/"),
        ("/run/chorus-pages", f"{run}/pages"),
        ("/run/nginx.pid", f"{run}/nginx.pid"),
    ):
        text = text.replace(theirs, here)
    return re.sub(r"^ *listen (\[::\]|127.0.0.1:8943).*\n", "", text, flags=re.MULTILINE)
