import { cancel, outcomeEvents, type AuditEffect } from '@reprise/contracts';
import { sql, type RawBuilder } from 'kysely';
import { isoTime } from '../../entities/iso-time.ts';
import { jsonObject } from '../../rows/audit-row.ts';

const ENDINGS = [...outcomeEvents.succeeded, ...outcomeEvents.failed, ...outcomeEvents.cancelled];
/** Starts and ends of attempts: the effects of commands. */
export const effectTypes: readonly string[] = [...outcomeEvents.started, ...ENDINGS];
/** Accepted cancels, of which no start is an effect. */
const CANCELS = sql.join([cancel.accepted, cancel.joined].map((type) => sql.lit(type)));

/** Effect as `effectsOfEntry` returns it. */
export interface EffectRow {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  /** In base64: it need not be text. */
  readonly payload: string;
  readonly paused_ms: number | null;
}

/** Subquery: milliseconds that the attempt of `audit` by that alias was paused; null unless the entry is its end. */
export const pausedMsOf = (alias: 'a' | 'e'): RawBuilder<unknown> => sql`
  case when ${sql.ref(`${alias}.type`)} = any(${ENDINGS}::text[]) then (
    select ended.paused_ms from attempt ended
    where ended.job_id = ${sql.ref(`${alias}.job_id`)} and ended.attempt = ${sql.ref(`${alias}.attempt`)}) end`;

/** Subquery: the effects of the entry `audit a` as JSON, in the order of the log; null unless it is an accepted command. */
export const effectsOfEntry: RawBuilder<unknown> = sql`
  case when a.type = any(${outcomeEvents.accepted}::text[]) then (
    select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'payload', encode(e.payload, 'base64'),
        'paused_ms', ${pausedMsOf('e')})
      order by e.seq)
    from audit e where e.job_id = a.job_id and e.attempt = a.attempt and e.seq > a.seq
    and e.kind is distinct from 'task' and e.repeat_of is null
    and e.type = any(case when a.type in (${CANCELS}) then ${ENDINGS}::text[] else ${effectTypes}::text[] end)) end`;

/** Whether the accepted command `audit a` has one of these effects: the condition by which `effectsOf` finds them. */
export const hasEffect = (types: readonly string[]): RawBuilder<unknown> => sql`
  exists (select from audit e
    where e.job_id = a.job_id and e.attempt = a.attempt and e.seq > a.seq
    and e.kind is distinct from 'task' and e.repeat_of is null
    and e.type = any(${types}::text[])
    and (a.type not in (${CANCELS}) or e.type = any(${ENDINGS}::text[])))`;

/** Returns an effect of a command that was given at `commandAt`. */
export function effectOf({ seq, type, at, payload, paused_ms }: EffectRow, commandAt: string): AuditEffect {
  const data = jsonObject(Buffer.from(payload, 'base64'));
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    ...{ seq, type, at: isoTime(at) },
    after_ms: Math.max(0, Date.parse(at) - Date.parse(commandAt)),
    cancel: data['cancel'] === 'too_late' ? 'too_late' : null,
    message: typeof data['message'] === 'string' ? data['message'] : null,
    processes_ended: number(data['processes_ended']),
    duration_ms: number(data['duration_ms']),
    paused_ms,
  };
}
