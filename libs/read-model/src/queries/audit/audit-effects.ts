import { commandNames, commands, outcomeEvents, AuditEffect } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import { isoTime } from '../../entities/iso-time.ts';
import { jsonObject } from '../../rows/audit-row.ts';

/** Null if the event has no endings, or if its data is malformed. */
const Endings = AuditEffect.shape.executors.catch([]);

const ENDINGS = [...outcomeEvents.succeeded, ...outcomeEvents.failed, ...outcomeEvents.cancelled];

/** Effect types of each accepted command, by event type; empty for commands that take effect at once. */
const effectsByType = new Map<string, readonly string[]>(
  commandNames.flatMap((name) => {
    const { accepted, effects, ...command } = commands[name];
    if (effects.length === 0) return [];
    const types = 'joined' in command ? [accepted, command.joined] : [accepted];
    return types.map((type) => [type, effects] as const);
  }),
);
/** Accepted commands that have effects. */
const answered: readonly string[] = [...effectsByType.keys()];

/** Returns the accepted commands that can have one of these effects. */
export const commandsWithEffect = (types: readonly string[]): string[] =>
  answered.filter((command) => effectsByType.get(command)?.some((type) => types.includes(type)));

/** A pause that is reverted before it takes effect has no effect, so later events belong to a later command. */
const isOfLater = sql`(e.type in ('paused', 'unpaused') and exists (select from audit b
      where b.job_id = a.job_id and b.attempt = a.attempt and b.seq > a.seq and b.seq < e.seq and b.repeat_of is null
      and b.kind is distinct from 'task' and b.type in ('pause_requested', 'unpause_requested')))`;

/**
 * Whether `audit e` is an effect of the command `audit a`: it comes later, is about the same attempt, and has a
 * matching type.
 */
const isEffect = sql`e.job_id = a.job_id and e.attempt = a.attempt and e.seq > a.seq
    and e.kind is distinct from 'task' and e.repeat_of is null
    and e.type = any(case a.type ${sql.join(
      [...effectsByType].map(([type, effects]) => sql`when ${sql.lit(type)} then ${sql.lit(arrayOf(effects))}::text[]`),
      sql` `,
    )} end)
    and not ${isOfLater}`;

/** Effect as returned by `effectsOfEntry`. */
export interface EffectRow {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  /** Base64, because it may not be text. */
  readonly payload: string;
  readonly paused_ms: number | null;
}

/**
 * Subquery for the milliseconds for which the attempt of `audit` under that alias was paused; null unless the entry is
 * its end.
 */
export const pausedMsOf = (alias: 'a' | 'e'): RawBuilder<unknown> => sql`
  case when ${sql.ref(`${alias}.type`)} = any(${ENDINGS}::text[]) then (
    select ended.paused_ms from attempt ended
    where ended.job_id = ${sql.ref(`${alias}.job_id`)} and ended.attempt = ${sql.ref(`${alias}.attempt`)}) end`;

/**
 * Subquery for the outcome, failed or cancelled, of the attempt that the refused command `audit a` was about; null for
 * others.
 */
export const endedAsOf: RawBuilder<unknown> = sql`
  case when a.type = any(${[...outcomeEvents.refused]}::text[]) then (
    select ended.status from attempt ended
    where ended.job_id = a.job_id and ended.attempt = a.attempt and ended.status in ('failed', 'cancelled')) end`;

/** Subquery for the effects of the entry `audit a` as JSON, in log order; null unless it is an accepted command. */
export const effectsOfEntry: RawBuilder<unknown> = sql`
  case when a.type = any(${answered}::text[]) then (
    select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'payload', encode(e.payload, 'base64'),
        'paused_ms', ${pausedMsOf('e')})
      order by e.seq)
    from audit e where ${isEffect}) end`;

/** Whether the accepted command `audit a` has one of these effects, by the same condition as `effectsOf`. */
export const hasEffect = (types: readonly string[]): RawBuilder<unknown> => sql`
  exists (select from audit e where ${isEffect} and e.type = any(${types}::text[]))`;

/** Formats a list of names as a Postgres array literal. */
function arrayOf(names: readonly string[]): string {
  return `{${names.join(',')}}`;
}

/** Returns an effect of a command that was given at `commandAt`. */
export function effectOf({ seq, type, at, payload, paused_ms }: EffectRow, commandAt: string): AuditEffect {
  const data = jsonObject(Buffer.from(payload, 'base64'));
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    seq,
    type,
    at: isoTime(at),
    after_ms: Math.max(0, Date.parse(at) - Date.parse(commandAt)),
    cancel: data['cancel'] === 'too_late' ? 'too_late' : null,
    cause: typeof data['cause'] === 'string' ? data['cause'] : null,
    message: typeof data['message'] === 'string' ? data['message'] : null,
    processes_ended: number(data['processes_ended']),
    executors: Endings.parse(data['executors']),
    duration_ms: number(data['duration_ms']),
    paused_ms,
  };
}
