import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

/** Client of the samplesheet endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class SheetApi {
  private readonly client = inject(PageApiClient);

  check = (body: BodyOf<'/api/jobs/sheet/check'>) => this.client.post('/api/jobs/sheet/check', { body });
  /** @param correlationId id that all jobs of one sheet share, whether they are sent at once or in parts */
  submit = (body: BodyOf<'/api/jobs/sheet'>, key: string, correlationId: string) =>
    this.client.post('/api/jobs/sheet', {
      body,
      headers: { 'Idempotency-Key': key, 'X-Correlation-Id': correlationId },
    });
}
