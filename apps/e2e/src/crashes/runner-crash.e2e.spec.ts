import { dirname, join } from 'node:path';
import { jobKindFilter } from '@reprise/contracts';
import { eventsOf, openJetStreamLog, type EventLog } from '@reprise/event-log';
import { Lab } from '../lab.ts';
import { appears, wholeStory, type Sample } from '../sample.ts';

/** A moment of a few milliseconds is not hit each time. */
const MOST_TRIES = 10;

describe('a runner that is killed and started again', () => {
  let lab: Lab;
  let log: EventLog;
  beforeAll(async () => {
    // Longer than it takes to kill a runner that is about to end what ignores TERM.
    lab = await Lab.start({ REPRISE_CANCEL_GRACE: '5s' });
    ({ log } = await openJetStreamLog({ servers: lab.system.natsUrl, name: 'journey' }));
  });
  afterEach(() => lab.tidy());
  afterAll(async () => {
    await log.close();
    await lab.stop();
  });

  it('adopts the run that went on without it: no event is missed and none repeated', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    const before = await sample.reads('aligning', (job) => job.current_step === 'Align reads');
    await lab.system.services.runner.kill();
    sample.open('ALIGN');
    await sample.says('CALL.reached');

    await lab.system.services.runner.start();
    const after = await sample.reads('calling', (job) => job.current_step === 'Call variants');
    expect([after.process_id, after.attempt, after.status]).toEqual([before.process_id, 1, 'running']);
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    expect(await sample.story()).toContain('plan_observed');
    await sample.leavesNoProcess();
  });

  it('finds the whole of a run that ended without it', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    await sample.reads('planned', ({ steps }) => steps.length === 4);
    await lab.system.services.runner.kill();
    sample.open('all');
    await sample.says('REPORT.reached');

    await lab.system.services.runner.start();
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    expect(await sample.story()).toContain('plan_observed');
    expect((await sample.attempt()).outputs).toHaveLength(2);
  });

  it('carries out the cancel that was asked for while it was away', async () => {
    const sample = await lab.submit('gate');
    await sample.says('PREPARE.reached');
    await lab.system.services.runner.kill();
    await sample.command('cancel');
    expect(await sample.read()).toMatchObject({ status: 'running', pending_action: 'cancelling' });

    await lab.system.services.runner.start();
    expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
    await sample.leavesNoProcess();
  });

  it.each([
    ['between its claim and the spawn', 'params', false],
    ['between the spawn at the gate and the record of the start', 'process', false],
    ['when the gate opens', 'opened', true],
  ] as const)('%s: the job is started once, and all of it is told', async (_moment, file, started) => {
    const sample = await killedAt(file, started);
    await lab.system.services.runner.start();
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('FIRST', 'LAST'));
    await sample.leavesNoProcess();
  });

  it('between the start and the first task: it is told from its first event on', async () => {
    const sample = await lab.submit('gate', { before_first_task: true });
    await sample.says('launch.reached');
    await lab.system.services.runner.kill();
    sample.open('all');
    await sample.says('PREPARE.reached');
    await lab.system.services.runner.start();
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
  });

  it('while it cancels, before Nextflow has ended: what it signalled is a cancel and no failure', async () => {
    const sample = await lab.submit('gate');
    await sample.says('PREPARE.reached');
    await sample.command('cancel');
    await appears(join(dirname(lab.filesOf(sample).exit), 'signalled'), 1);
    await lab.system.services.runner.kill();
    await lab.system.services.runner.start();
    await isCancelledOnce(sample);
  });

  it('while it cancels, with tasks that Nextflow has left alive: they are ended', async () => {
    const sample = await lab.submit('traps');
    await Promise.all([sample.says('stubborn'), sample.says('escaped')]);
    await sample.command('cancel');
    await appears(lab.filesOf(sample).exit);
    await lab.system.services.runner.kill();
    expect(sample.processes().length).toBeGreaterThan(1);
    await lab.system.services.runner.start();
    await isCancelledOnce(sample);
  });

  /** Kills the runner when a file of the attempt appears, again until its start is, or is not yet, recorded at that moment. */
  async function killedAt(file: 'params' | 'process' | 'opened', started: boolean): Promise<Sample> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const sample = await lab.submit('brief');
      await appears(lab.filesOf(sample)[file], 1);
      await lab.system.services.runner.kill();
      const life = await eventsOf(log.read(jobKindFilter(sample.id, 'life')));
      if (life.some(({ type }) => type === 'attempt_started') === started) return sample;
      await lab.system.services.runner.start();
    }
    throw new Error(
      `The runner was never killed when there is ${file}, with its start ${started ? '' : 'not '}recorded`,
    );
  }

  async function isCancelledOnce(sample: Sample): Promise<void> {
    expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
    await sample.leavesNoProcess();
    const endings = (await sample.history()).filter(({ type }) => /^attempt_(succeeded|failed|cancelled)$/.test(type));
    expect(endings).toMatchObject([{ type: 'attempt_cancelled', data: { survivors: 0 } }]);
  }
});
