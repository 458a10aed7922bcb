import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Page, RetentionStep, StorageView, StoredJob } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

/** Client of the HTTP API of the storage. Each method rejects with a `ProblemError`. */
@Service()
export class StorageApi {
  private readonly http = inject(HttpClient);

  storage = () => this.get<StorageView>('/api/storage');
  /** The jobs with most bytes first. */
  jobs = (limit: number) => this.get<Page<StoredJob>>(`/api/storage/jobs?limit=${limit}`);
  /** Files that the retention rules delete when they run next. */
  retention = (limit: number) => this.get<Page<RetentionStep>>(`/api/storage/retention/preview?limit=${limit}`);

  private get<T>(url: string): Promise<T> {
    return firstValueFrom(this.http.get<T>(url));
  }
}
