import { inject, Service } from '@angular/core';
import type { PathWith } from '@reprise/api-client';
import type { CommandNameFor } from '@reprise/contracts';
import { PageApiClient } from './api-client.ts';
import type { CommandBodyOf } from './command-body.ts';

/** Same paths as in the catalogue, which is too large for the first load. */
const PATHS = {
  create_queue: '/api/queues',
  pause_queue: '/api/queues/{name}/pause',
  resume_queue: '/api/queues/{name}/resume',
  remove_queue: '/api/queues/{name}/remove',
  limit_queue: '/api/queues/{name}/limit',
  order_queue: '/api/queues/{name}/order',
} as const satisfies Record<CommandNameFor<'queue'>, PathWith<'post'>>;

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the commands for queues. Each method rejects with a `ProblemError`. */
@Service()
export class QueueApi {
  private readonly client = inject(PageApiClient);

  command = <N extends CommandNameFor<'queue'>>(command: N, name: string, body: CommandBodyOf<N>, key: string) => {
    const path = PATHS[command] as '/api/queues/{name}/pause';
    return this.client.post(path, { path: { name }, body, headers: keyed(key) });
  };
  waiting = (name: string, query: { q: string; from: number; limit: number }) =>
    this.client.get('/api/queues/{name}/waiting', { path: { name }, query });
  prioritize = (id: string, body: { priority: number | 'front' }, key: string) =>
    this.client.post('/api/jobs/{id}/priority', { path: { id }, body, headers: keyed(key) });
}
