"""A network in a box: a resolver and a dialler that lead every name to local test servers."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

Handler = Callable[[socket.socket, bytes], None]
PUBLIC = "93.184.216.34"


class Server:
    """A raw HTTP server on 127.0.0.1: counts connections, keeps requests, says what it is told."""

    def __init__(self, handler: Handler, wrap: Callable[[socket.socket], socket.socket]) -> None:
        self.handler, self.wrap = handler, wrap
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        self.requests: list[bytes] = []
        self.stopped = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            with suppress(OSError):
                connection, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, self.wrap(connection) as wrapped:
            request = b""
            while b"\r\n\r\n" not in request:
                received = wrapped.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request)
            self.handler(wrapped, request)

    def stop(self) -> None:
        self.stopped.set()
        # Closing alone leaves a thread in accept, which takes one more caller of this port.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Wire:
    """Names resolve as ``names`` says; every address leads to the server listed for its port."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.servers: dict[int, Server] = {}
        self.dialled: list[tuple[str, int]] = []
        self.asked: list[str] = []
        self._started: list[Server] = []
        self._resolve, self._connect = socket.getaddrinfo, socket.socket.connect
        monkeypatch.setattr(socket, "getaddrinfo", self._getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", self._dial_from(self))

    def serve(
        self,
        handler: Handler,
        port: int = 80,
        wrap: Callable[[socket.socket], socket.socket] = lambda connection: connection,
    ) -> Server:
        self.servers[port] = server = Server(handler, wrap)
        self._started.append(server)
        return server

    def name(self, host: str, *answers: list[str]) -> str:
        """``host`` resolves to each of ``answers`` in turn, and then to the last for ever."""
        self.names[host] = list(answers) or [[PUBLIC]]
        return host

    def stop(self) -> None:
        for server in self._started:
            server.stop()

    def _getaddrinfo(self, host: str, port: int, *args: object, **kwargs: object) -> list:
        if host not in self.names:
            return self._resolve(host, port, *args, **kwargs)
        self.asked.append(host)
        answers = self.names[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry for one in found for entry in self._resolve(one, port, *args, **kwargs)]

    @staticmethod
    def _dial_from(wire: "Wire") -> Callable[[socket.socket, tuple], None]:
        def connect(self: socket.socket, address: tuple) -> None:
            host, port = address[:2]
            wire.dialled.append((host, port))
            if port not in wire.servers:
                raise ConnectionRefusedError(f"nothing listens on {port}")
            if self.family == socket.AF_INET6:
                raise OSError("no route over IPv6")
            wire._connect(self, ("127.0.0.1", wire.servers[port].port))

        return connect


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    wire = Wire(monkeypatch)
    yield wire
    wire.stop()
