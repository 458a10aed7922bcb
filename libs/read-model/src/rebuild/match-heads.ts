import { anyOf, databaseOf } from '../database.ts';
import type { Position } from '../projector/checkpoint.ts';
import { fork, type ReadModel } from '../read-model.ts';

/** Signed hash of the chain at `seq`. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  readonly time: string;
}

/** The log does not match the signed heads, so one of the two is not the true history. */
export class HeadMismatchError extends Error {
  override readonly name = 'HeadMismatchError';
  readonly code = 'HEAD_MISMATCH';
  readonly seq: number;
  constructor(seq: number, message: string) {
    super(message);
    this.seq = seq;
  }
}

const PAGE = 1000;

/** @throws HeadMismatchError with the first head that the audit table does not match */
export async function assertMatchesHeads(
  readModel: ReadModel,
  position: Position,
  heads: readonly ChainHead[],
): Promise<void> {
  for (let from = 0; from < heads.length; from += PAGE) {
    const page = heads.slice(from, from + PAGE);
    const hashes = await hashesAt(
      readModel,
      page.map((head) => head.seq),
    );
    const wrong = page.find((head) => hashes.get(head.seq) !== head.hash);
    if (wrong) throw new HeadMismatchError(wrong.seq, sentence(wrong, position));
  }
}

async function hashesAt(readModel: ReadModel, seqs: readonly number[]): Promise<Map<number, string>> {
  const rows = await databaseOf(fork(readModel))
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('seq', '=', anyOf(seqs, 'bigint'))
    .execute();
  return new Map(rows.map(({ seq, hash }) => [seq, hash.toString('hex')]));
}

const sentence = ({ seq, time }: ChainHead, { last_seq }: Position): string =>
  (seq > last_seq
    ? `The log ends at event ${String(last_seq)}, but event ${String(seq)} was signed at ${time}: its end was cut off. `
    : `The log up to event ${String(seq)} is not the one that was signed at ${time}. `) +
  'The tables stay as they are. Which event was changed, and where, says: npm run verify.';
