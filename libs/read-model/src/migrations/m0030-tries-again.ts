import { Migration } from '@mikro-orm/migrations';

/** Releases up to 0.2.0 did not count the tries that follow a failed one. A rebuild reported these rows as altered. */
export class M0030TriesAgain extends Migration {
  override up(): void {
    this.addSql(`with again as (
        select job_id, attempt, jsonb_object_agg(process, tries) as tries from (
          select job_id, attempt, facts->>'process' as process, count(*) as tries from task
            where (facts->>'try')::int > 1 and facts->>'status' <> 'cached' group by 1, 2, 3) as counted
          group by 1, 2)
      update attempt set progress = jsonb_set(progress, '{steps}', coalesce((
        select jsonb_agg(case when jsonb_exists(tries, step->>'process')
          then jsonb_set(step, '{tasks,again}', tries->(step->>'process')) else step end order by position)
          from jsonb_array_elements(progress->'steps') with ordinality as listed(step, position)), '[]'))
      from again where again.job_id = attempt.job_id and again.attempt = attempt.attempt`);
  }
}
