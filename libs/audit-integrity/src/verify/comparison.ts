import type { Finding } from '@reprise/contracts';
import type { LogEntry } from '@reprise/event-log';
import { canonicalContent, GENESIS, link, type Position } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import type { StoredRow } from './audit-entries.ts';
import { AuditRowCounts } from './audit-row-counts.ts';
import { Divergence, placeNames, type Seen } from './divergence.ts';
import { asWritten, isFromBeforeQuarantine, wrongColumn } from './wrong-column.ts';

/**
 * Walks the stream and the audit table side by side, chains both, and compares them with each other and the signed
 * heads.
 */
export class Comparison {
  entries = 0;
  differing = 0;
  /** Sequences of quarantined events whose effect the tables still have. */
  readonly applied = new Set<number>();
  readonly counts: AuditRowCounts;
  readonly #heads: readonly SignedHead[];
  #nextHead = 0;
  #lastGood = 0;
  #stream = { hash: GENESIS, end: 0 };
  #audit = { hash: GENESIS, end: 0 };
  #divergence: Divergence | undefined;
  /** The first finding of each kind. */
  #wrongHash: Finding | undefined;
  #wrongColumn: Finding | undefined;
  #wrongHead: Finding | undefined;
  /** The first head after a divergence that does not match the longer one of the two. */
  #unmatched: SignedHead | undefined;
  readonly #checkpoint: Position;
  /** Creation time of the stream, in milliseconds. */
  readonly #created: number;
  /** Whether the event is older than its stream, because the stream was restored and has its own storage times. */
  #seeded = true;

  /**
   * @param heads genuine heads, in ascending order by seq
   * @param created `Head.created` of the stream
   */
  constructor(heads: readonly SignedHead[], checkpoint: Position, created: string) {
    this.#heads = heads;
    this.#checkpoint = checkpoint;
    this.counts = new AuditRowCounts(checkpoint, heads.at(-1)?.seq ?? 0);
    this.#created = Date.parse(created);
  }

  see(seq: number, entry: LogEntry | undefined, row: StoredRow | undefined): void {
    this.#settleHeads(seq - 1);
    this.entries++;
    const [stream, audit] = [seen(entry), seen(row)];
    const alike = stream !== undefined && audit !== undefined && stream.bytes.equals(audit.bytes);
    if (stream) this.#stream = { hash: link(this.#stream.hash, seq, stream.bytes), end: seq };
    if (audit) {
      const hash = alike && !this.#divergence ? this.#stream.hash : link(this.#audit.hash, seq, audit.bytes);
      this.#audit = { hash, end: seq };
    }
    if (!alike) this.differing++;
    const divergence = this.#divergence;
    if (divergence && (!alike || seq === divergence.seq + 1)) divergence.later(seq, stream, audit);
    if (!alike) this.#divergence ??= new Divergence(seq, stream, audit);
    if (row) this.counts.row(seq);
    if (row) this.#checkRow(seq, alike && entry ? asWritten(entry, row) : undefined, row);
  }

  /** Returns all findings. Both the stream and the audit table must reach at least `end`. */
  findings(end: number): Finding[] {
    this.#settleHeads(Infinity);
    const divergence = this.#divergence;
    // Entries at the end of only one of the two were cut off in the other.
    const before = Math.min(this.#stream.end, this.#audit.end);
    const inside = divergence && divergence.seq <= before ? divergence.finding() : this.#wrongEnd();
    const miscounted = divergence ? undefined : this.counts.checkpoint();
    const found = [this.#wrongHead, inside, this.#wrongHash, this.#wrongColumn, miscounted];
    return [...found.filter((finding) => finding !== undefined), ...this.#cutOff(end)];
  }

  #checkRow(seq: number, entry: LogEntry | undefined, row: StoredRow): void {
    if (this.#divergence) this.#divergence.judge('hashes', row.hash, this.#stream.hash, this.#audit.hash);
    else if (row.hash !== this.#audit.hash)
      this.#wrongHash ??= altered(seq, `the hash of event ${String(seq)} is not that of the chain`);
    else if (seq === this.#checkpoint.last_seq && row.hash !== this.#checkpoint.hash)
      this.#wrongHash ??= altered(seq, `the checkpoint does not carry the hash of event ${String(seq)}`);
    // By its own time, which is part of the chain. A message without a time arrived with the event before it.
    if (entry?.envelope) this.#seeded = Date.parse(entry.envelope.time) < this.#created;
    const column = entry && !this.#wrongColumn ? wrongColumn(row, entry, this.#seeded) : undefined;
    if (column === undefined || !entry) return;
    if (isFromBeforeQuarantine(row, entry, this.#seeded)) this.applied.add(seq);
    else this.#wrongColumn = altered(seq, `the column ${column} of event ${String(seq)} is not what the event says`);
  }

  /** Compares the heads up to `seq` with both current chains. */
  #settleHeads(seq: number): void {
    for (let head = this.#heads[this.#nextHead]; head && head.seq <= seq; head = this.#heads[++this.#nextHead]) {
      const reached = [this.#stream, this.#audit].filter(({ end }) => end >= head.seq);
      // If nothing follows it either, the end was cut off. Otherwise the event itself is missing from both.
      if (reached.length === 0 && seq === Infinity) continue;
      const matched = head.hash === this.#stream.hash || head.hash === this.#audit.hash;
      if (this.#divergence) {
        if (!matched) this.#unmatched ??= head;
        if (matched || reached.length === 2)
          this.#divergence.judge('head', head.hash, this.#stream.hash, this.#audit.hash);
      } else if (head.hash === this.#stream.hash) {
        this.#lastGood = head.seq;
        this.#wrongHead ??= this.counts.head(head);
      } else this.#wrongHead ??= this.#changedAlike(head);
    }
  }

  #changedAlike({ seq, time }: SignedHead): Finding {
    const first = this.#lastGood + 1;
    const which = first === seq ? `event ${String(seq)}` : `one of the events ${String(first)} to ${String(seq)}`;
    const message = `Stream and audit table are alike, but not what was signed at ${time}: ${which} was changed in both.`;
    return { kind: 'altered', place: 'stream_and_audit', seq: first, message };
  }

  /** Finding for the case that one of the two was cut off and the other one does not match the signed heads. */
  #wrongEnd(): Finding | undefined {
    const [place, head] = [this.#stream.end > this.#audit.end ? 'stream' : 'audit', this.#unmatched] as const;
    if (!head) return undefined;
    const message = `${place === 'stream' ? 'The stream' : 'The audit table'} was altered after event ${String(this.#lastGood)}: it is not what was signed at ${head.time} at event ${String(head.seq)}.`;
    return { kind: 'altered', place, seq: this.#lastGood + 1, message };
  }

  #cutOff(end: number): Finding[] {
    const cut = (place: 'stream' | 'audit' | 'stream_and_audit', last: number): Finding => ({
      kind: 'cut_off',
      place,
      seq: last + 1,
      message: `What came after event ${String(last)} was cut off in ${placeNames[place]}; it reached to event ${String(end)} at least.`,
    });
    const [stream, audit] = [this.#stream.end, this.#audit.end];
    if (stream === audit) return stream < end ? [cut('stream_and_audit', stream)] : [];
    return [...(stream < end ? [cut('stream', stream)] : []), ...(audit < end ? [cut('audit', audit)] : [])];
  }
}

const altered = (seq: number, what: string): Finding => ({
  kind: 'altered',
  place: 'audit',
  seq,
  message: `The audit table was altered: ${what}.`,
});

/**
 * Headers that are not pairs of text have no canonical content. This is represented by empty content, unlike any
 * genuine entry.
 */
function seen(entry: LogEntry | StoredRow | undefined): Seen | undefined {
  if (!entry) return undefined;
  const { subject, headers, payload } = entry;
  const bytes = headers ? canonicalContent({ subject, headers, payload }) : Buffer.alloc(0);
  return { subject, headers, payload, bytes };
}
