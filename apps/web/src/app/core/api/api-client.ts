import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { ApiClient, type ApiRequest } from '@reprise/api-client';
import { firstValueFrom } from 'rxjs';

/** Client of the HTTP API over `HttpClient`, with its interceptors. Each request rejects with a `ProblemError`. */
@Service()
export class PageApiClient extends ApiClient {
  constructor() {
    const http = inject(HttpClient);
    super(({ method, path, query, body, headers }) =>
      firstValueFrom(http.request(method, path, { params: given(query), body: body ?? null, headers })),
    );
  }
}

type Param = string | number | boolean;

/** Omits parameters without a value, like `ApiRequest.address`. */
const given = (query: ApiRequest['query']): Record<string, Param | readonly Param[]> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== null)) as Record<
    string,
    Param | readonly Param[]
  >;
