import { createHash } from 'node:crypto';
import type { Finding } from '@reprise/contracts';
import type { StoredRow } from './audit-entries.ts';

/** An event in the stream or the audit table, with its canonical content. */
export interface Seen extends Pick<StoredRow, 'subject' | 'headers' | 'payload'> {
  readonly bytes: Buffer;
}

type Place = Extract<Finding['place'], 'stream' | 'audit' | 'stream_or_audit' | 'stream_and_audit'>;
type Kind = Extract<Finding['kind'], 'altered' | 'dropped' | 'inserted' | 'swapped'>;

/**
 * The first event that differs between the stream and the audit table, and later events that show the kind of change.
 */
export class Divergence {
  readonly seq: number;
  readonly #stream: Version;
  readonly #audit: Version;
  readonly #what: string;
  #swappedWith: number | undefined;
  /** Which of the two was changed, according to a signed head or to the audit table's own hashes. */
  #byHead: Place | undefined;
  #byHashes: 'audit' | undefined;

  constructor(seq: number, stream: Seen | undefined, audit: Seen | undefined) {
    this.seq = seq;
    this.#stream = { first: fingerprint(stream), next: undefined };
    this.#audit = { first: fingerprint(audit), next: undefined };
    this.#what = difference(stream, audit);
  }

  /** Must be called with each later event that differs or follows directly. */
  later(seq: number, stream: Seen | undefined, audit: Seen | undefined): void {
    const [inStream, inAudit] = [fingerprint(stream), fingerprint(audit)];
    if (seq === this.seq + 1) {
      this.#stream.next = inStream;
      this.#audit.next = inAudit;
    }
    const crossed = inStream !== undefined && inStream === this.#audit.first && inAudit === this.#stream.first;
    if (crossed) this.#swappedWith ??= seq;
  }

  /**
   * Decides whether the stream or the audit table was changed. Compares their hashes with that of a later signed head
   * (the first one counts), or of this or a later audit row.
   */
  judge(by: 'head' | 'hashes', hash: string, ofStream: string, ofAudit: string): void {
    if (by === 'head') {
      this.#byHead ??= hash === ofStream ? 'audit' : hash === ofAudit ? 'stream' : 'stream_and_audit';
    } else if (hash === ofStream) this.#byHashes = 'audit';
  }

  finding(): Finding {
    const { seq } = this;
    const place = this.#byHead ?? this.#byHashes ?? 'stream_or_audit';
    const kind = this.#kind(place);
    const [event, names] = [`Event ${String(seq)}`, placeNames[place]];
    const other = place === 'audit' ? 'the stream' : 'the audit table';
    const messages: Record<Kind, string> = {
      altered: `${event} was altered in ${names}: ${this.#what}.`,
      dropped: `${event} was dropped from ${names}; ${other} has it.`,
      inserted: `${event} was inserted in ${names}; ${other} does not have it there.`,
      swapped: `${event} was swapped with event ${String(this.#swappedWith)} in ${names}.`,
    };
    return { kind, place, seq, message: `${messages[kind]}${this.#grounds(place)}` };
  }

  #kind(place: Place): Kind {
    if (this.#swappedWith !== undefined) return 'swapped';
    if (place !== 'stream' && place !== 'audit') return 'altered';
    const [wrong, right] = place === 'audit' ? [this.#audit, this.#stream] : [this.#stream, this.#audit];
    if (wrong.first === undefined) return 'dropped';
    if (right.first === undefined) return 'inserted';
    if (wrong.first === right.next) return 'dropped';
    return wrong.next === right.first ? 'inserted' : 'altered';
  }

  #grounds(place: Place): string {
    if (this.#byHead === 'stream_and_audit') return ' Neither of the two leads to what was signed later.';
    if (this.#byHead) return ' Later signed heads show which of the two is the history.';
    if (place === 'audit') return " The audit table's own hashes tell it.";
    return ' No later signed head shows which of the two is the history.';
  }
}

interface Version {
  readonly first: string | undefined;
  next: string | undefined;
}

export const placeNames: Readonly<Record<Place, string>> = {
  stream: 'the stream',
  audit: 'the audit table',
  stream_or_audit: 'the stream or in the audit table',
  stream_and_audit: 'both stream and audit table',
};

const fingerprint = (seen: Seen | undefined): string | undefined =>
  seen && createHash('sha256').update(seen.bytes).digest('hex');

/** Describes the difference for people. */
function difference(stream: Seen | undefined, audit: Seen | undefined): string {
  if (!stream) return 'the stream does not have it';
  if (!audit) return 'the audit table does not have it';
  if (stream.subject !== audit.subject) return 'the subject differs';
  if (!stream.headers || !audit.headers) return 'its headers are no pairs of text';
  const pairs = Math.max(stream.headers.length, audit.headers.length);
  for (let i = 0; i < pairs; i++) {
    const [one, other] = [stream.headers[i], audit.headers[i]];
    if (one?.[0] !== other?.[0]) return 'the names or the order of its headers differ';
    if (one![1] !== other![1]) return `the header ${one![0]} differs`;
  }
  return 'the payload differs';
}
