import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { NamedInput, NamedInputBody, NamedInputPage } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

const ALL = '/api/inputs/named';

/** Client of the inputs that are registered under a name. Each method rejects with a `ProblemError`. */
@Service()
export class NamedInputApi {
  private readonly http = inject(HttpClient);

  list = () => firstValueFrom(this.http.get<NamedInputPage>(ALL));
  add = (body: NamedInputBody) => firstValueFrom(this.http.post<NamedInput>(ALL, body));
  remove = (id: string) => firstValueFrom(this.http.delete<null>(`${ALL}/${id}`));
}
