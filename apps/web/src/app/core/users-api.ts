import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { InviteBody, OneTimeLink, OpenInvite, UserChangeBody, UserView } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

const USERS = '/api/users';
const one = (id: string) => `${USERS}/${encodeURIComponent(id)}`;

/** Client of the endpoints with which admins manage users. Each method rejects with a `ProblemError`. */
@Service()
export class UsersApi {
  private readonly http = inject(HttpClient);

  list = () => firstValueFrom(this.http.get<{ items: UserView[] }>(USERS));
  change = (id: string, body: UserChangeBody) => firstValueFrom(this.http.patch<UserView>(one(id), body));
  resetLink = (id: string) => firstValueFrom(this.http.post<OneTimeLink>(`${one(id)}/reset`, null));
  erase = (id: string) => firstValueFrom(this.http.delete<null>(one(id)));

  invites = () => firstValueFrom(this.http.get<{ items: OpenInvite[] }>(`${USERS}/invites`));
  invite = (body: InviteBody) => firstValueFrom(this.http.post<OneTimeLink>(`${USERS}/invites`, body));
  withdraw = (id: string) => firstValueFrom(this.http.delete<null>(`${USERS}/invites/${encodeURIComponent(id)}`));
}
