import { inject, Service } from '@angular/core';
import type { Schemas } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

/** Client of the inputs that are registered under a name. Each method rejects with a `ProblemError`. */
@Service()
export class NamedInputApi {
  private readonly client = inject(PageApiClient);

  list = () => this.client.get('/api/inputs/named');
  add = (body: Schemas['NamedInputBody']) => this.client.post('/api/inputs/named', { body });
  remove = (id: string, body: Schemas['Command']) =>
    this.client.post('/api/inputs/named/{id}/remove', { path: { id }, body });
}
