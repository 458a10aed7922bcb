import { ApiClient, urlOf, type ApiRequest } from './index.ts';

const sent: ApiRequest[] = [];
const client = new ApiClient((request) => {
  sent.push(request);
  return Promise.resolve({ items: [], next_cursor: null });
});
const JOB = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';

describe('the API client', () => {
  it('fills in the path, joins lists of the query and leaves out absent values', async () => {
    const page = await client.get('/api/jobs', { query: { status: ['failed', 'running'], q: undefined, limit: 20 } });
    expect(sent.at(-1)).toMatchObject({
      method: 'GET',
      address: `/api/jobs?${new URLSearchParams({ status: 'failed,running', limit: '20' }).toString()}`,
    });
    expect(page.items).toEqual([]);
  });

  it('sends a body and headers', async () => {
    const headers = { 'Idempotency-Key': 'k' };
    await client.post('/api/jobs/{id}/cancel', { path: { id: JOB }, body: { reason: 'wrong sample' }, headers });
    expect(sent.at(-1)).toEqual({
      method: 'POST',
      path: `/api/jobs/${JOB}/cancel`,
      query: {},
      address: `/api/jobs/${JOB}/cancel`,
      body: { reason: 'wrong sample' },
      headers,
    });
  });

  it('encodes each part of a path, so that no part changes the target', () => {
    const path = ['..', 'a b', 'tsv?', 'é#.tsv'];
    expect(urlOf('/api/jobs/{id}/files/{path*}', { path: { id: JOB, path } })).toBe(
      `/api/jobs/${JOB}/files/%2E%2E/a%20b/tsv%3F/%C3%A9%23.tsv`,
    );
  });

  it('knows the input that a path needs', () => {
    // @ts-expect-error a job has an id
    expect(() => urlOf('/api/jobs/{id}')).not.toThrow();
    // @ts-expect-error there is no such path
    expect(urlOf('/api/nothing')).toBe('/api/nothing');
    // @ts-expect-error there is no such filter
    expect(urlOf('/api/jobs', { query: { colour: 'red' } })).toBe('/api/jobs?colour=red');
  });
});
