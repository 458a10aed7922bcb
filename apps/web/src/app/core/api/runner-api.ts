import { inject, Service } from '@angular/core';
import type { Schemas } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the commands to runners. Each method rejects with a `ProblemError`. */
@Service()
export class RunnerApi {
  private readonly client = inject(PageApiClient);

  drain = (runner: string, body: { reason?: string }, key: string) =>
    this.client.post('/api/runners/{runner}/drain', { path: { runner }, body, headers: keyed(key) });
  undrain = (runner: string, body: { reason?: string }, key: string) =>
    this.client.post('/api/runners/{runner}/undrain', { path: { runner }, body, headers: keyed(key) });
  schedule = (runner: string, body: Schemas['ScheduleRunner'], key: string) =>
    this.client.post('/api/runners/{runner}/schedule', { path: { runner }, body, headers: keyed(key) });
}
