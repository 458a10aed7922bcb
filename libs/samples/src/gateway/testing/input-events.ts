import { inputFilter, type AuditEntry, type InputEvent, type Page } from '@reprise/contracts';
import { eventsOf } from '@reprise/event-log';
import type { TestGateway } from '@reprise/gateway/testing/test-gateway.ts';

/** Returns the events about an upload, a sample or a named input, in the order of the log. */
export const inputEventsOf = async ({ log }: TestGateway, id: string): Promise<InputEvent[]> =>
  (await eventsOf(log.read(inputFilter(id)))) as unknown as InputEvent[];

/** Audit entries about uploads and inputs, newest first, as of the end of the log. */
export async function inputEntries(gateway: TestGateway, query = ''): Promise<AuditEntry[]> {
  const { last_seq } = await gateway.log.head();
  const { items } = await gateway.get<Page<AuditEntry>>(
    `/api/audit?events=input&min_seq=${String(last_seq)}&limit=1000${query}`,
  );
  return items;
}
