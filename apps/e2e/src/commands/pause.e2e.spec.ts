import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { seed } from '@reprise/testing/random';
import { waitUntil } from '@reprise/testing';
import { draw } from '../draw.ts';
import { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';

const PATIENCE_MS = 180_000;
const RACES = 12;

/** Clock ticks of all processes of a job. Source: proc_pid_stat(5). */
const ticks = (sample: Sample) =>
  sample
    .processes()
    .map(({ pid }) =>
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)!
        .split(' '),
    )
    .reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0);

const types = async (sample: Sample) => (await sample.history()).map(({ type }) => type);

async function runsStep(lab: Lab, sample: Sample, step: string): Promise<void> {
  const { stdout } = lab.filesOf(sample);
  await appears(stdout);
  const submitted = () => readFileSync(stdout, 'utf8').includes(`Submitted process > ${step}`);
  await waitUntil(submitted, { milliseconds: 60_000, what: `${step} is submitted` });
}

describe('a paused job, on a real Nextflow', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ REPRISE_RUNNER_SLOTS: '2' });
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  it(
    'is frozen, also while its runner is killed, goes on to its end, and says how long it was paused',
    async () => {
      const sample = await lab.submit('gate');
      await sample.says('PREPARE.reached');
      expect(await sample.command('pause', { reason: 'urgent sample first' })).toBe('Pipeline pause requested');
      const { paused } = await sample.reads('paused', ({ status }) => status === 'paused');
      expect(paused).toMatchObject({ mode: 'freeze' });
      const before = ticks(sample);
      const count = sample.processes().length;

      process.kill(lab.system.services.runner.pid, 'SIGKILL');
      await lab.bringBack('runner');
      expect([sample.processes().length, ticks(sample) - before]).toEqual([count, 0]);
      expect(await sample.read()).toMatchObject({ status: 'paused', allowed_actions: ['cancel', 'unpause'] });

      await sample.command('unpause', { reason: 'the urgent sample is done' });
      await sample.reads('running', ({ status }) => status === 'running');
      sample.open('all');
      const { paused_ms } = await sample.becomes('completed');
      const at = Object.fromEntries((await sample.history()).map((entry) => [entry.type, Date.parse(entry.at)]));
      expect(paused_ms).toBe(at['unpaused']! - at['paused']!);
      const told = (await types(sample)).filter((type) => type.includes('pause'));
      expect(told).toEqual(['pause_requested', 'paused', 'unpause_requested', 'unpaused']);
    },
    PATIENCE_MS,
  );
});

describe(`pauses at any moment, on a simulated Nextflow (seed ${String(seed)})`, () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({
      REPRISE_RUNNER_SLOTS: '4',
      REPRISE_RATE_LIMIT: '0',
      REPRISE_NEXTFLOW: simulatedNextflow,
    });
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  const races = Array.from({ length: RACES }, (_, n) => n);
  const delay = (n: number, what: string, longest: number) => sleep(draw(what, n) * longest);

  it(
    'race the end of the job: it is paused and can go on, or has ended once',
    async () => {
      await Promise.all(
        races.map(async (n) => {
          const sample = await lab.submit('brief', { simulation: { seconds: 0.2 } });
          await runsStep(lab, sample, 'LAST');
          await delay(n, 'end', 600);
          const answers = [await lab.api.answer(sample.id, 'pause'), await lab.api.answer(sample.id, 'pause')];
          const { status } = await sample.reads('settled', (job) =>
            ['paused', 'completed', 'failed'].includes(job.status),
          );
          if (status === 'paused') await sample.command('unpause');
          await sample.becomes('completed');
          await sample.leavesNoProcess();
          const all = await types(sample);
          const accepted = 'seq' in answers[0]! ? 1 : 0;
          expect(all.filter((type) => type === 'pause_requested')).toHaveLength(accepted);
          expect(all.filter((type) => type === 'attempt_succeeded')).toHaveLength(1);
        }),
      );
    },
    PATIENCE_MS,
  );

  it(
    'are taken back or cancelled: nothing stays frozen, and nothing is left',
    async () => {
      await Promise.all(
        races.map(async (n) => {
          const sample = await lab.submit('brief', { simulation: { seconds: 60 } });
          await runsStep(lab, sample, 'FIRST');
          await sample.command('pause', { mode: n % 2 ? 'freeze' : 'drain' });
          await delay(n, 'back', 200);
          await lab.api.answer(sample.id, 'unpause');
          await delay(n, 'cancel', 200);
          await sample.command('cancel');
          expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
          await sample.leavesNoProcess();
        }),
      );
    },
    PATIENCE_MS,
  );
});
