"""The Python twin of differential.rs: signs and encodes one parameter set per line, with hashlib and urllib alone."""
import json
import sys
from hashlib import md5
from urllib.parse import quote


def encode(text):
    return quote(text, safe="-._~")


def digest(source):
    return md5(source.encode("utf-8")).hexdigest()


def answer(given):
    secret, method, path = given["secret"], given["method"], given["path"]
    pairs = sorted(given["pairs"], key=lambda pair: pair[0].encode("utf-8"))
    signed = [(name, value) for name, value in pairs if name != "sign"]
    dollars = "".join("$" + name + "$" + value for name, value in signed)
    encoded = "&".join(name + "=" + encode(value) for name, value in signed if name != "format")
    return {
        "relay": digest(secret + dollars + secret),
        "encoded": digest(method + path + "?" + encoded + "&key=" + secret).upper(),
        "query": "&".join(encode(name) + "=" + encode(value) for name, value in pairs),
    }


for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line.decode("utf-8")))))
