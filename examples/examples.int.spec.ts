import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { encode, makeEvent, newId, openJetStreamLog, UNREADABLE_HEADERS, type EventLog } from '@reprise/event-log';
import { storeMessages } from '@reprise/event-log/testing';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { ensureNatsCommand, ensurePythonClient, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';

const here = import.meta.dirname;
const say = (line: string) => process.stderr.write(`${line}\n`);
const patience = (what: string) => ({ every: 50, what });

let nats: TestEmbeddedNats;
let log: EventLog;
let scratch: string;
beforeAll(async () => {
  nats = await startEmbeddedNats('1');
  ({ log } = await openJetStreamLog({ servers: nats.runners['1']!, name: 'test', isFiltered: true }));
  scratch = mkdtempSync(join(tmpdir(), 'reprise-examples-'));
});
afterAll(async () => {
  await log.close();
  await nats.stop();
  rmSync(scratch, { recursive: true });
});

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Running example with its output so far. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      running.delete(child);
      resolve();
    });
  });
  return {
    output: () => output,
    errors: () => errors,
    end: (signal: NodeJS.Signals) => {
      child.kill(signal);
      return ended;
    },
  };
}

const context = () => ({
  id: newId(),
  time: new Date().toISOString(),
  actor: 'runner 1',
  source: '/reprise/runner/1',
  correlation_id: newId(),
  causation_id: newId(),
});

/** Appends jobs that end, among other events. */
async function finishJobs(count: number): Promise<string[]> {
  const jobs = Array.from({ length: count }, newId);
  for (const [i, subject] of jobs.entries()) {
    const claimed = { type: 'attempt_claimed', subject, data: { attempt: 1, runner_id: '1' } } as const;
    await log.append(makeEvent(claimed, context()));
    const nothingRan = { attempt: 1, signals: [], processes_ended: 0, survivors: 0 as const, duration_ms: null };
    const succeeded = { attempt: 1, exit_code: 0, duration_ms: 1, outputs: [] };
    await log.append(
      i % 2 === 0
        ? makeEvent({ type: 'attempt_cancelled', subject, data: nothingRan }, context())
        : makeEvent({ type: 'attempt_succeeded', subject, data: succeeded }, context()),
    );
  }
  return jobs;
}

/**
 * Stores endings that a runner's login can store: one whose headers no NATS client can parse, and some without an
 * attempt number.
 */
async function plantDamaged(): Promise<void> {
  const data = { attempt: 1, signals: [], processes_ended: 0, survivors: 0 as const, duration_ms: null };
  const encoded = () => encode(makeEvent({ type: 'attempt_cancelled', subject: newId(), data }, context()));
  const block = Buffer.from('NATS/1.0\r\nbad name: 1\r\n').toString('base64');
  await storeMessages(nats.runners['1']!, [
    { ...encoded(), headers: [[UNREADABLE_HEADERS, block]] },
    ...['{}', '{"attempt":[1]}'].map((text) => ({ ...encoded(), payload: Buffer.from(text) })),
  ]);
}

/** Returns the jobs acted on, once per action. */
function actedOn(databaseFile: string): string[] {
  if (!existsSync(databaseFile)) return [];
  // Not read-only: the next reader rolls back what a killed consumer left half-written.
  const database = new DatabaseSync(databaseFile, { timeout: 5_000 });
  try {
    return database
      .prepare('select job_id from finished_jobs')
      .all()
      .map((row) => String(row['job_id']));
  } catch (error) {
    if (String(error).includes('no such table')) return [];
    throw error;
  } finally {
    database.close();
  }
}

const finished: string[] = [];

describe.each([
  ['TypeScript', async () => [process.execPath, join(here, 'consumer-ts/consumer.ts')] as const],
  [
    'Python',
    async () => [await ensurePythonClient(thisMachine(), say), join(here, 'consumer-py/consumer.py')] as const,
  ],
])('the consumer in %s', (language, program) => {
  it('acts exactly once on each job that ended, although it is killed midway', async () => {
    const [command, script] = await program();
    const databaseFile = join(scratch, `${language}.db`);
    const start = (database = databaseFile) => run(command, [script, nats.consumerFile, database]);
    let consumer = start();
    const said = async (ask: () => boolean, what: string) =>
      waitUntil(ask, patience(what)).catch((error: unknown) => {
        throw new Error(consumer.errors(), { cause: error });
      });

    const meanwhile = finishJobs(40).then((jobs) => finished.push(...jobs));
    await said(() => actedOn(databaseFile).length > 10, 'It acts');
    await consumer.end('SIGKILL');
    const before = actedOn(databaseFile).length;
    await meanwhile;
    await plantDamaged();
    finished.push(...(await finishJobs(20)));
    expect(before).toBeLessThan(finished.length);

    consumer = start();
    await said(() => actedOn(databaseFile).length >= finished.length, 'It has acted on all');
    await consumer.end('SIGTERM');
    expect(actedOn(databaseFile).sort()).toEqual([...finished].sort());
  });

  it('repeats nothing when it receives everything again', async () => {
    const [command, script] = await program();
    const databaseFile = join(scratch, `${language}.db`);
    await forgetPosition(language === 'Python' ? 'finished-jobs-py' : 'finished-jobs-ts');
    const consumer = run(command, [script, nats.consumerFile, databaseFile]);
    const [one] = await finishJobs(1);
    finished.push(one!);
    await waitUntil(() => actedOn(databaseFile).includes(one!), patience('It acts on the last'));
    await consumer.end('SIGTERM');
    expect(actedOn(databaseFile).sort()).toEqual([...finished].sort());
    expect(consumer.output().trim().split('\n')).toEqual([`${one!} attempt 1: attempt_cancelled`]);
  });
});

/** Simulates a consumer that lost its position. */
async function forgetPosition(durable: string): Promise<void> {
  const { url, user, password, stream, inbox_prefix } = nats.consumer();
  const nc = await connect({ servers: url, user, pass: password, inboxPrefix: inbox_prefix });
  await (await jetstreamManager(nc)).consumers.delete(stream, durable);
  await nc.close();
}

describe('the one-line example', () => {
  it('shows everything that happens to jobs, from the first event on', async () => {
    const readme = readFileSync(join(here, 'README.md'), 'utf8');
    const line =
      /^nats sub .+$/m.exec(readme)?.[0].replaceAll('./.reprise/nats/consumer.json', nats.consumerFile) ?? '';
    const command = await ensureNatsCommand(thisMachine(), say);
    const PATH = [dirname(command), process.env['PATH']].join(delimiter);
    const reader = run('sh', ['-c', `exec ${line}`], { ...process.env, PATH });
    finished.push(...(await finishJobs(2)));
    const shown = () => finished.every((job) => reader.output().includes(`${job}.life.attempt_claimed`));
    await waitUntil(shown, patience('It shows every job')).catch((error: unknown) => {
      throw new Error(reader.errors(), { cause: error });
    });
    await reader.end('SIGTERM');
    expect(reader.output()).toContain('ce-type: reprise.job.attempt_succeeded.v4');
  });
});
