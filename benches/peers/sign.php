<?php
// The sample of the sign algorithm (2018-01-15), signed and built the usual way. Prints nanoseconds for one request.
declare(strict_types=1);

const URL = 'https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi';
const APP = 100330589;
const SECRET = '123456';
const OPENID = '29439511BB5D23F36BD09F5B0DF94181';
const ACCESS_TOKEN = '1821FD577DD45526CA6EA2ADAC685508';
const EXPECTED = URL
    . '?access_token=1821FD577DD45526CA6EA2ADAC685508&card_id=11746&cmd=qc_set_summary_card'
    . '&oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181&platform=2&style_id=1&version=7.2.5'
    . '&sign=a61529eb51852c7bb6fe396bd62dadcd';

function signed_url(int $card_id, int $style_id, string $version, int $platform): string
{
    $params = [
        'oauth_consumer_key' => APP,
        'openid' => OPENID,
        'access_token' => ACCESS_TOKEN,
        'cmd' => 'qc_set_summary_card',
        'card_id' => $card_id,
        'style_id' => $style_id,
        'version' => $version,
        'platform' => $platform,
    ];
    ksort($params);
    $source = SECRET;
    foreach ($params as $name => $value) {
        $source .= '$' . $name . '$' . $value;
    }
    $params['sign'] = md5($source . SECRET);
    return URL . '?' . http_build_query($params, '', '&', PHP_QUERY_RFC3986);
}

function nanos(int $calls): float
{
    $start = hrtime(true);
    for ($call = 0; $call < $calls; $call++) {
        signed_url(11746, 1, '7.2.5', 2);
    }
    return (hrtime(true) - $start) / $calls;
}

if (signed_url(11746, 1, '7.2.5', 2) !== EXPECTED) {
    fwrite(STDERR, signed_url(11746, 1, '7.2.5', 2) . "\n");
    exit(1);
}
$least = INF;
for ($round = 0; $round < 200; $round++) {
    $least = min($least, nanos(500));
}
echo $least, "\n";
