import { Migration } from '@mikro-orm/migrations';

/** Releases up to 0.2.0 did not count the tries that follow a failed one. A rebuild reported these rows as altered. */
export class M0030TriesAgain extends Migration {
  override up(): void {
    this.addSql(`with again as (
        select job_id, attempt, facts->>'process' as process, count(*) as tries from task
          where (facts->>'try')::int > 1 and facts->>'status' <> 'cached' group by 1, 2, 3)
      update attempt set progress = jsonb_set(progress, '{steps}', (
        select jsonb_agg(case when tries is null then step else jsonb_set(step, '{tasks,again}', to_jsonb(tries)) end
          order by position)
          from jsonb_array_elements(progress->'steps') with ordinality as listed(step, position)
          left join again on again.job_id = attempt.job_id and again.attempt = attempt.attempt
            and again.process = step->>'process'))
      where (job_id, attempt) in (select job_id, attempt from again)`);
  }
}
