import { cidrsOf } from '@reprise/settings';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

const NOBODY = { authorization: '' };

describe('the rate limit', () => {
  it('counts commands and reads separately, and states the retry time', async () => {
    const limited = await TestGateway.start(servers, { rateLimit: 3, commandRateLimit: 1 });
    const reads = await Promise.all(Array.from({ length: 4 }, () => limited.fetch('/api/runners')));
    expect(reads.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    const refused = reads.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused!)).toMatchObject({ detail: expect.stringMatching(/^Too many requests/) as string });
    expect((await limited.post('/api/jobs', {})).status).toBe(422);
    expect((await limited.post('/api/jobs', {})).status).toBe(429);
    expect((await limited.fetch('/health/live')).status).toBe(200);
    await limited.stop();
  });

  it('counts requests without a token by address, and admits clients with a token', async () => {
    const limited = await TestGateway.start(servers, { anonymousRateLimit: 2 });
    const status = async (path: string) => (await limited.fetch(path, { headers: NOBODY })).status;
    expect([await status('/'), await status('/api/jobs'), await status('/')]).toEqual([200, 401, 429]);
    const refused = await limited.fetch('/api/jobs', { headers: NOBODY });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^Too many requests without a token/) as string,
    });
    expect(await status('/health/live')).toBe(200);
    expect(await status(`/?token=${limited.token}`)).toBe(303);
    expect((await limited.fetch('/api/jobs')).status).toBe(200);
    await limited.stop();
  });
});

describe('wrong tokens', () => {
  const WRONG = 'wrong-token-that-is-long-enough';

  it.each([
    ['in the header', '/api/jobs', { authorization: `Bearer ${WRONG}` }],
    ['in a link', `/?token=${WRONG}`, NOBODY],
  ])('%s are refused for a while after too many, and the right one still works', async (_, path, headers) => {
    const asked = await TestGateway.start(servers);
    const statuses: number[] = [];
    while (statuses.length < 31) statuses.push((await asked.fetch(path, { headers })).status);
    expect(statuses.slice(0, 30)).toEqual(statuses.slice(0, 30).fill(401));
    expect(statuses[30]).toBe(429);
    const refused = await asked.fetch(path, { headers });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^Too many wrong tokens/) as string,
    });
    expect((await asked.fetch('/api/jobs')).status).toBe(200);
    expect((await asked.fetch(`/?token=${asked.token}`, { headers: NOBODY })).status).toBe(303);
    expect((await asked.fetch('/api/jobs', { headers: NOBODY })).status).toBe(401);
    await asked.stop();
  });
});

describe('a proxy', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' };
  const signIn = (asked: TestGateway) =>
    asked.fetch(`/?token=${asked.token}`, { headers: { ...NOBODY, ...forwarded } });

  it("passes on the client's address and protocol if it is trusted", async () => {
    const asked = await TestGateway.start(servers, { rateLimit: 1, trustProxy: cidrsOf('127.0.0.0/8') });
    const [of1, of2, again] = ['192.0.2.1', '192.0.2.2', '192.0.2.1'].map((address) => ({
      'x-forwarded-for': address,
    }));
    const status = async (headers?: Record<string, string>) =>
      (await asked.fetch('/api/runners', { headers: headers! })).status;
    expect([await status(of1), await status(of2), await status(again)]).toEqual([200, 200, 429]);
    expect((await signIn(asked)).headers.get('set-cookie')).toContain('; Secure');
    await asked.stop();
  });

  it('has no influence if it is not trusted', async () => {
    const asked = await TestGateway.start(servers, { rateLimit: 1, trustProxy: cidrsOf('10.0.0.0/8') });
    const statuses = [];
    for (const address of ['192.0.2.1', '192.0.2.2'])
      statuses.push((await asked.fetch('/api/runners', { headers: { 'x-forwarded-for': address } })).status);
    expect(statuses).toEqual([200, 429]);
    expect((await signIn(asked)).headers.get('set-cookie')).not.toContain('Secure');
    await asked.stop();
  });
});
