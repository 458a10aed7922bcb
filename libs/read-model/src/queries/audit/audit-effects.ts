import { outcomeEvents, type AuditEffect } from '@reprise/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { AuditEntity, type AuditRow } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { jsonObject } from '../../rows/audit-row.ts';

const ENDINGS = [...outcomeEvents.succeeded, ...outcomeEvents.failed, ...outcomeEvents.cancelled];
/** Starts and ends of attempts: the effects of commands. */
export const effectTypes: readonly string[] = [...outcomeEvents.started, ...ENDINGS];

/** Returns the effects of the accepted commands among the entries, by their sequence. */
export async function effectsOf(em: EntityManager, entries: readonly AuditRow[]): Promise<Map<number, AuditEffect[]>> {
  const commands = entries.filter(({ type, job_id }) => job_id !== null && outcomeEvents.accepted.includes(type));
  const effects = await effectRows(
    em,
    commands.map(({ job_id }) => job_id!),
  );
  return new Map(
    commands.map((command) => {
      const types = command.type === 'cancel_requested' ? ENDINGS : effectTypes;
      const own = effects.get(`${command.job_id!} ${String(command.attempt)}`) ?? [];
      const later = own.filter(({ seq, type }) => seq > command.seq && types.includes(type));
      return [command.seq, later.map((row) => effectOf(row, command))];
    }),
  );
}

/** Whether the accepted command `audit a` has one of these effects: the condition by which `effectsOf` finds them. */
export const hasEffect = (types: readonly string[]): RawBuilder<unknown> => sql`
  exists (select from audit e
    where e.job_id = a.job_id and e.attempt = a.attempt and e.seq > a.seq
    and e.kind is distinct from 'task' and e.repeat_of is null
    and e.type = any(${types}::text[])
    and (a.type <> 'cancel_requested' or e.type = any(${ENDINGS}::text[])))`;

/** The effects in these jobs, by job and attempt, in the order of the log. */
async function effectRows(em: EntityManager, jobIds: readonly string[]): Promise<Map<string, AuditRow[]>> {
  if (jobIds.length === 0) return new Map();
  const { rows } = await sql<{ seq: string }>`
    select a.seq from audit a where a.job_id = any(${[...new Set(jobIds)]}::uuid[]) and a.kind is distinct from 'task'
    and a.repeat_of is null and a.type = any(${effectTypes}::text[])`.execute(em.getKysely());
  const where = { seq: { $in: rows.map(({ seq }) => Number(seq)) } };
  const found = rowsOf(await em.find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' } }));
  const byAttempt = new Map<string, AuditRow[]>();
  for (const row of found) {
    const key = `${row.job_id!} ${String(row.attempt)}`;
    byAttempt.set(key, [...(byAttempt.get(key) ?? []), row]);
  }
  return byAttempt;
}

function effectOf({ seq, type, at, payload }: AuditRow, command: AuditRow): AuditEffect {
  const data = jsonObject(payload);
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    ...{ seq, type, at },
    after_ms: Math.max(0, Date.parse(at) - Date.parse(command.at)),
    cancel: data['cancel'] === 'too_late' ? 'too_late' : null,
    message: typeof data['message'] === 'string' ? data['message'] : null,
    processes_ended: number(data['processes_ended']),
    duration_ms: number(data['duration_ms']),
  };
}
