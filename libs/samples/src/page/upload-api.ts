import type { CommandBody } from '@reprise/contracts';
import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Address of the uploads, for tus. */
export const UPLOADS = '/api/uploads';

/** Client of the upload and sample endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class UploadApi {
  private readonly client = inject(PageApiClient);

  list = () => this.client.get('/api/uploads');
  remove = (id: string, body: CommandBody) => this.client.post('/api/uploads/{id}/delete', { path: { id }, body });
  samples = () => this.client.get('/api/uploads/samples');
  make = (body: BodyOf<'/api/uploads/samples'>) => this.client.post('/api/uploads/samples', { body });
  removeSample = (id: string, body: CommandBody) =>
    this.client.post('/api/uploads/samples/{id}/delete', { path: { id }, body });
}
