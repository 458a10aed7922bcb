import { QUARANTINED, splitSubject } from '@reprise/contracts';
import { decode, type StoredMessage } from './codec/codec.ts';
import type { LogEntry } from './event-log.ts';

/** Whether a subject is that of the record of a quarantine: such a message cannot be quarantined itself. */
export const isQuarantineRecord = (subject: string): boolean =>
  splitSubject(subject).published === splitSubject(QUARANTINED).published;

/**
 * Messages that an operator quarantined: every reader of the log gets them with their bytes, and without an event. Whatever
 * a message does to a reader of its event, it does no more.
 */
export class Quarantine {
  readonly #reasons = new Map<number, string>();

  /** Takes in a record of the log, if it is one. */
  add({ event }: LogEntry): void {
    if (event?.type === 'message_quarantined') this.#reasons.set(event.data.seq, event.data.reason);
  }

  /** Decodes a stored message, unless it is quarantined. The records themselves cannot be. */
  entry(message: StoredMessage): LogEntry {
    const reason = this.#reasons.get(message.seq);
    if (reason === undefined || isQuarantineRecord(message.subject)) return decode(message);
    return { ...message, envelope: null, event: null, problem: `quarantined: ${reason}` };
  }
}
