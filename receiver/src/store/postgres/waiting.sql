-- Each count is of a partial index and ends at $2: what is done costs nothing.
SELECT pending, leased,
    (SELECT received_at FROM qq_cgi.orders WHERE state = 0 ORDER BY id LIMIT 1),
    (SELECT count(*) FROM (SELECT 1 FROM qq_cgi.orders WHERE state = 2 LIMIT $2) AS dead),
    (SELECT count(*) FROM (SELECT 1 FROM qq_cgi.quarantine WHERE state = 0 LIMIT $2) AS held)
FROM (
    SELECT count(*) AS pending, count(*) FILTER (WHERE visible_at > $1) AS leased
    FROM (SELECT visible_at FROM qq_cgi.orders WHERE state = 0 ORDER BY id LIMIT $2) AS first
) AS counted
