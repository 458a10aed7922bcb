import { LogUnavailableError } from '../../errors.ts';
import type { LogEntry } from '../../event-log.ts';
import type { Quarantine } from '../../quarantine.ts';
import type { MessagePage } from './direct-get.ts';

const PAGE = { batch: 500, max_bytes: 8 * 1024 * 1024 };

/** Reads a page of messages under the filter, starting at `seq`. */
export type ReadPage = (request: { seq: number; next_by_subj: string } & typeof PAGE) => Promise<MessagePage>;

/** Source of pages of undecoded messages. */
export interface PageSource {
  readonly readPage: ReadPage;
  readonly quarantine: Quarantine;
}

/** Reads the entries under one filter from `from` to `to`, page by page. Pages are never empty. */
export async function* readFilter(
  { readPage, quarantine }: PageSource,
  filter: string,
  from: number,
  to: number,
): AsyncGenerator<LogEntry[]> {
  for (let seq = Math.max(from, 1), pending = 1; pending > 0 && seq <= to;) {
    const page = await readPage({ ...PAGE, seq, next_by_subj: filter, batch: Math.min(PAGE.batch, to - seq + 1) });
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
