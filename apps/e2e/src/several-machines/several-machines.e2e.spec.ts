import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { waitUntil } from '@reprise/testing';
import { readLog } from '../faults/system/read-log.ts';
import { ClientOfAny } from './client.ts';
import { Installation } from './installation.ts';

const CLIENTS = 4;
const JOBS_EACH = 4;

describe('three NATS servers, three gateways and three runners, as docs/several-machines.md says', () => {
  let installation: Installation;
  let client: ClientOfAny;
  /** Content of each upload, by its id. */
  const sent = new Map<string, Buffer>();

  beforeAll(async () => {
    installation = await Installation.start();
    client = new ClientOfAny(installation.urls, installation.token);
  });
  afterAll(() => installation.stop());

  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  /** Sends one command after another until the work is done. Limits of a queue start no jobs. */
  async function whileSending(work: () => Promise<void>): Promise<void> {
    const over = new AbortController();
    const sending = (async () => {
      for (let limit = 100; !over.signal.aborted; limit++) await client.limitQueue(limit);
    })();
    sending.catch(() => undefined);
    await work().finally(() => over.abort());
    await sending;
  }

  /** Waits for more accepted commands, so that a fault comes between commands. */
  async function untilMore(): Promise<void> {
    const { length } = client.accepted;
    await waitUntil(() => client.accepted.length >= length + 3, { what: 'more commands are accepted' });
  }

  /** Submits jobs, some with the same key through two gateways at once, and cancels some. */
  async function sendCommands(name: string): Promise<void> {
    for (let n = 0; n < JOBS_EACH; n++) {
      const sample = `${name}-${String(n)}`;
      const key = randomUUID();
      const [first, again] = await Promise.all([client.submit(sample, key), client.submit(sample, key)]);
      expect(again).toEqual(first);
      if (n % 3 === 0) await client.cancel(first.job_id, `cancel of ${sample}`);
    }
  }

  async function sendUploads(): Promise<void> {
    for (const name of ['P1_R1.fastq.gz', 'P1_R2.fastq.gz']) {
      const reads = Array.from({ length: 3000 }, () => `@r\n${randomBytes(75).toString('hex').replace(/\w/g, base)}\n`);
      const bytes = gzipSync(reads.map((read) => `${read}+\n${'I'.repeat(150)}\n`).join(''));
      sent.set(await client.upload(name, bytes, Math.ceil(bytes.length / 7)), bytes);
    }
  }

  async function sendSheet(): Promise<void> {
    const text = ['sample', 'S1', 'S2', 'S3'].join('\n');
    const key = randomUUID();
    const [one, other] = await Promise.all([client.submitSheet(text, key), client.submitSheet(text, key)]);
    const jobsOf = ({ results }: typeof one) => results.map(({ job_id, seq }) => ({ job_id, seq }));
    expect(one.results.map(({ problem }) => problem)).toEqual([null, null, null]);
    expect(jobsOf(other)).toEqual(jobsOf(one));
  }

  it('take commands, uploads and a samplesheet through any gateway while a gateway, a runner and the leader of the log are killed', async () => {
    const sending = Promise.all([
      ...Array.from({ length: CLIENTS }, (_, i) => sendCommands(`client-${String(i)}`)),
      sendUploads(),
      sendSheet(),
    ]);
    sending.catch(() => undefined);
    await whileSending(async () => {
      for (const service of [installation.gateways[1]!, installation.runners[1]!, await installation.leader()]) {
        await untilMore();
        await service.end('SIGKILL');
        await untilMore();
        service.start();
      }
    });
    await sending;
    await installation.untilReady(1);
  });

  it('are replaced one after the other while commands come in, and none is refused', async () => {
    await whileSending(async () => {
      for (const [i, gateway] of installation.gateways.entries()) {
        await gateway.end('SIGTERM');
        await untilMore();
        gateway.start();
        await installation.untilReady(i);
      }
    });
  });

  it('have each accepted command once in the log', async () => {
    const events = await readLog(installation.natsUrl);
    const seqs = Map.groupBy(events, ({ id }) => id);
    for (const { command_id, seq } of client.accepted)
      expect(seqs.get(command_id)?.map((event) => event.seq)).toEqual([seq]);
  });

  it('have each upload as it was sent', async () => {
    await waitUntil(async () => (await client.uploads()).every(({ status }) => status === 'ready'), {
      every: 200,
      what: 'the uploads are checked',
    });
    const uploads = await client.uploads();
    expect(new Map(uploads.map(({ upload_id, sha256 }) => [upload_id, sha256]))).toEqual(
      new Map([...sent].map(([id, bytes]) => [id, digest(bytes)])),
    );
    for (const [id, bytes] of sent)
      expect(digest(readFileSync(join(installation.dataDir, 'uploads/files', id)))).toBe(digest(bytes));
  });

  it('end every job, and verify and rebuild without findings', async () => {
    const isOver = async () => (await client.jobs()).every(({ status }) => ['completed', 'failed'].includes(status));
    await waitUntil(isOver, { every: 500, what: 'all jobs have ended' });
    expect([await installation.command('verify'), installation.output()]).toEqual([0, expect.anything()]);
    expect([await installation.command('verify', 'rebuild'), installation.output()]).toEqual([0, expect.anything()]);
  });
});

/** A base for each hexadecimal digit. */
const base = (digit: string) => 'ACGT'[Number.parseInt(digit, 16) % 4]!;
