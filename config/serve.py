"""What the units start: granian, on a socket that outlives it.

The first start gives the socket to systemd to keep (FileDescriptorStoreMax), and each later one gets it back: whoever
asks while the service is started anew waits in its queue. Ended on purpose, the service leaves no socket. Without
systemd it is granian as it is.
"""

import os
import socket

from granian import cli
from granian._granian import SocketHolder
from granian.server import Server

# The first that systemd hands on: sd_listen_fds(3).
_HANDED_ON = 3


class OnAKeptSocket(Server):
    """It overrides what a release of granian may rename: what its pinned one does is tried by tests/deploy."""

    def _init_shared_socket(self) -> None:
        keeper = os.environ.pop("NOTIFY_SOCKET", "")
        if not keeper:
            super()._init_shared_socket()
            return
        if os.environ.get("LISTEN_PID") == str(os.getpid()):
            self._sso = socket.socket(fileno=_HANDED_ON)
            self._sfd = self._sso.fileno()
            self._shd = SocketHolder(self._sfd, True, self.backlog)
        else:
            # Of one that was killed before it could give its socket away.
            self.bind_uds.unlink(missing_ok=True)
            super()._init_shared_socket()
            _keep(self._sso, self.backlog, keeper)
        # At its end it would take the address away.
        self.bind_uds = None


def _keep(bound: socket.socket, backlog: int, keeper: str) -> None:
    """sd_pid_notify_with_fds(3). What nobody listens on yet would count as hung up."""
    bound.listen(backlog)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.connect(f"\0{keeper[1:]}" if keeper.startswith("@") else keeper)
        socket.send_fds(link, [b"FDSTORE=1\nFDNAME=site\nFDPOLL=0"], [bound.fileno()])


if __name__ == "__main__":
    cli.Server = OnAKeptSocket
    cli.entrypoint()
