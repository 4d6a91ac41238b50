"""The sample of the sign algorithm (2018-01-15), signed and built the usual way. Prints nanoseconds for one request."""

import hashlib
import time
from urllib.parse import urlencode

URL = "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi"
APP, SECRET = 100330589, "123456"
OPENID, ACCESS_TOKEN = "29439511BB5D23F36BD09F5B0DF94181", "1821FD577DD45526CA6EA2ADAC685508"
EXPECTED = (
    URL + "?access_token=1821FD577DD45526CA6EA2ADAC685508&card_id=11746&cmd=qc_set_summary_card"
    "&oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181&platform=2&style_id=1&version=7.2.5"
    "&sign=a61529eb51852c7bb6fe396bd62dadcd"
)


def signed_url(card_id, style_id, version, platform):
    params = {
        "oauth_consumer_key": APP,
        "openid": OPENID,
        "access_token": ACCESS_TOKEN,
        "cmd": "qc_set_summary_card",
        "card_id": card_id,
        "style_id": style_id,
        "version": version,
        "platform": platform,
    }
    pairs = sorted(params.items())
    source = SECRET + "".join(f"${name}${value}" for name, value in pairs) + SECRET
    sign = hashlib.md5(source.encode()).hexdigest()
    return f"{URL}?{urlencode([*pairs, ('sign', sign)])}"


def nanos(calls):
    start = time.perf_counter_ns()
    for _ in range(calls):
        signed_url(11746, 1, "7.2.5", 2)
    return (time.perf_counter_ns() - start) / calls


if __name__ == "__main__":
    assert signed_url(11746, 1, "7.2.5", 2) == EXPECTED
    print(min(nanos(500) for _ in range(200)))
