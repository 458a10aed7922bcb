import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { RunnerCommandAccepted, ScheduleBody } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

/** Client of the commands to runners. Each method rejects with a `ProblemError`. */
@Service()
export class RunnerApi {
  private readonly http = inject(HttpClient);

  drain = (id: string, body: { reason?: string }, key: string) => this.post(id, 'drain', body, key);
  undrain = (id: string, body: { reason?: string }, key: string) => this.post(id, 'undrain', body, key);
  schedule = (id: string, body: ScheduleBody, key: string) => this.post(id, 'schedule', body, key);

  private post(id: string, verb: string, body: object, key: string): Promise<RunnerCommandAccepted> {
    const url = `/api/runners/${encodeURIComponent(id)}/${verb}`;
    return firstValueFrom(this.http.post<RunnerCommandAccepted>(url, body, { headers: { 'Idempotency-Key': key } }));
  }
}
