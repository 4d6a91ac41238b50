-- Each count is of a partial index and ends at ?2: what is done costs nothing.
SELECT pending, leased,
    (SELECT received_at FROM orders WHERE state = 0 ORDER BY id LIMIT 1),
    (SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE state = 2 LIMIT ?2)),
    (SELECT COUNT(*) FROM (SELECT 1 FROM quarantine WHERE state = 0 LIMIT ?2))
FROM (
    SELECT COUNT(*) AS pending, COUNT(*) FILTER (WHERE visible_at > ?1) AS leased
    FROM (SELECT visible_at FROM orders WHERE state = 0 ORDER BY id LIMIT ?2)
)
