import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { UploadedSample, UploadedSampleBody, UploadedSamplePage, UploadPage } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

/** Address of the uploads, for tus too. */
export const UPLOADS = '/api/uploads';
const SAMPLES = `${UPLOADS}/samples`;

/** Client of the endpoints of uploads and their samples. Each method rejects with a `ProblemError`. */
@Service()
export class UploadApi {
  private readonly http = inject(HttpClient);

  list = () => firstValueFrom(this.http.get<UploadPage>(UPLOADS));
  remove = (id: string) => firstValueFrom(this.http.delete<null>(`${UPLOADS}/${id}`));
  samples = () => firstValueFrom(this.http.get<UploadedSamplePage>(SAMPLES));
  make = (body: UploadedSampleBody) => firstValueFrom(this.http.post<UploadedSample>(SAMPLES, body));
  removeSample = (id: string) => firstValueFrom(this.http.delete<null>(`${SAMPLES}/${id}`));
}
