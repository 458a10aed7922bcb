import { EVERYTHING, LogUnavailableError, type EventLog } from '@reprise/event-log';
import { canonicalContent, databaseOf, fork, GENESIS, link, type Position, type ReadModel } from '@reprise/read-model';
import type { SignedHead } from './signed-head.ts';

/** Position if nothing has been signed yet. */
const START = { seq: 0, hash: GENESIS, count: 0 };

/**
 * Chains the stream from the last signed head to the position of the tables, which is at or after that head. Returns
 * null if the stream and the tables agree; otherwise the reason why the tables may not be signed, as the beginning of a
 * sentence.
 * @throws LogUnavailableError if the log ends earlier, as on a lagging replica; try again
 * @throws the errors of the log and the driver, and the signal's reason
 */
export async function objection(
  readModel: ReadModel,
  log: Pick<EventLog, 'read'>,
  head: SignedHead | null,
  position: Position,
  signal: AbortSignal,
): Promise<string | null> {
  const { seq } = head ?? START;
  let { hash, count } = head ?? START;
  if (head && (await hashAt(readModel, seq)) !== hash)
    return `The audit table is not what was signed at event ${String(seq)}`;
  let last = seq;
  for await (const entry of log.read(EVERYTHING, { from: seq + 1, to: position.last_seq })) {
    signal.throwIfAborted();
    hash = link(hash, entry.seq, canonicalContent(entry));
    count++;
    last = entry.seq;
  }
  if (last < position.last_seq) {
    const [ended, reached] = [last, position.last_seq].map(String);
    throw new LogUnavailableError(
      `the log ends at event ${ended}, before event ${reached} of the tables`,
      'not_stored',
    );
  }
  if (hash === position.hash && count === position.count) return null;
  const what =
    hash === position.hash ? `${String(count)} events, the tables count ${String(position.count)}` : 'another hash';
  return `From event ${String(seq + 1)} on, after the last signed head, the stream leads to ${what} at event ${String(position.last_seq)}`;
}

async function hashAt(readModel: ReadModel, seq: number): Promise<string | undefined> {
  const row = await databaseOf(fork(readModel))
    .selectFrom('audit')
    .select('hash')
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.hash.toString('hex');
}
