import { commandEvents, outcomeEvents, personTypes, userOfActor, type AuditFilter } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import { actorNames } from './actor-names.ts';
import { commandsWithEffect, hasEffect } from './audit-effects.ts';

/** Determines which entries the requester may not see. */
export interface AuditRights {
  /** Excludes access entries that are not about a job, because they are about people. */
  readonly hidesAccess?: boolean;
}

/** Whether a filter has no actor, job, search term, type or time. */
export const isEmpty = ({
  actor,
  command,
  outcome,
  job_id,
  correlation_id,
  sample,
  pipeline,
  from,
  to,
  q,
}: AuditFilter) =>
  [actor, command, outcome, job_id, correlation_id, sample, pipeline, from, to, q].every((value) => !value);

/**
 * Returns the filter as disjoint conditions on `audit a`. Each one uses an index, whereas Postgres would read
 * everything for an "or". The SQL in this folder is handwritten and its plans were measured (docs/benchmarks.md), so
 * keep its shape.
 */
export function matchesAudit(filter: AuditFilter & AuditRights): RawBuilder<boolean>[] {
  const conditions: RawBuilder<unknown>[] = [sql`a.repeat_of is null`];
  if (filter.events === 'access' || filter.events === 'runner' || filter.events === 'input')
    conditions.push(sql`a.kind = ${filter.events}`);
  else if (filter.events !== 'all') conditions.push(sql`a.kind is distinct from 'task'`);
  if (filter.hidesAccess) conditions.push(sql`(a.kind is distinct from 'access' or a.job_id is not null)`);
  if (filter.job_id) conditions.push(sql`a.job_id = ${filter.job_id}::uuid`);
  if (filter.correlation_id) conditions.push(sql`a.correlation_id = ${filter.correlation_id}`);
  if (filter.sample) conditions.push(ofJobs(sql`j.sample_name ilike ${contains(filter.sample)}`));
  if (filter.pipeline) conditions.push(ofJobs(sql`j.pipeline = ${filter.pipeline}`));
  if (filter.q) conditions.push(sql`a.reason is not null and a.reason ilike ${contains(filter.q)}`);
  if (filter.from || filter.to) conditions.push(...inSpan(filter));
  return byActor(filter).flatMap((by) => ofTypes(filter).map((types) => allOf([...conditions, by, types])));
}

/** Conditions on the actor: a user's entries include those of the user's API tokens. */
function byActor({ actor }: AuditFilter): RawBuilder<unknown>[] {
  if (!actor) return [sql`true`];
  const own = sql`a.actor = ${actor}`;
  const ids = userOfActor(actor);
  if (!ids || ids.tokenId !== undefined) return [own];
  const tokens = sql`array(${actorNames} and starts_with(actor, ${`${actor}/token:`}))`;
  return [own, sql`a.actor = any(${tokens})`];
}

/**
 * An entry has the outcome of its own event, and an accepted command also has those of its effects. Types are passed as
 * one list, because Postgres estimates the number of entries badly with two lists.
 */
function ofTypes({ events, command = [], outcome = [] }: AuditFilter): RawBuilder<unknown>[] {
  const asked = command.length > 0 ? command.flatMap((name) => commandEvents[name]) : personTypes;
  const any = command.length === 0 && events !== 'commands';
  if (outcome.length === 0) return [any ? sql`true` : typeIn(asked)];
  const isAsked = (type: string) => any || asked.includes(type);
  const types = outcome.flatMap((name) => outcomeEvents[name]);
  const own = typeIn(types.filter(isAsked));
  const came = commandsWithEffect(types).filter(isAsked);
  if (came.length === 0 || outcome.includes('accepted')) return [own];
  return [own, sql`${typeIn(came)} and ${hasEffect(types)}`];
}

/**
 * Sequences follow event times only roughly, because an offline runner reports late. Therefore the list is scanned
 * between the first and last entry of the time range. The offset prevents Postgres from scanning everything before the
 * first entry.
 */
function inSpan({ from, to }: AuditFilter): RawBuilder<unknown>[] {
  const times = [...(from ? [sql`at >= ${from}::timestamptz`] : []), ...(to ? [sql`at <= ${to}::timestamptz`] : [])];
  const span = sql`(select seq from audit where ${allOf(times)} offset 0) span`;
  return [
    ...times,
    ...(from ? [sql`a.seq >= (select min(seq) from ${span})`] : []),
    ...(to ? [sql`a.seq <= (select max(seq) from ${span})`] : []),
  ];
}

const allOf = (conditions: readonly RawBuilder<unknown>[]) => sql<boolean>`${sql.join(conditions, sql` and `)}`;
const typeIn = (types: readonly string[]) => sql`a.type = any(${types}::text[])`;
const ofJobs = (condition: RawBuilder<unknown>) => sql`a.job_id in (select j.job_id from job j where ${condition})`;
const contains = (text: string) => `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
