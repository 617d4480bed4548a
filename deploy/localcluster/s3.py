"""As much of an S3 client as a cluster needs to make its bucket and to look into it: signed requests without a body.

Signature: AWS General Reference, "Signature Version 4", path style, payload unsigned.
"""
import datetime
import hashlib
import hmac
import re
import urllib.parse
import urllib.request

from . import web

ACCESS_KEY = "tranche-test"  # the one that S3ProxyServer knows; so is its secret
SECRET_KEY = "tranche-test-secret"
BUCKET = "tranche"
REGION = "us-east-1"


class S3:
    def __init__(self, endpoint):
        self._endpoint = endpoint

    def answers(self):
        """Whether it answers, be it that there is no such bucket yet."""
        answer = self._call("GET", f"/{BUCKET}", {"max-keys": "1"})
        return answer is not None and answer[0] in (200, 404)

    def make_bucket(self):
        """Makes the bucket if it is not there; says whether it is."""
        answer = self._call("GET", f"/{BUCKET}", {"max-keys": "1"})
        if answer and answer[0] == 404:
            answer = self._call("PUT", f"/{BUCKET}", {}, seconds=60)
        return answer is not None and answer[0] == 200

    def unfinished_uploads(self):
        """Their keys; None if the server does not say."""
        answer = self._call("GET", f"/{BUCKET}", {"uploads": ""})
        if answer is None or answer[0] != 200:
            return None
        uploads = re.findall(r"<Upload>.*?<Key>(.*?)</Key>", answer[1].decode(), re.S)
        return uploads

    def keys(self):
        """The keys of all objects, of at most 1,000; None if the server does not say."""
        answer = self._call("GET", f"/{BUCKET}", {})
        if answer is None or answer[0] != 200:
            return None
        return re.findall(r"<Contents>.*?<Key>(.*?)</Key>", answer[1].decode(), re.S)

    def _call(self, method, path, parameters, seconds=5):
        query = "&".join(f"{key}={urllib.parse.quote(value, safe='')}" for key, value in sorted(parameters.items()))
        url = f"{self._endpoint}{path}" + (f"?{query}" if query else "")
        host = urllib.parse.urlsplit(url).netloc
        headers = signed(method, host, path, query, datetime.datetime.now(datetime.timezone.utc))
        return web.send(urllib.request.Request(url, headers=headers, method=method), seconds)


def signed(method, host, path, query, now):
    """The headers of a request without a body."""
    time, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    headers = {"host": host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": time}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = "\n".join([method, path, query, lines, names, "UNSIGNED-PAYLOAD"])
    scope = f"{day}/{REGION}/s3/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", time, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + SECRET_KEY).encode()
    for word in (day, REGION, "s3", "aws4_request"):
        key = hmac.digest(key, word.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "Authorization": credential}
