import type { HistoryEntry } from '@reprise/contracts';
import { frozenTimes, type Frozen } from '@reprise/contracts/frozen-times';
import type { Connection } from './connection.ts';

/** Reads when a job was frozen. @param now used as the end of a pause that has not ended */
export async function frozenBefore({ api }: Connection, id: string, now: number): Promise<Frozen[]> {
  const entries: HistoryEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get('/api/jobs/{id}/history', { path: { id }, query: { limit: 1_000, cursor } });
    entries.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return frozenTimes(entries, now);
}
