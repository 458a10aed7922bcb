import { Migration } from '@mikro-orm/migrations';

/** Numbers of attempts that started or ended in each hour and day, counted from the attempts so far. */
export class M0032Activity extends Migration {
  override up(): void {
    this.addSql(`create table activity (span text not null, since timestamptz not null, state text not null,
      cause text not null, runner_id text not null, attempts bigint not null, wait_ms bigint not null,
      waits_over_10_min bigint not null, waits_over_1_h bigint not null,
      primary key (span, since, state, cause, runner_id))`);
    this.addSql(`insert into activity
      with happened as (
        select started_at as at, 'started' as state, '' as cause, coalesce(runner_id, '') as runner_id,
          greatest(0, floor(extract(epoch from started_at) * 1000)
            - floor(extract(epoch from requested_at) * 1000))::bigint as wait_ms
        from attempt where started_at is not null
        union all
        select completed_at, status, coalesce(failure->>'cause', ''), coalesce(runner_id, ''), 0
        from attempt where completed_at is not null)
      select span, date_trunc(span, at at time zone 'UTC') at time zone 'UTC', state, cause, runner_id,
        count(*), sum(wait_ms), count(*) filter (where wait_ms > 600000), count(*) filter (where wait_ms > 3600000)
      from happened cross join (values ('hour'), ('day')) as spans(span) group by 1, 2, 3, 4, 5`);
  }
}
