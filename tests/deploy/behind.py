"""A whole server on this machine: PostgreSQL, the two services as their units start them, nginx with TLS in front."""

import http.client
import socket
import ssl
import subprocess
import time
from pathlib import Path

from local.arguments import CHECKOUT
from local.processes import end, spawn
from local.roles import OWNER, PUBLIC, make_roles
from tests.deploy.units import NAME, ONION, command_of, environment_of, nginx_conf
from tests.whole.client import Client
from tests.whole.parts import Parts
from tests.whole.site import SECONDS, free_port

TOLD = {
    "CHORUS_LOCAL": "False",
    "CHORUS_HOSTS": f"{NAME},{ONION}",
    "CHORUS_ADDRESS_HEADER": "X-Chorus-Address",
    # So that a test need not wait for an hour or a Friday.
    "CHORUS_SECOND_READER": "False",
    "CHORUS_PRACTICE": "False",
    "CHORUS_UNDO_MINUTES": "0",
    "CHORUS_GROUPS_AT_ONCE": "True",
}


class Visitor(Client):
    """A browser that comes through nginx by TLS."""

    def __init__(self, port: int, **headers: str) -> None:
        super().__init__(port, Host=NAME, Referer=f"https://{NAME}/", **headers)

    def _link(self) -> http.client.HTTPConnection:
        return TLSByName(self.port)


class TLSByName(http.client.HTTPSConnection):
    """TLS to this machine under the server's name; its certificate is one of our own making."""

    def __init__(self, port: int, name: str = NAME) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.server_name, self.context = name, context
        super().__init__("127.0.0.1", port, timeout=20, context=context)

    def connect(self) -> None:
        """Connect, and say the name."""
        self.sock = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self.context.wrap_socket(self.sock, server_hostname=self.server_name)


class Server(Parts):
    """All of it, under `home`; `https` and `http` are nginx's ports."""

    def __init__(self, home: Path) -> None:
        self.run = home / "run"
        for name in ("chorus-public", "chorus-team"):
            (self.run / name).mkdir(parents=True)
        super().__init__(home, **TOLD, CHORUS_SERVE=environment_of("chorus-team.service")["CHORUS_SERVE"])
        self.urls = make_roles(self.server, self.data)
        self.start_public()
        self.http, self.https, self.onion = free_port(), free_port(), free_port()
        self.nginx = self._start_nginx()

    def _start_web(self, port: int, environment: dict[str, str]) -> subprocess.Popen:
        unit = f"chorus-{environment['CHORUS_SERVE']}"
        with (self.home / "said.txt").open("ab") as said:
            command = command_of(f"{unit}.service", self.run)
            web = spawn(command, cwd=CHECKOUT, env=environment, stdout=said, stderr=said)
        _wait_for(self.run / unit / "site.sock", web)
        return web

    def _conf(self) -> str:
        """What nginx is told."""
        certificate, key = self._certificate()
        return nginx_conf(
            run=self.run,
            static=CHECKOUT / "staticfiles",
            certificate=certificate,
            key=key,
            http=self.http,
            https=self.https,
            onion=self.onion,
        )

    def _start_nginx(self) -> subprocess.Popen:
        conf = self.run / "nginx.conf"
        conf.write_text(self._conf())
        # What it writes itself, until the configuration is read, goes where the tests look as well.
        with (self.home / "said.txt").open("ab") as said:
            command = [
                "nginx",
                "-p",
                str(self.run),
                "-e",
                str(self.home / "nginx-error.txt"),
                "-c",
                str(conf),
            ]
            nginx = spawn(command, cwd=self.run, stdout=said, stderr=said)
        until = time.monotonic() + SECONDS
        while not _listens(self.https):
            assert nginx.poll() is None and time.monotonic() < until, (self.home / "said.txt").read_text()
            time.sleep(0.05)
        return nginx

    def _certificate(self) -> tuple[Path, Path]:
        certificate, key = self.run / "certificate.pem", self.run / "key.pem"
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        files = ["-subj", f"/CN={NAME}", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run([*command.split(), *files], check=True, capture_output=True)
        return certificate, key

    def start_public(self) -> None:
        """The public service, as its own role."""
        serve = environment_of("chorus-public.service")["CHORUS_SERVE"]
        told = {"CHORUS_SERVE": serve, "DATABASE_URL": self.urls[PUBLIC]}
        self.public_web = self._start_web(0, self.environment | told)

    def end_public(self) -> None:
        """The public service ends, as it does for a restart."""
        end(self.public_web)

    def visitor(self, **headers: str) -> Visitor:
        """Somebody new."""
        return Visitor(self.https, **headers)

    def housekeeping(self) -> None:
        """One round of it, as its unit does it."""
        told = self.environment | {"CHORUS_OWNER_DATABASE_URL": self.urls[OWNER]}
        command = command_of("chorus-housekeeping.service", self.run)
        subprocess.run(command, cwd=CHECKOUT, env=told, check=True, timeout=SECONDS)

    def stop(self) -> None:
        """End all of it."""
        end(self.nginx)
        end(self.public_web)
        super().stop()


def _wait_for(path: Path, web: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS
    while not answers(path):
        assert web.poll() is None and time.monotonic() < until
        time.sleep(0.05)


def answers(path: Path) -> bool:
    """Whether a service answers on its socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(SECONDS)
        try:
            probe.connect(str(path))
            probe.sendall(f"GET /healthz HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            return b" 200 " in probe.recv(100)
        except OSError:
            return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
