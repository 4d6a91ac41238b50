"""Calls the sandbox by a generated client (the package `generated` in the current folder), with right and wrong signs.

Arguments: a scenario, and the sandbox's origin. Prints a line of JSON for each call: its name, and what it got.
"""

import hashlib
import json
import sys
from importlib import import_module
from urllib.parse import quote, unquote

sys.path.insert(0, ".")
from generated import Client

SCENARIO, ORIGIN = sys.argv[1:]
CLIENT = Client(base_url=ORIGIN)
PLAYER = {
    "oauth_consumer_key": 100330589,
    "openid": "29439511BB5D23F36BD09F5B0DF94181",
    "access_token": "1821FD577DD45526CA6EA2ADAC685508",
}


def relay_sign(params, secret="123456"):
    """What the document says of the relay's sign, from the names and values that are sent."""
    pairs = "".join(f"${name}${params[name]}" for name in sorted(params))
    return hashlib.md5(f"{secret}{pairs}{secret}".encode()).hexdigest()


def shop_sign(params, secret="shop-secret"):
    pairs = "&".join(f"{name}={quote(str(params[name]), safe='')}" for name in sorted(params))
    return hashlib.md5(f"GET&/v1/cgi&{pairs}&{secret}".encode()).hexdigest().upper()


def tell(name, right, wrong):
    said = {"right": right.to_dict(), "wrong": wrong.to_dict()}
    print(json.dumps([name, {**said, "types": [type(right).__name__, type(wrong).__name__]}]))


def operation(tag, name):
    return import_module(f"generated.api.{tag}.{name}")


def signed(tag, name, sent, arguments, carrier="sign", sign=relay_sign):
    """Calls with the sign of `sent` (wire names), then with none that could be right."""
    call = operation(tag, name).sync
    right, wrong = sign(sent), "0" * 32
    tell(name, *(call(client=CLIENT, **arguments, **{carrier: given}) for given in (right, wrong)))


def shipped():
    card = {**PLAYER, "card_id": 11746, "style_id": 1, "version": "7.2.5"}
    signed("relay", "qc_set_summary_card", {**card, "cmd": "qc_set_summary_card"}, card)

    # JSON without blanks, which httpx would write as `+`.
    friends = json.dumps([{"openid": "朋友 & Co".replace(" ", ""), "type": 0}], separators=(",", ":"), ensure_ascii=False)
    wire = {"fopenids": friends, "imageUrl": "http://a/?b=c&d", "targetUrl": "http://t", "game_tag": "MSG_INVITE"}
    share = {"fopenids": friends, "image_url": wire["imageUrl"], "target_url": "http://t", "game_tag": "MSG_INVITE"}
    always = {"cmd": "send_share_for_inner", "dst": 1001, "flag": 1}
    signed("relay", "send_share_for_inner", {**PLAYER, **wire, **always}, {**PLAYER, **share})

    ids = {12: "1", 26: "1", 27: "456", 28: "476"}
    rows = [{"type": kind, "data": data, "bcover": 1, "expires": 0} for kind, data in ids.items()]
    body = json.dumps({"total": len(rows), "list": rows}, separators=(",", ":"))
    report = {**PLAYER, "appid": 100330589, "param": body}
    for name in ("gc_achieve_report", "gc_achieve_report_get"):
        signed("relay", name, {**report, "cmd": "gc_achieve_report"}, report)

    fmt = import_module("generated.models").GraphFormat.JSON
    for name in ("me", "verify_login"):
        call = operation("graph_oauth2", name).sync
        tell(name, *(call(client=CLIENT, access_token=token, fmt=fmt) for token in (PLAYER["access_token"], "other")))
    call = operation("graph_user", "get_user_info").sync
    tell("get_user_info", *(call(client=CLIENT, **{**PLAYER, "access_token": t}) for t in (PLAYER["access_token"], "x")))

    hooked(card)


def hooked(card):
    """A client that signs whatever is sent, the way a program would do it once for all calls."""
    import httpx

    def signing(secret):
        def sign(request):
            query = request.url.query.decode().replace("+", "%20")
            pairs = [pair.split("=", 1) for pair in query.split("&")]
            params = {unquote(name): unquote(value) for name, value in pairs if name != "sign"}
            pairs = [(name, value) for name, value in pairs if name != "sign"] + [("sign", relay_sign(params, secret))]
            query = "&".join("=".join(pair) for pair in pairs)
            request.url = httpx.URL(str(request.url).split("?")[0] + "?" + query)

        return Client(base_url=ORIGIN, httpx_args={"event_hooks": {"request": [sign]}})

    call = operation("relay", "qc_set_summary_card").sync
    spaced = {**card, "version": "7.2.5 内测+1 & Co"}
    tell("hooked", *(call(client=signing(secret), **spaced, sign="") for secret in ("123456", "654321")))


def own():
    buy = {"app": 1111, "player": "player1", "item": "剑&盾", "amount": 2}
    signed("shop", "buy", {**buy, "action": "buy"}, buy, carrier="signature", sign=shop_sign)
    greeting = {**PLAYER, "friend": "a-friend", "text": "你好"}
    signed("relay", "my_greeting", {**greeting, "cmd": "my_greeting"}, greeting)


{"shipped": shipped, "own": own}[SCENARIO]()
