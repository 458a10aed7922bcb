import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Client of the endpoints with which admins manage users. Each method rejects with a `ProblemError`. */
@Service()
export class UsersApi {
  private readonly client = inject(PageApiClient);

  list = () => this.client.get('/api/users');
  change = (id: string, body: BodyOf<'/api/users/{id}', 'patch'>) =>
    this.client.patch('/api/users/{id}', { path: { id }, body });
  resetLink = (id: string) => this.client.post('/api/users/{id}/reset', { path: { id } });
  erase = (id: string) => this.client.delete('/api/users/{id}', { path: { id } });

  invites = () => this.client.get('/api/users/invites');
  invite = (body: BodyOf<'/api/users/invites'>) => this.client.post('/api/users/invites', { body });
  withdraw = (id: string) => this.client.delete('/api/users/invites/{id}', { path: { id } });
}
