import type { Finding } from '@reprise/contracts';
import type { Position } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';

/** Counts the rows of the audit table, and compares the count with heads and checkpoint. */
export class AuditRowCounts {
  /** Rows after the last head. */
  unsigned = 0;
  readonly #checkpoint: Position;
  readonly #lastSigned: number;
  #rows = 0;
  #projected = 0;

  constructor(checkpoint: Position, lastSigned: number) {
    this.#checkpoint = checkpoint;
    this.#lastSigned = lastSigned;
  }

  row(seq: number): void {
    this.#rows++;
    if (seq > this.#lastSigned) this.unsigned++;
    if (seq <= this.#checkpoint.last_seq) this.#projected++;
  }

  /** A head of the last row. */
  head({ seq, time, count }: SignedHead): Finding | undefined {
    if (count === this.#rows) return undefined;
    const message = `The head that was signed at ${time} counts ${String(count)} events up to event ${String(seq)}, but there are ${String(this.#rows)}: the checkpoint's count was altered before.`;
    return { kind: 'altered', place: 'head', seq, message };
  }

  /** Must be called at the end. */
  checkpoint(): Finding | undefined {
    const { last_seq, count } = this.#checkpoint;
    if (count === this.#projected) return undefined;
    const message = `The checkpoint was altered: it counts ${String(count)} events up to event ${String(last_seq)}, but the audit table holds ${String(this.#projected)}.`;
    return { kind: 'altered', place: 'audit', seq: last_seq || null, message };
  }
}
