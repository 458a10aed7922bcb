import { QUARANTINED, splitSubject } from '@reprise/contracts';
import { decode, type StoredMessage } from './codec/codec.ts';
import type { LogEntry } from './event-log.ts';

/** Whether a subject contains quarantine records. These cannot be quarantined themselves. */
export const isQuarantineRecord = (subject: string): boolean =>
  splitSubject(subject).published === splitSubject(QUARANTINED).published;

const MARK = 'quarantined: ';

/** Whether an entry was read as quarantined. */
export const isQuarantined = ({ problem }: Pick<LogEntry, 'problem'>): boolean => problem?.startsWith(MARK) === true;

/**
 * Messages that an operator quarantined. Readers get their bytes but no event, so that they no longer affect any
 * reader.
 */
export class Quarantine {
  readonly #reasons = new Map<number, string>();

  /** Applies a log entry, if it is a quarantine record. */
  add({ event }: LogEntry): void {
    if (event?.type === 'message_quarantined') this.#reasons.set(event.data.seq, event.data.reason);
  }

  /** Decodes a stored message unless it is quarantined. Quarantine records are always decoded. */
  entry(message: StoredMessage): LogEntry {
    const reason = this.#reasons.get(message.seq);
    if (reason === undefined || isQuarantineRecord(message.subject)) return decode(message);
    return { ...message, envelope: null, event: null, problem: `${MARK}${reason}` };
  }
}
