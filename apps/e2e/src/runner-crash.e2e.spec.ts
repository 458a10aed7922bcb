import { Lab } from './lab.ts';

describe('a runner that is killed and started again', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start();
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  const steps = ['PREPARE', 'ALIGN', 'CALL', 'REPORT'];
  const wholeStory = [
    'submitted',
    'attempt_claimed',
    'attempt_started',
    'session_observed',
    'plan_observed',
    ...steps.flatMap((step) => [`task_submitted ${step}`, `task_started ${step}`, `task_completed ${step}`]),
    'attempt_succeeded',
  ];

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
    expect((await sample.story()).toSorted()).toEqual(wholeStory.toSorted());
    expect(sample.processes()).toEqual([]);
  });

  it('finds the whole of a run that ended without it', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    await lab.system.services.runner.kill();
    sample.open('all');
    await sample.says('REPORT.reached');

    await lab.system.services.runner.start();
    await sample.becomes('completed');
    expect((await sample.story()).toSorted()).toEqual(wholeStory.toSorted());
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
    expect(sample.processes()).toEqual([]);
  });
});
