import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The sample of the sign algorithm (2018-01-15), signed and built the usual way. Prints nanoseconds for one request. */
public class Sign {
    static final String URL = "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi";
    static final long APP = 100330589;
    static final String SECRET = "123456";
    static final String OPENID = "29439511BB5D23F36BD09F5B0DF94181";
    static final String ACCESS_TOKEN = "1821FD577DD45526CA6EA2ADAC685508";
    static final String EXPECTED = URL
        + "?access_token=1821FD577DD45526CA6EA2ADAC685508&card_id=11746&cmd=qc_set_summary_card"
        + "&oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181&platform=2&style_id=1&version=7.2.5"
        + "&sign=a61529eb51852c7bb6fe396bd62dadcd";

    static String signedUrl(int cardId, int styleId, String version, int platform) throws NoSuchAlgorithmException {
        Map<String, String> params = new TreeMap<>();
        params.put("oauth_consumer_key", Long.toString(APP));
        params.put("openid", OPENID);
        params.put("access_token", ACCESS_TOKEN);
        params.put("cmd", "qc_set_summary_card");
        params.put("card_id", Integer.toString(cardId));
        params.put("style_id", Integer.toString(styleId));
        params.put("version", version);
        params.put("platform", Integer.toString(platform));

        StringBuilder source = new StringBuilder(SECRET);
        StringBuilder url = new StringBuilder(URL).append('?');
        for (Map.Entry<String, String> param : params.entrySet()) {
            source.append('$').append(param.getKey()).append('$').append(param.getValue());
            url.append(URLEncoder.encode(param.getKey(), StandardCharsets.UTF_8)).append('=');
            url.append(URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8)).append('&');
        }
        source.append(SECRET);
        byte[] digest = MessageDigest.getInstance("MD5").digest(source.toString().getBytes(StandardCharsets.UTF_8));
        return url.append("sign=").append(HexFormat.of().formatHex(digest)).toString();
    }

    static int lengths;

    static double nanos(int calls) throws NoSuchAlgorithmException {
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            lengths += signedUrl(11746, 1, "7.2.5", 2).length();
        }
        return (double) (System.nanoTime() - start) / calls;
    }

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        if (!signedUrl(11746, 1, "7.2.5", 2).equals(EXPECTED)) {
            throw new AssertionError(signedUrl(11746, 1, "7.2.5", 2));
        }
        nanos(100_000);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            least = Math.min(least, nanos(500));
        }
        System.out.println(least);
    }
}
