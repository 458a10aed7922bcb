import type { HistoryEntry, Page, SessionView } from '@reprise/contracts';
import type { VariantDetail } from '../../contract/index.ts';
import { ana, ben, firstAdmin, invite } from '@reprise/gateway/testing/people.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { jobWithTable, TABLE } from '../testing/job-with-table.ts';

const PRNP = '20-4680464-G-A';
const confirmed = { confirmation: 'none', meaning: 'review' } as const;

let servers: Servers;
let gateway: TestGateway;
let browser: Browser;
let job: Awaited<ReturnType<typeof jobWithTable>>;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  browser = await firstAdmin(gateway);
  job = await jobWithTable(gateway, TABLE);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

async function classify(reason: string): Promise<number> {
  const body = { variant: PRNP, class: 'uncertain', reason };
  const response = await browser.post(`/api/jobs/${job.jobId}/classify`, body);
  return ((await response.json()) as { seq: number }).seq;
}
const confirm = (password: string = ana.password) => browser.post('/api/session/confirm', { password });
const proof = async () => ((await (await confirm()).json()) as { confirmation: string }).confirmation;
const sign = (body: object) => browser.post(`/api/jobs/${job.jobId}/sign`, { ...confirmed, ...body });

describe('a signature', () => {
  it('is given once after the password, with name, time and meaning', async () => {
    const classification = await classify('first look');
    const confirmation = await proof();
    const response = await sign({ classification, confirmation, meaning: 'approval' });
    expect(response.status).toBe(202);
    const { seq } = (await response.json()) as { seq: number };

    const detail = await browser.json<VariantDetail>(`${job.url}/${PRNP}?min_seq=${String(seq)}`);
    const [recorded] = detail.classifications;
    expect(recorded!.signatures).toEqual([
      {
        seq,
        by: recorded!.by,
        name: 'Ana Ruiz',
        at: expect.stringMatching(/Z$/) as string,
        meaning: 'approval',
        method: 'password',
      },
    ]);
    expect(detail.classified!.signatures).toHaveLength(1);
    const history = await browser.json<Page<HistoryEntry>>(`/api/jobs/${job.jobId}/history`);
    const entry = history.items.find((each) => each.seq === seq)!;
    expect(entry).toMatchObject({ type: 'variant_signed', actor: recorded!.by, data: { classification } });
    expect(JSON.stringify(history)).not.toContain(confirmation);

    const tsv = await (await browser.get(`${job.url}.tsv?class=any`)).text();
    expect(tsv).toContain('Ana Ruiz (approval)');
    const again = await sign({ classification, confirmation: await proof() });
    expect([again.status, (await problemOf(again)).detail]).toEqual([409, 'You have signed this class already.']);
  });

  it('needs an unused proof, and a correct password', async () => {
    const classification = await classify('second look');
    const used = await proof();
    expect((await sign({ classification, confirmation: used })).status).toBe(202);
    const next = await classify('third look');
    for (const confirmation of [used, 'guessed']) {
      const refused = await sign({ classification: next, confirmation });
      expect([refused.status, (await problemOf(refused)).detail]).toEqual([
        403,
        expect.stringContaining('Sign in again to sign') as string,
      ]);
    }
    expect((await confirm('wrong')).status).toBe(403);
    expect((await browser.get('/api/session')).status).toBe(200);
  });

  it('is refused for a replaced class, and for one of another job', async () => {
    const old = await classify('fourth look');
    await classify('fifth look');
    expect((await sign({ classification: old, confirmation: await proof() })).status).toBe(409);
    const other = await jobWithTable(gateway, TABLE);
    const response = await browser.post(`/api/jobs/${other.jobId}/sign`, { ...confirmed, classification: old });
    expect(response.status).toBe(404);
  });

  it('is refused to the local administrator', async () => {
    const classification = await classify('sixth look');
    const response = await gateway.post(`/api/jobs/${job.jobId}/sign`, { ...confirmed, classification });
    expect([response.status, (await problemOf(response)).detail]).toEqual([
      403,
      'Only a person with an account can sign: not a token, and not the local administrator.',
    ]);
    expect((await gateway.post('/api/session/confirm', { password: 'x' })).status).toBe(403);
  });
});

describe('names of classifying people in exports', () => {
  const read = async (path: string) => (await browser.get(`${job.url}${path}?class=any`)).text();

  async function classifiedBy(): Promise<unknown[]> {
    const [, header, ...rows] = (await read('.tsv')).split('\n').map((line) => line.split('\t'));
    const cell = (name: string) => rows[0]?.[header!.indexOf(name)];
    const { variants } = JSON.parse(await read('.json')) as {
      variants: { classification: { by: string; by_name: string } }[];
    };
    const { by, by_name } = variants[0]!.classification;
    return [cell('CLASSIFIED_BY'), cell('CLASSIFIED_BY_NAME'), by, by_name];
  }

  it('are shown beside the recorded id, as a former user once the account is erased', async () => {
    const reviewer = await invite(gateway, browser, { ...ben, role: 'reviewer' });
    const { actor } = await reviewer.json<SessionView>('/api/session');
    const body = { variant: PRNP, class: 'benign', reason: 'because' };
    const response = await reviewer.post(`/api/jobs/${job.jobId}/classify`, body);
    const { seq } = (await response.json()) as { seq: number };
    await gateway.job(job.jobId, seq);
    expect(await classifiedBy()).toEqual([actor, 'Ben Ito', actor, 'Ben Ito']);

    const userId = actor.replace('user:', '');
    expect((await browser.send('DELETE', `/api/users/${userId}`)).status).toBe(204);
    const former = `Former user ${userId.slice(0, 4)}`;
    expect(await classifiedBy()).toEqual([actor, former, actor, former]);
  });
});
