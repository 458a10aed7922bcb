import type { SessionView } from '@reprise/contracts';
import { parse } from 'csv-parse/sync';
import { ben, firstAdmin, invite } from '../testing/people.ts';
import type { Browser } from '../testing/browser.ts';
import { startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

const SUBMIT = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
/** Recorded actor ids, and the job that Ben submitted. */
let ids: { readonly ana: string; readonly ben: string; readonly token: string };
let jobOfBen: string;

beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ana = await firstAdmin(gateway);
  const reviewer = await invite(gateway, ana, { ...ben, role: 'reviewer' });
  const actorOf = async (browser: Browser) => (await browser.json<SessionView>('/api/session')).actor;
  const made = await ana.post('/api/tokens', { name: 'nightly', role: 'operator' });
  const { secret, token } = (await made.json()) as { secret: string; token: { token_id: string } };
  ids = {
    ana: await actorOf(ana),
    ben: await actorOf(reviewer),
    token: `${await actorOf(ana)}/token:${token.token_id}`,
  };
  jobOfBen = await submitted(await reviewer.post('/api/jobs', SUBMIT));
  await submitted(await ana.post('/api/jobs', SUBMIT));
  await submitted(await gateway.post('/api/jobs', SUBMIT, { authorization: `Bearer ${secret}` }));
  await gateway.submit();
  await ana.json(`/api/audit?min_seq=${String((await gateway.log.head()).last_seq)}`);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

async function submitted(response: Response): Promise<string> {
  expect(response.status).toBe(202);
  return ((await response.json()) as { job_id: string }).job_id;
}

const read = async (path: string) => (await ana.get(path)).text();
type Named = { readonly actor: string; readonly actor_name: string };
async function namesInAudit(format: 'csv' | 'ndjson'): Promise<Record<string, string>> {
  const text = await read(`/api/audit/export?events=commands&format=${format}`);
  const entries: Named[] =
    format === 'csv'
      ? parse(text, { columns: true })
      : text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Named);
  return Object.fromEntries(entries.map(({ actor, actor_name }) => [actor, actor_name]));
}

async function agentOfCrate(): Promise<unknown> {
  const crate = JSON.parse(await read(`/api/jobs/${jobOfBen}/ro-crate-metadata.json`)) as {
    '@graph': { '@id': string }[];
  };
  return crate['@graph'].find((entity) => entity['@id'] === '#person');
}

describe('names of actors in exports', () => {
  it.each(['csv', 'ndjson'] as const)('stand beside the recorded id in the audit as %s', async (format) => {
    expect(await namesInAudit(format)).toEqual({
      admin: 'Local administrator',
      [ids.ana]: 'Ana Ruiz',
      [ids.ben]: 'Ben Ito',
      [ids.token]: 'Ana Ruiz via token nightly',
    });
  });

  it('stand beside the recorded id in a crate', async () => {
    expect(await agentOfCrate()).toEqual({
      '@id': '#person',
      '@type': 'Person',
      name: 'Ben Ito',
      identifier: ids.ben,
    });
  });

  it('become "former user" once the account is erased', async () => {
    const userId = ids.ben.replace('user:', '');
    expect((await ana.send('DELETE', `/api/users/${userId}`)).status).toBe(204);
    const former = `Former user ${userId.slice(0, 4)}`;
    for (const format of ['csv', 'ndjson'] as const) {
      expect((await namesInAudit(format))[ids.ben]).toBe(former);
      expect(await read(`/api/audit/export?format=${format}&events=commands`)).not.toContain(ben.name);
    }
    expect(await agentOfCrate()).toMatchObject({ name: former, identifier: ids.ben });
  });
});
