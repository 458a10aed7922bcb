import { Migration } from '@mikro-orm/migrations';

/**
 * Longest wait of the attempts in each hour and day. All rows are counted again from the attempts. The default is for a
 * gateway of the earlier release that still runs.
 */
export class M0034LongestWaits extends Migration {
  override up(): void {
    this.addSql('delete from activity');
    this.addSql('alter table activity add column longest_wait_ms bigint not null default 0');
    this.addSql(`insert into activity (span, since, state, cause, runner_id, attempts, wait_ms, longest_wait_ms,
        waits_over_10_min, waits_over_1_h)
      with happened as (
        select started_at as at, 'started' as state, '' as cause, coalesce(runner_id, '') as runner_id,
          greatest(0, floor(extract(epoch from started_at) * 1000)
            - floor(extract(epoch from requested_at) * 1000))::bigint as wait_ms
        from attempt where started_at is not null
        union all
        select completed_at, status, coalesce(failure->>'cause', ''), coalesce(runner_id, ''), 0
        from attempt where completed_at is not null)
      select span, date_trunc(span, at at time zone 'UTC') at time zone 'UTC', state, cause, runner_id,
        count(*), sum(wait_ms), max(wait_ms), count(*) filter (where wait_ms > 600000),
        count(*) filter (where wait_ms > 3600000)
      from happened cross join (values ('hour'), ('day')) as spans(span) group by 1, 2, 3, 4, 5`);
  }
}
