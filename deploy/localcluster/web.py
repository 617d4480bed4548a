"""HTTP for people in a hurry: an answer or None, never an exception for a server that is away."""
import http.client
import json
import urllib.error
import urllib.request

# Loopback is asked directly, whatever proxy the environment names.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def get(url, headers=None, seconds=5):
    """Status and body; None if nobody answers in time."""
    return send(urllib.request.Request(url, headers=headers or {}), seconds)


def post(url, body, seconds=5):
    headers = {"Content-Type": "application/json"}
    return send(urllib.request.Request(url, data=json.dumps(body).encode(), headers=headers, method="POST"), seconds)


def send(request, seconds=5):
    try:
        with DIRECT.open(request, timeout=seconds) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return _refusal(error)
    except (OSError, http.client.HTTPException):
        return None


def _refusal(error):
    try:
        return error.code, error.read()
    except (OSError, http.client.HTTPException):
        return None
