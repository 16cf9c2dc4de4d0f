-- Node-hours in which more was allocated than there is. Whole hours of the window come from the sums made at import;
-- hours that the window cuts, and jobs, are added up from their samples.
CREATE OR REPLACE TEMP TABLE overfull AS
WITH sums AS (
    SELECT node, cluster, hour, ca::HUGEINT AS ca, ra::HUGEINT AS ra, ga::HUGEINT AS ga FROM usage_hours WHERE hour >= ${whole_from} AND hour < ${whole_to}
    UNION ALL
    SELECT s.node, s.cluster, date_trunc('hour', s.ts), s.ca::HUGEINT, s.ra::HUGEINT, s.ga::HUGEINT
    FROM usage_samples s
    WHERE ${cut} AND s.ts >= ${from} AND s.ts < ${to} AND (s.ts < ${whole_from} OR s.ts >= ${whole_to})
    UNION ALL
    SELECT s.node, s.cluster, date_trunc('hour', s.ts), s.ca::HUGEINT, s.ra::HUGEINT, s.ga::HUGEINT
    FROM job_samples s
    WHERE s.ts >= ${from} AND s.ts < ${to}
),
totals AS (
    SELECT node, any_value(cluster) AS cluster, hour AS ts, sum(ca) AS ca, sum(ra) AS ra, sum(ga) AS ga
    FROM sums GROUP BY node, ${by_cluster} hour
),
priced AS (
    SELECT s.ts AS hour, s.ca, s.ra, s.ga, a.id, a.asset,
        date_diff('second', greatest(s.ts, a.f, ${from}), least(s.ts + INTERVAL 1 HOUR, a.t, ${to})) AS seconds,
        a.cap_c, a.cap_r, a.cap_g
    FROM totals s JOIN assets a
        ON s.node = a.asset AND s.ts + INTERVAL 1 HOUR > a.f AND s.ts < a.t AND ${same_cluster}
)
SELECT *,
    cap_c * seconds AS room_c, cap_r * seconds AS room_r, cap_g * seconds AS room_g,
    coalesce(ca * 100 > cap_c * seconds * 101, false) OR coalesce(ra * 100 > cap_r * seconds * 101, false)
        OR coalesce(ga * 100 > cap_g * seconds * 101, false) AS notable,
    coalesce(ca > cap_c * seconds, false) OR coalesce(ra > cap_r * seconds, false)
        OR coalesce(ga > cap_g * seconds, false) AS scaled
FROM priced
