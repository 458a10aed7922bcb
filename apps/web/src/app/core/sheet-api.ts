import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { SheetBody, SheetCheck, SheetCheckBody, SheetSubmitted } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

/** Client of the samplesheet endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class SheetApi {
  private readonly http = inject(HttpClient);

  check = (body: SheetCheckBody) => firstValueFrom(this.http.post<SheetCheck>('/api/jobs/sheet/check', body));
  /** @param correlationId of all jobs of one sheet, whether they are sent at once or in parts */
  submit = (body: SheetBody, key: string, correlationId: string) =>
    firstValueFrom(
      this.http.post<SheetSubmitted>('/api/jobs/sheet', body, {
        headers: { 'Idempotency-Key': key, 'X-Correlation-Id': correlationId },
      }),
    );
}
