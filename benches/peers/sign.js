// The sample of the sign algorithm (2018-01-15), signed and built the usual way. Prints nanoseconds for one request.
"use strict";

const assert = require("node:assert");
const { createHash } = require("node:crypto");

const URL_ = "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi";
const APP = 100330589;
const SECRET = "123456";
const OPENID = "29439511BB5D23F36BD09F5B0DF94181";
const ACCESS_TOKEN = "1821FD577DD45526CA6EA2ADAC685508";
const EXPECTED =
  URL_ +
  "?access_token=1821FD577DD45526CA6EA2ADAC685508&card_id=11746&cmd=qc_set_summary_card" +
  "&oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181&platform=2&style_id=1&version=7.2.5" +
  "&sign=a61529eb51852c7bb6fe396bd62dadcd";

function signedUrl(cardId, styleId, version, platform) {
  const params = {
    oauth_consumer_key: APP,
    openid: OPENID,
    access_token: ACCESS_TOKEN,
    cmd: "qc_set_summary_card",
    card_id: cardId,
    style_id: styleId,
    version,
    platform,
  };
  const names = Object.keys(params).sort();
  const source = SECRET + names.map((name) => `$${name}$${params[name]}`).join("") + SECRET;
  const query = new URLSearchParams(names.map((name) => [name, params[name]]));
  query.append("sign", createHash("md5").update(source).digest("hex"));
  return `${URL_}?${query}`;
}

function nanos(calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call += 1) signedUrl(11746, 1, "7.2.5", 2);
  return Number(process.hrtime.bigint() - start) / calls;
}

assert.strictEqual(signedUrl(11746, 1, "7.2.5", 2), EXPECTED);
nanos(20000);
console.log(Math.min(...Array.from({ length: 200 }, () => nanos(500))));
