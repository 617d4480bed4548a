"""A proxy in front of the S3 server that can be told to misbehave."""
import contextlib
import socket
import threading
import time

PASS = "pass"
REFUSE = "refuse"  # every request is answered with status 500
HANG = "hang"  # connections are open, and nothing moves
MUTE = "mute"  # requests arrive and take effect, their answers do not

BODY = b"<Error><Code>InternalError</Code><Message>chaos</Message></Error>"
REFUSAL = b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


class S3Faults:
    """A mode holds for connections that are open already, too. Throttled, all requests together get so many bytes a second."""

    def __init__(self, port, upstream_port):
        self._upstream = ("127.0.0.1", upstream_port)
        self._mode = PASS
        self._changed = threading.Condition()
        self._bytes_per_second = None
        self._pace = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def set(self, mode):
        with self._changed:
            self._mode = mode
            self._changed.notify_all()

    def throttle(self, bytes_per_second):
        self._bytes_per_second = bytes_per_second

    def close(self):
        self.set(PASS)
        self._listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client, contextlib.suppress(OSError):
            if self._await_no_hang() == REFUSE:
                while (request := client.recv(65536)) and b"\r\n\r\n" not in request:
                    pass
                client.sendall(REFUSAL)
                client.shutdown(socket.SHUT_WR)
                client.settimeout(1)
                while client.recv(65536):  # what was on its way; closing over it would reset the answer too
                    pass
                return
            with socket.create_connection(self._upstream, timeout=5) as server:
                server.settimeout(None)
                answers = threading.Thread(target=self._pump, args=(server, client, self._answer), daemon=True)
                answers.start()
                self._pump(client, server, self._request)
                answers.join()

    def _pump(self, source, target, check):
        try:
            while (data := source.recv(65536)) and check(len(data)):
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _request(self, size):
        rate = self._bytes_per_second
        if rate:
            with self._pace:
                time.sleep(size / rate)
        return self._await_no_hang() != REFUSE

    def _answer(self, size):
        return self._await_no_hang() not in (REFUSE, MUTE)

    def _await_no_hang(self):
        with self._changed:
            self._changed.wait_for(lambda: self._mode != HANG)
            return self._mode
