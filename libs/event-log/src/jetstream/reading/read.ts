import { LogUnavailableError } from '../../errors.ts';
import type { LogEntry } from '../../event-log.ts';
import { retryUntilFound } from '../../lagging-replica.ts';
import type { Quarantine } from '../../quarantine.ts';
import type { MessagePage } from './direct-get.ts';

const PAGE = { batch: 500, max_bytes: 8 * 1024 * 1024 };

/** Reads a page of messages that match the filter, starting at `seq`. */
export type ReadPage = (request: { seq: number; next_by_subj: string } & typeof PAGE) => Promise<MessagePage>;

/** Source of pages of undecoded messages. */
export interface PageSource {
  readonly readPage: ReadPage;
  readonly quarantine: Quarantine;
  /**
   * Returns the sequence of the last message that matches a filter, as known to the leader; 0 if there is none. Used
   * only in a cluster, where a page may come from a server that is behind the leader.
   */
  readonly leaderLastSeq?: ((filter: string) => Promise<number>) | undefined;
}

/**
 * Reads the entries that match a filter, from `from` to `to`, page by page. Does not stop before `atLeast` or before
 * the last matching sequence known to the leader. Pages are never empty.
 * @throws LogUnavailableError if no server returns these entries in time
 */
export async function* readFilter(
  { readPage, quarantine, leaderLastSeq }: PageSource,
  filter: string,
  from: number,
  to: number,
  atLeast = 0,
): AsyncGenerator<LogEntry[]> {
  const needed = Math.min(to, Math.max(atLeast, (await leaderLastSeq?.(filter)) ?? 0));
  for (let seq = Math.max(from, 1), pending = 1; (pending > 0 || seq <= needed) && seq <= to;) {
    const request = { ...PAGE, seq, next_by_subj: filter, batch: Math.min(PAGE.batch, to - seq + 1) };
    const page = await retryUntilFound(`Event ${String(needed)} of the log`, async () => {
      const answer = await readPage(request);
      return answer.messages.length === 0 && seq <= needed ? undefined : answer;
    });
    const entries = page.messages.filter((message) => message.seq <= to).map((message) => quarantine.entry(message));
    if (entries.length > 0) yield entries;
    if (entries.length < page.messages.length) return;
    pending = page.pending;
    const last = page.messages.at(-1);
    if (pending > 0 && !last) throw new LogUnavailableError(`${String(pending)} events cannot be read`, 'not_stored');
    if (last) seq = last.seq + 1;
  }
}

/** Merges sources that are ordered by sequence. */
export async function* mergeBySequence(sources: readonly AsyncIterator<LogEntry>[]): AsyncGenerator<LogEntry> {
  const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
  for (;;) {
    const waiting = heads.filter(({ next }) => !next.done);
    if (waiting.length === 0) return;
    const first = waiting.reduce((a, b) => ((a.next.value as LogEntry).seq < (b.next.value as LogEntry).seq ? a : b));
    yield first.next.value as LogEntry;
    first.next = await first.source.next();
  }
}
