import type { CommandBody } from '@reprise/contracts';
import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

/** Client of the inputs that are registered under a name. Each method rejects with a `ProblemError`. */
@Service()
export class NamedInputApi {
  private readonly client = inject(PageApiClient);

  list = () => this.client.get('/api/inputs/named');
  add = (body: BodyOf<'/api/inputs/named'>) => this.client.post('/api/inputs/named', { body });
  remove = (id: string, body: CommandBody) => this.client.post('/api/inputs/named/{id}/remove', { path: { id }, body });
}
