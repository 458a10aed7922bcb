import { canonicalContent, GENESIS, link } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import { isWhole, type StoredRow } from '../verify/audit-entries.ts';

/** The audit table is not valid as a source of the log. */
export class UnfitAuditError extends Error {
  override readonly name = 'UnfitAuditError';
  readonly code = 'UNFIT_AUDIT';
}

export interface CheckedAudit {
  /** Last event before the first gap, counted from event 1. */
  readonly last: number;
  /** Hash of that event, in hexadecimal. */
  readonly hash: string;
}

/**
 * Reads the rows of the audit table from event 1 up to the first gap, and checks them against their chain and the
 * signed heads.
 * @param heads genuine heads, in ascending order by seq
 * @throws UnfitAuditError that names the first altered event
 */
export async function checkAudit(
  rows: AsyncIterable<StoredRow>,
  heads: readonly SignedHead[],
  read: (seq: number) => void,
): Promise<CheckedAudit> {
  let [last, hash] = [0, GENESIS];
  let next = 0;
  for await (const row of rows) {
    if (row.seq !== last + 1) break;
    if (!isWhole(row)) throw unfit(`the headers of event ${String(row.seq)} are no pairs of text`);
    hash = link(hash, row.seq, canonicalContent(row));
    last = row.seq;
    if (hash !== row.hash) throw unfit(`event ${String(last)} is not what its hash says`);
    for (let head = heads[next]; head?.seq === last; head = heads[++next])
      if (head.hash !== hash) throw unfit(`up to event ${String(last)} it is not what was signed at ${head.time}`);
    read(last);
  }
  return { last, hash };
}

const unfit = (what: string): UnfitAuditError =>
  new UnfitAuditError(
    `The audit table was altered: ${what}. Nothing was written into the stream. Bring the table back from a backup first.`,
  );
