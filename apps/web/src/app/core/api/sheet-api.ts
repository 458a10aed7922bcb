import { inject, Service } from '@angular/core';
import type { Schemas } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

/** Client of the samplesheet endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class SheetApi {
  private readonly client = inject(PageApiClient);

  check = (body: Schemas['SheetCheckBody']) => this.client.post('/api/jobs/sheet/check', { body });
  /** @param correlationId of all jobs of one sheet, whether they are sent at once or in parts */
  submit = (body: Schemas['SheetBody'], key: string, correlationId: string) =>
    this.client.post('/api/jobs/sheet', {
      body,
      headers: { 'Idempotency-Key': key, 'X-Correlation-Id': correlationId },
    });
}
