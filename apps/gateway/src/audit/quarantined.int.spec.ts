import type { AuditEntry, Page, SetAsideEntry } from '@reprise/contracts';
import { poisonMessages, storeMessages } from '@reprise/event-log/testing';
import { strangeMessages } from '@reprise/event-log/testing/strange-messages';
import { newSeed } from '@reprise/read-model/testing';
import fc from 'fast-check';
import { eventually } from '../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let job: string;
let poison: ReturnType<typeof poisonMessages>;
let first: number;

/** Stores the messages as another program with the right to append would. Returns the sequence of the last one. */
const store = (messages: Parameters<typeof storeMessages>[1]) => storeMessages(servers.nats.url, messages);

beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ({ job_id: job } = await gateway.submit());
  // Servers reject headers of more than 64 KB.
  poison = poisonMessages(job).filter(([name]) => name !== 'an actor of 100 KB');
  first = (await store(poison.map(([, message]) => message))) - poison.length + 1;
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

describe('events that cannot be applied', () => {
  it('block neither commands to their job nor reads of it', async () => {
    const { seq } = await gateway.accepted(`/api/jobs/${job}/cancel`, { reason: 'go on' });
    expect(await gateway.job(job, seq)).toMatchObject({ status: 'failed', last_seq: seq + 1 });
  });

  it('are listed with the reason and downloaded as they are stored', async () => {
    const { items } = await gateway.get<Page<SetAsideEntry>>('/api/audit/set-aside?limit=1000');
    expect(items.map(({ seq }) => seq)).toEqual(poison.map((_, i) => first + i).reverse());
    const nested = poison.findIndex(([name]) => name === '110,000 nested brackets');
    expect(items.at(-1 - nested)).toMatchObject({ bytes: 220_000, reason: 'data: nested deeper than 128 levels' });
    const raw = await gateway.fetch(`/api/audit/set-aside/${String(first + nested)}`);
    expect(raw.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await raw.arrayBuffer()).equals(poison[nested]![1].payload)).toBe(true);
    expect((await gateway.fetch('/api/audit/set-aside/1')).status).toBe(404);
  });

  it('count in health and metrics', async () => {
    const health = await eventually('it is ready', async () => {
      const response = await fetch(`${gateway.url}/health/ready`);
      return response.ok ? ((await response.json()) as { details: object }) : null;
    });
    expect(health.details).toMatchObject({ database: { events_set_aside: poison.length } });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain(`reprise_events_set_aside ${String(poison.length)}`);
  });

  it('appear in the audit and its exports without their content', async () => {
    const { items } = await gateway.get<Page<AuditEntry>>('/api/audit?events=all&limit=1000');
    const unknown = items.filter(({ type }) => type === 'not_understood');
    expect(unknown).toHaveLength(poison.length);
    for (const entry of unknown) expect(entry).toMatchObject({ actor: 'unknown', data: {}, event_id: null });
    for (const format of ['csv', 'ndjson']) {
      const lines = (await (await gateway.fetch(`/api/audit/export?events=all&format=${format}`)).text()).split('\n');
      expect(lines.length).toBeGreaterThan(items.length);
    }
  });

  it('leave the stream of changes open', async () => {
    const response = await gateway.fetch(`/api/jobs/stream?job_id=${job}`, { headers: { 'last-event-id': '0' } });
    await store(poison.map(([, message]) => ({ ...message, headers: message.headers.slice(1) })));
    const { seq } = await gateway.accepted(`/api/jobs/${job}/rerun`, { reason: 'and on' });
    expect(await heardUntil(response, `"last_seq":${String(seq)}`)).toContain('event: job');
  });
});

describe('generated events of every type', () => {
  it('break no page, list, export, stream or command of their job', async () => {
    const { job_id, seq } = await gateway.submit();
    const stream = await gateway.fetch('/api/jobs/stream', { headers: { 'last-event-id': String(seq) } });
    await store(fc.sample(strangeMessages(job_id), { seed: newSeed(), numRuns: 150 }));
    const next = await gateway.submit();
    expect(await heardUntil(stream, next.job_id)).toContain('event: job');
    expect(await gateway.job(next.job_id, next.seq)).toMatchObject({ last_seq: next.seq });
    const parts = ['', '/history', '/attempts', '/tasks', '/usage', `?as_of=${String(next.seq)}`];
    const lists = [
      'jobs',
      'jobs/summary',
      'queues',
      'runners',
      'approvals',
      'audit?events=all',
      'audit/actors',
      'audit/set-aside',
    ];
    const exports = ['csv', 'ndjson'].map((format) => `audit/export?events=all&format=${format}`);
    for (const path of [...parts.map((part) => `jobs/${job_id}${part}`), ...lists, ...exports]) {
      const answer = await gateway.fetch(`/api/${path}`);
      const text = await answer.text();
      // If one of them is admitted as an attempt, it ran without a runner.
      const isAway =
        path.endsWith('/usage') && answer.status === 503 && text.includes('keeps these results does not answer');
      expect([path, isAway ? 200 : answer.status]).toEqual([path, 200]);
      expect(text).not.toBe('');
    }
    const cancelled = await gateway.post(`/api/jobs/${job_id}/cancel`, { reason: 'whatever it is' });
    expect([202, 400, 409]).toContain(cancelled.status);
  });
});

/** Reads a stream of changes until it contains the given text. Returns everything that was read. */
async function heardUntil(response: Response, said: string): Promise<string> {
  let heard = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    heard += chunk;
    if (heard.includes(said)) return heard;
  }
  throw new Error(`The stream ended without ${said}: ${heard}`);
}
