import { fetchRawPath } from '../../testing/fetch-raw-path.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

describe('a failed request', () => {
  it('gets a problem document under /api and beside it, also for an unknown address', async () => {
    for (const path of ['/api/nope', '/api/jobs/x/y/z', '/health/nope', '/main-NOPE1234.js']) {
      const response = await gateway.fetch(path);
      expect(await problemOf(response)).toMatchObject({ status: 404, instance: path, title: 'Not Found' });
    }
  });

  it('gets 404 if the address cannot be decoded', async () => {
    for (const path of ['/api/jobs/%', '/api/jobs/%FF/history', '/api/jobs/%E0%A4%A/cancel']) {
      const response = await gateway.fetch(path, { method: path.endsWith('cancel') ? 'POST' : 'GET' });
      expect(await problemOf(response)).toMatchObject({ status: 404, detail: 'There is nothing at this address.' });
    }
  });

  it('reveals neither the token in its address nor the place in the code', async () => {
    const { instance, detail } = await problemOf(await gateway.fetch('/api/nope?token=secret'));
    expect(instance).toBe('/api/nope');
    expect(detail).not.toMatch(/\n|\.ts/);
  });

  it('gets 400 for malformed JSON, 413 for a body above 1 MiB, and 415 for another format', async () => {
    const send = (body: string, type: string) =>
      gateway.fetch('/api/jobs', { method: 'POST', headers: { 'content-type': type }, body });
    expect(await problemOf(await send('{"pipeline":', 'application/json'))).toMatchObject({
      status: 400,
      detail: 'The body is not valid JSON.',
    });
    const large = JSON.stringify({ reason: 'x'.repeat(2 ** 20) });
    expect(await problemOf(await send(large, 'application/json'))).toMatchObject({ status: 413 });
    expect(await problemOf(await send('pipeline=wes', 'application/x-www-form-urlencoded'))).toMatchObject({
      status: 415,
    });
    expect(await problemOf(await send('{}', 'text/plain'))).toMatchObject({ status: 415 });
  });

  it('gets 422 for wrong or unknown query parameters, and names each', async () => {
    const fields = async (path: string) =>
      (await problemOf(await gateway.fetch(path))).errors?.map(({ field }) => field);
    expect(await fields('/api/jobs?limit=5000&status=ended&colour=red')).toEqual(['limit', 'status.0', 'colour']);
    expect(await fields('/api/jobs?limit=1&limit=2')).toEqual(['limit']);
    expect(await fields('/api/jobs?cursor=made-up')).toEqual(['cursor']);
    expect(await fields('/api/jobs?min_seq=-1')).toEqual(['min_seq']);
    expect(await fields('/api/jobs/summary?status=failed')).toEqual(['status']);
    expect(await fields('/api/pipelines?x=1')).toEqual(['x']);
    expect(await fields('/api/jobs/stream?job_id=1')).toEqual(['job_id']);
  });

  it('gets sentences for people, whatever the error', async () => {
    const detailOf = async (answer: Promise<Response>) => (await problemOf(await answer)).detail;
    expect(await detailOf(gateway.fetch('/api/jobs?limit=5000'))).toBe('limit: must be at most 1000');
    expect(await detailOf(gateway.post('/api/jobs', {}))).toBe('pipeline: is required; sample_name: is required');
    const details = await Promise.all([
      ...[
        `/api/jobs?q=${'x'.repeat(201)}&status=ended&order=up&limit=x`,
        `/api/audit?sample=${'x'.repeat(101)}&from=today&job_id=1&command=kill&limit=0`,
        '/api/jobs/stream?job_id=1',
        `/api/inputs?path=${'x'.repeat(5000)}`,
      ].map((path) => detailOf(gateway.fetch(path))),
      ...[[], 'text', { pipeline: 7, sample_name: null, params: [], reason: 'x'.repeat(501) }].map((body) =>
        detailOf(gateway.post('/api/jobs', body)),
      ),
      detailOf(gateway.post('/api/webhooks', { url: 7, event_types: ['x'], filter: [] })),
    ]);
    for (const detail of details) expect(detail).not.toMatch(/\b(Invalid|Too (big|small)|expected|received)\b/);
  });

  it("is the client's error for values that no store accepts", async () => {
    const asked = [
      ...['q', 'created_by', 'pipeline'].map((name) => `/api/jobs?${name}=a%00b`),
      ...['q', 'created_by', 'pipeline'].map((name) => `/api/jobs/summary?${name}=%00`),
      ...['actor', 'sample', 'pipeline', 'q'].map((name) => `/api/audit?${name}=%00`),
      ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B23:59', '9999-12-31T23:59:59-23:59'].flatMap((time) => [
        `/api/audit?from=${time}`,
        `/api/audit/export?to=${time}`,
      ]),
    ];
    for (const path of asked) {
      const { status, detail } = await problemOf(await gateway.fetch(path));
      expect([path, status]).toEqual([path, 422]);
      expect(detail).toMatch(/can be stored|1970/);
    }
    const webhook = { url: 'https://lims.example.org/x', event_types: ['attempt_failed'] };
    for (const wrong of [{ description: 'a\0b' }, { filter: { sample: '\ud800' } }, { filter: { pipeline: ['\0'] } }])
      expect((await gateway.post('/api/webhooks', { ...webhook, ...wrong })).status).toBe(422);
    expect((await gateway.fetch('/api/audit?from=2026-03-01T00:00:00%2B23:59')).status).toBe(200);
  });

  it('handles an address that cannot be parsed, for any client', async () => {
    for (const path of ['//', '//:x', '//:x?token=x', '//[?token=x'])
      expect([path, (await fetchRawPath(gateway, path)).status]).toEqual([path, expect.not.stringMatching(/^5/)]);
  });

  it('gets 422 for a malformed key', async () => {
    const response = await gateway.post(
      '/api/jobs',
      { pipeline: 'toy', sample_name: 'S1' },
      { 'idempotency-key': 'a b' },
    );
    expect(await problemOf(response)).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
  });
});

describe('the correlation id', () => {
  it('comes from the caller if it is well formed, or is created, and is part of the answer', async () => {
    const tell = async (id: string) => {
      const response = await gateway.fetch('/api/nope', { headers: { 'x-correlation-id': id } });
      const { correlation_id } = await problemOf(response);
      expect(response.headers.get('x-correlation-id')).toBe(correlation_id);
      return correlation_id;
    };
    expect(await tell('lab-request-7')).toBe('lab-request-7');
    expect(await tell('"><script>')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await tell('x'.repeat(500))).toMatch(/^[0-9a-f-]{36}$/);
  });
});
