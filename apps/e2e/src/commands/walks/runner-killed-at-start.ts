import { jobKindFilter } from '@reprise/contracts';
import { eventsOf, openJetStreamLog, type EventLog } from '@reprise/event-log';
import type { Lab } from '../../lab.ts';
import { appears, wholeStory, type Sample } from '../../sample.ts';

/** The window is a few milliseconds, so it is not hit on every try. */
const MOST_TRIES = 25;

/** A simulated Nextflow starts in the same way as a real one. */
export function runnerKilledAtStart(shared: { readonly lab: Lab }): void {
  let log: EventLog;
  beforeAll(async () => {
    ({ log } = await openJetStreamLog({ servers: shared.lab.system.natsUrl, name: 'journey' }));
  });
  afterAll(() => log.close());

  it.each([
    ['between its claim and the spawn', 'params', 'params', false],
    ['between the spawn at the gate and the record of the start', 'supervisor', 'process', false],
    ['when the gate opens', 'opened', 'opened', true],
  ] as const)(
    '%s: the job is started once, and its whole history is recorded',
    async (_moment, stopAt, killAt, started) => {
      const sample = await killedAt(stopAt, killAt, started);
      await shared.lab.system.services.runner.start();
      await sample.becomes('completed');
      expect(await sample.facts()).toEqual(wholeStory('FIRST', 'LAST'));
      await sample.leavesNoProcess();
    },
  );

  /**
   * Pauses the runner when the file `stopAt` appears, and kills it when `killAt` exists (the supervisor may have to
   * write that one). Repeats this until the start is recorded, or not yet recorded, as requested.
   */
  async function killedAt(
    stopAt: 'params' | 'supervisor' | 'opened',
    killAt: 'params' | 'process' | 'opened',
    started: boolean,
  ): Promise<Sample> {
    const { lab } = shared;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { runner } = lab.system.services;
      const sample = await lab.submit('brief', { simulation: { seconds: 0.1 } });
      await appears(lab.filesOf(sample)[stopAt], 1);
      process.kill(runner.pid, 'SIGSTOP');
      await appears(lab.filesOf(sample)[killAt], 1);
      await runner.kill();
      const life = await eventsOf(log.read(jobKindFilter(sample.id, 'life')));
      if (life.some(({ type }) => type === 'attempt_started') === started) return sample;
      await runner.start();
    }
    throw new Error(
      `The runner was never killed when there is ${killAt}, with its start ${started ? '' : 'not '}recorded`,
    );
  }
}
