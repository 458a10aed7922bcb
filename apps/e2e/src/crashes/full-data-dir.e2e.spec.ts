import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverFolder, waitUntil } from '@reprise/testing';
import { scale, seed } from '@reprise/testing/random';
import { Api } from '../api.ts';
import { draw } from '../draw.ts';
import { guard } from '../guardian.ts';
import { Started } from '../npm-start/started.ts';
import { Sample } from '../sample.ts';
import { fill, SmallDisk } from './small-disk.ts';

const MIB = 2 ** 20;
const FILLINGS = 2 * scale;
/**
 * Seconds from the time when the disk has free space until a command is accepted. In `npm test`, other tests also use
 * the machine.
 */
const RECOVERED_WITHIN = scale > 1 ? 10 : 60;

describe('a data dir on a full disk', () => {
  const scratch = mkdtempSync(join(serverFolder(), 'reprise-e2e-'));
  chmodSync(scratch, 0o755); // Postgres may run as another user
  const guardian = guard(scratch);
  const dataDir = join(scratch, 'data');
  const filled = join(dataDir, 'filled');
  let started: Started;
  let link: URL;
  let api: Api;
  beforeAll(async () => {
    SmallDisk.mountedOn(dataDir, 1024 * MIB);
    chmodSync(dataDir, 0o755);
    started = new Started({
      REPRISE_DATA_DIR: dataDir,
      REPRISE_PIPELINES: join(import.meta.dirname, '../../pipelines'),
      REPRISE_DISK_RESERVE: '32MiB',
      REPRISE_RATE_LIMIT: '0',
    });
    link = await started.link();
    api = new Api(link.origin, link.searchParams.get('token')!);
  }, 300_000);
  afterAll(async () => {
    rmSync(filled, { force: true });
    await started.end('SIGTERM');
    await guardian.finish();
  });

  const send = (path: string, body: object, milliseconds: number): Promise<Response | undefined> =>
    fetch(new URL(path, link), {
      method: 'POST',
      headers: { authorization: `Bearer ${link.searchParams.get('token')!}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(milliseconds),
    }).catch(() => undefined);
  const isReady = () =>
    fetch(new URL('/health/ready', link), { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  /** Ids of jobs whose submission was accepted; they wait in a paused queue. */
  const accepted: string[] = [];
  const submit = async (milliseconds: number): Promise<boolean> => {
    const body = { pipeline: 'brief', sample_name: 'S1', params: {}, queue: 'default' };
    const response = await send('/api/jobs', body, milliseconds);
    if (response?.status !== 202) return false;
    accepted.push(((await response.json()) as { job_id: string }).job_id);
    return true;
  };

  it('records endings on the released reserve', async () => {
    await waitUntil(() => existsSync(join(dataDir, 'reserve')), { what: 'it holds a reserve' });
    const sample = await Sample.submit(api, dataDir, 'gate');
    sample.open('launch', 'PREPARE', 'ALIGN', 'CALL');
    await sample.says('REPORT.reached');
    fill(filled);
    const givesBack = () =>
      started.output.includes(`The disk of ${dataDir} is full: its reserve of 64 MiB is given back`);
    await waitUntil(givesBack, { what: 'the reserve is given back' });
    sample.open('REPORT');
    await sample.becomes('completed');
    rmSync(filled);
  }, 200_000);

  it('accepts commands again soon after space is freed, each time, and loses no accepted command', async () => {
    console.log(`REPRISE_SEED=${String(seed)}`);
    await send('/api/queues/default/pause', { reason: 'the disk is filled' }, 60_000);
    const seconds: number[] = [];
    const ready: number[] = [];
    for (let filling = 0; filling < FILLINGS; filling += 1) {
      await submit(60_000);
      const until = performance.now() + 1_000 + 5_000 * draw('full for', filling);
      for (const sent = submit(8_000); performance.now() < until; await sleep(50)) {
        fill(filled);
        void sent;
      }
      rmSync(filled);
      const since = performance.now();
      await waitUntil(() => submit(2_000), { every: 100, what: 'a command is taken' });
      seconds.push((performance.now() - since) / 1000);
      await waitUntil(isReady, { every: 100, what: 'it is ready' });
      ready.push((performance.now() - since) / 1000);
    }
    const list = (values: number[]) => values.map((value) => value.toFixed(1)).join(' ');
    console.log(`seconds until a command is taken: ${list(seconds)}\nuntil it is ready: ${list(ready)}`);
    for (const id of accepted) expect((await api.job(id)).status).toBe('pending');
    expect(Math.max(...seconds)).toBeLessThan(RECOVERED_WITHIN);
  }, 3_000_000);
});
