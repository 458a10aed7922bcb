import { assertDepth, type LogEntry } from '@reprise/event-log';
import { z } from 'zod';
import type { AuditRow } from '../entities/index.ts';

const SUBJECT =
  /^reprise\.(?:jobs\.(?<job>[^.]+)\.(?<kind>life|task|refused)|queues\.(?<queue>[^.]+)|(?<other>runners|inputs|access))\./;
const KINDS: Readonly<Record<string, string>> = { runners: 'runner', inputs: 'input', access: 'access' };
const UUID = z.regexes.uuid();

/** Type of messages that are not our events, so that a foreign subject does not make them look like events. */
const NOT_UNDERSTOOD = 'not_understood';

/**
 * Returns a message of the log as an audit row without its hash, even if this release cannot read it. Without an
 * envelope, only the subject determines its job or queue.
 */
export function auditRow(entry: LogEntry): Omit<AuditRow, 'hash'> {
  const { seq, subject, stored_at, headers, payload, envelope } = entry;
  const { job: published, queue = null, kind, other } = SUBJECT.exec(subject)?.groups ?? {};
  const data = dataOf(entry);
  // An access event can be about a job although it does not belong to the job.
  const job = other === 'access' ? data['job_id'] : published;
  return {
    seq,
    stream_subject: subject,
    stored_at,
    // Postgres prints UUIDs in lower case, and verify compares with the value of the column.
    job_id: typeof job === 'string' && UUID.test(job) ? job.toLowerCase() : null,
    queue,
    kind: queue !== null ? 'queue' : other !== undefined ? KINDS[other]! : (kind ?? null),
    event_id: envelope?.id ?? null,
    type: envelope?.type ?? NOT_UNDERSTOOD,
    version: envelope?.version ?? null,
    at: envelope?.time ?? stored_at,
    actor: envelope?.actor ?? null,
    source: envelope?.source ?? null,
    reason: typeof data['reason'] === 'string' ? data['reason'] : null,
    attempt: attemptOf(envelope?.type, data),
    correlation_id: envelope?.correlation_id ?? null,
    causation_id: envelope?.causation_id ?? null,
    repeat_of: null,
    headers,
    payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
  };
}

/** A submission starts the first attempt; other events name it. */
function attemptOf(type: string | undefined, { attempt }: Record<string, unknown>): number | null {
  if (type === 'submitted') return 1;
  return Number.isSafeInteger(attempt) ? (attempt as number) : null;
}

const dataOf = ({ event, envelope, payload }: LogEntry): Record<string, unknown> =>
  event?.data ?? (envelope ? jsonObject(payload) : {});

/** Parses the bytes as a JSON object. Returns an empty object if that fails, or if the JSON is nested too deeply. */
export function jsonObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    assertDepth(bytes);
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
