import type { JobView, RunnerView } from '@reprise/contracts';
import type { UserView } from '@reprise/accounts/contract';
import type { UploadedSample, UploadView } from '@reprise/samples/contract';
import type { WebhookDeliveryView } from '@reprise/notifications/contract';
import { lastSequence } from './read-log.ts';
import type { System } from './system.ts';

type Asked = Pick<System, 'urls' | 'token'>;

const TIMEOUT_MS = 10_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** @param gateway 0 for the first, 1 for the second @throws Error unless the response indicates success */
async function get<T>({ urls, token }: Asked, path: string, gateway: 0 | 1 = 0): Promise<T> {
  const response = await fetch(urls[gateway] + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GET ${path}: ${String(response.status)}`);
  return (await response.json()) as T;
}

export const newestJobs = async (system: System, gateway: 0 | 1): Promise<readonly JobView[]> =>
  (await get<Page<JobView>>(system, '/api/jobs?limit=200', gateway)).items;

/** All jobs, as of the end of the log, because the last one may have just been submitted through the other gateway. */
export const allJobs = async (system: System): Promise<JobView[]> =>
  all(system, `/api/jobs?min_seq=${String(await lastSequence(system.natsUrl))}`);

export const allUploads = (system: Asked): Promise<UploadView[]> => all(system, '/api/uploads');

export const allSamples = (system: Asked): Promise<UploadedSample[]> => all(system, '/api/uploads/samples');

export const deliveriesOf = (system: System, webhook: string): Promise<WebhookDeliveryView[]> =>
  all(system, `/api/webhooks/${webhook}/deliveries`);

/** Sends a delivery again, at once. */
export async function replay({ urls, token }: System, webhook: string, delivery: string): Promise<void> {
  const path = `/api/webhooks/${webhook}/deliveries/${delivery}/replay`;
  const response = await fetch(urls[0] + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`POST ${path}: ${String(response.status)}`);
}

export const allUsers = (system: System): Promise<UserView[]> => all(system, '/api/users');

/** Whether the first gateway accepts a credential. */
export const isAccepted = async ({ urls }: System, headers: Readonly<Record<string, string>>): Promise<boolean> =>
  (await fetch(`${urls[0]}/api/session`, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })).ok;

/** All items of a list, from the first gateway. */
async function all<T>(system: Asked, path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, next_cursor }: Page<T> = await get(
      system,
      `${path}${path.includes('?') ? '&' : '?'}limit=1000${from}`,
    );
    found.push(...items);
    cursor = next_cursor;
  }
  return found;
}

export const runnersOf = async (system: System): Promise<readonly RunnerView[]> =>
  (await get<{ items: RunnerView[] }>(system, '/api/runners')).items;

/** Jobs that hold a slot of a queue. */
export async function slotHolders(system: System): Promise<string[]> {
  const { items } = await get<{ items: { running: { job_id: string }[] }[] }>(system, '/api/queues');
  return items.flatMap(({ running }) => running.map(({ job_id }) => job_id));
}

const FINAL = ['completed', 'failed'];

/** Whether a job has ended, and its files are not being cleaned. */
export const isFinal = ({ status, pending_action }: JobView): boolean =>
  FINAL.includes(status) && pending_action === null;
