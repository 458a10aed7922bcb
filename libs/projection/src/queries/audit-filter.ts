import { commandEvents, commandTypes, outcomeEvents, type AuditFilter } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';

/** The entries that a filter lets through, as a condition on `audit a`. */
export function matchesAudit(filter: AuditFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [sql`a.repeat_of is null`];
  if (filter.events !== 'all') conditions.push(sql`a.kind is distinct from 'task'`);
  if (filter.events === 'commands') conditions.push(ofTypes(commandTypes));
  if (filter.actor) conditions.push(sql`a.actor = ${filter.actor}`);
  if (filter.command?.length) conditions.push(ofTypes(filter.command.flatMap((command) => commandEvents[command])));
  if (filter.outcome?.length) conditions.push(ofTypes(filter.outcome.flatMap((outcome) => outcomeEvents[outcome])));
  if (filter.job_id) conditions.push(sql`a.job_id = ${filter.job_id}::uuid`);
  if (filter.sample) conditions.push(ofJobs(sql`j.sample_name ilike ${contains(filter.sample)}`));
  if (filter.pipeline) conditions.push(ofJobs(sql`j.pipeline = ${filter.pipeline}`));
  if (filter.q) conditions.push(sql`a.reason is not null and a.reason ilike ${contains(filter.q)}`);
  // The log stores in the order of time, so a time span is a span of sequences, each end found in the index of times.
  if (filter.from)
    conditions.push(sql`a.seq >= coalesce((select seq from audit where stored_at >= ${filter.from}::timestamptz
      order by stored_at, seq limit 1), 9223372036854775807)`);
  if (filter.to)
    conditions.push(sql`a.seq <= coalesce((select seq from audit where stored_at <= ${filter.to}::timestamptz
      order by stored_at desc, seq desc limit 1), 0)`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

const ofTypes = (types: readonly string[]) => sql`a.type = any(${types}::text[])`;
const ofJobs = (condition: RawBuilder<unknown>) => sql`a.job_id in (select j.job_id from job j where ${condition})`;
const contains = (text: string) => `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
