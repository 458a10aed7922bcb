import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { PageApiClient } from './api-client.ts';

describe("the page's client of the API", () => {
  it('sends its requests by HttpClient, without absent parameters', async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    const [client, http] = [TestBed.inject(PageApiClient), TestBed.inject(HttpTestingController)];
    const jobs = client.get('/api/jobs', { query: { status: ['failed', 'running'], q: undefined, limit: 5 } });
    const list = http.expectOne('/api/jobs?status=failed&status=running&limit=5');
    list.flush({ items: [], next_cursor: null });
    expect(await jobs).toEqual({ items: [], next_cursor: null });

    const headers = { 'Idempotency-Key': 'k' };
    const cancelled = client.post('/api/jobs/{id}/cancel', { path: { id: 'a/b' }, body: { reason: 'wrong' }, headers });
    const cancel = http.expectOne({ method: 'POST', url: '/api/jobs/a%2Fb/cancel' });
    expect(cancel.request.body).toEqual({ reason: 'wrong' });
    expect(cancel.request.headers.get('idempotency-key')).toBe('k');
    cancel.flush({ message: 'done' });
    expect(await cancelled).toEqual({ message: 'done' });
  });
});
