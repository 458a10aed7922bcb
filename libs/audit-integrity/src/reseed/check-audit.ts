import { canonicalContent, GENESIS, link, type ReadModel } from '@reprise/read-model';
import type { SignedHead } from '../heads/signed-head.ts';
import { auditRows, isWhole } from '../verify/audit-entries.ts';

/** The audit table is not fit to become the log. */
export class UnfitAuditError extends Error {
  override readonly name = 'UnfitAuditError';
  readonly code = 'UNFIT_AUDIT';
}

export interface CheckedAudit {
  /** Up to here from event 1 on without a gap. */
  readonly last: number;
  /** Hash of that event, in hexadecimal. */
  readonly hash: string;
}

/**
 * Reads the audit table from event 1 up to its first gap, or to `to`, and checks it against its chain and what was signed.
 * @throws UnfitAuditError naming the first event that was altered
 */
export async function checkAudit(
  readModel: ReadModel,
  to: number,
  heads: readonly SignedHead[],
  read: (seq: number) => void,
): Promise<CheckedAudit> {
  let [last, hash] = [0, GENESIS];
  let next = 0;
  for await (const row of auditRows(readModel, 1, to)) {
    if (row.seq !== last + 1) break;
    if (!isWhole(row)) throw unfit(`the headers of event ${String(row.seq)} are no pairs of text`);
    hash = link(hash, row.seq, canonicalContent(row));
    last = row.seq;
    if (hash !== row.hash) throw unfit(`event ${String(last)} is not what its hash says`);
    for (let head = heads[next]; head && head.seq <= last; head = heads[++next])
      if (head.seq === last && head.hash !== hash)
        throw unfit(`up to event ${String(last)} it is not what was signed at ${head.time}`);
    read(last);
  }
  return { last, hash };
}

const unfit = (what: string): UnfitAuditError =>
  new UnfitAuditError(
    `The audit table was altered: ${what}. Nothing was written into the stream. Bring the table back from a backup first.`,
  );
