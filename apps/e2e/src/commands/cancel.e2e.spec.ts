import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import { isAlive } from '../processes.ts';

describe('cancelling', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ REPRISE_RUNNER_SLOTS: '1' });
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  it('ends a running job, leaves no process, and says so', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    expect(sample.processes().length).toBeGreaterThan(3);
    await sample.reads('planned', ({ steps }) => steps.length === 4);

    expect(await sample.command('cancel', { reason: 'wrong sample' })).toBe('Pipeline cancelled successfully');
    const job = await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(job).toMatchObject({
      error_message: 'Pipeline cancelled by user',
      failure: { cause: 'cancelled' },
      pending_action: null,
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(await sample.steps()).toBe('Prepare done, Align reads stopped, Call variants waiting, Report waiting');
    const history = await sample.history();
    expect(history.find(({ type }) => type === 'cancel_requested')).toMatchObject({ reason: 'wrong sample' });
    expect(history.at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
  });

  it('is refused once the job has ended, in the words of the original', async () => {
    const sample = await lab.submit('gate');
    sample.open('all');
    await sample.becomes('completed');
    expect(await sample.refusal('cancel')).toMatchObject({
      status: 400,
      detail: 'Cannot cancel job with status: completed',
    });
    await sample.lastToldIs('cancel_refused');
  });

  it('ends a job between its launch and its first task', async () => {
    const sample = await lab.submit('gate', { before_first_task: true });
    await sample.says('launch.reached');
    await sample.command('cancel');
    await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(await sample.tasks()).toEqual([]);
    expect(await sample.story()).toEqual(expect.arrayContaining(['attempt_started', 'attempt_cancelled']));
  });

  it('of a job that waits for a slot keeps it from ever starting', async () => {
    const first = await lab.submit('gate');
    await first.says('PREPARE.reached');
    const waiting = await lab.submit('gate');
    expect(await waiting.read()).toMatchObject({
      status: 'pending',
      allowed_actions: ['cancel', 'priority', 'move'],
      queue_position: 1,
    });

    await waiting.command('cancel');
    expect(await waiting.read()).toMatchObject({ status: 'failed', error_message: 'Pipeline cancelled by user' });
    first.open('all');
    await first.becomes('completed');
    expect(await waiting.story()).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
    await waiting.leavesNoProcess();
  });

  it('ends tasks that trap TERM, and one that left for a session of its own', async () => {
    const sample = await lab.submit('traps');
    await Promise.all([sample.says('stubborn'), sample.says('escaped')]);
    const escaped = Number(readFileSync(join(sample.folder, 'escaped'), 'utf8'));
    expect(isAlive(escaped)).toBe(true);

    await sample.command('cancel');
    await sample.becomes('failed');
    expect(isAlive(escaped)).toBe(false);
    await sample.leavesNoProcess();
    expect((await sample.history()).at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
  });

  it('asked for by several people at once is one cancel, and all get the same answer', async () => {
    const sample = await lab.submit('gate');
    await sample.says('PREPARE.reached');
    const reasons = ['wrong sample', 'disk needed', 'wrong lane', 'typing error'];
    const answers = await Promise.all(reasons.map((reason) => lab.api.command(sample.id, 'cancel', { reason })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);

    await sample.becomes('failed');
    const history = await sample.history();
    const requests = history.filter(({ type }) => type === 'cancel_requested');
    expect(requests).toMatchObject([{ seq: answers[0]!.seq }]);
    expect(reasons).toContain(requests[0]!.reason);
    expect(history.at(-1)!.type).toBe('attempt_cancelled');
    await sample.leavesNoProcess();
  });

  it('comes too late where Nextflow had ended before anybody could be told: the job keeps its own ending', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE', 'ALIGN', 'CALL');
    await sample.says('REPORT.reached');
    const { process_id } = await sample.read();
    process.kill(lab.system.services.runner.pid, 'SIGSTOP');
    try {
      sample.open('REPORT');
      await waitUntil(() => (isAlive(process_id!) ? undefined : true), { milliseconds: 40_000, what: 'Nextflow ends' });
      await sample.command('cancel');
      expect(await sample.read()).toMatchObject({ status: 'running', pending_action: 'cancelling' });
    } finally {
      process.kill(lab.system.services.runner.pid, 'SIGCONT');
    }
    expect(await sample.becomes('completed')).toMatchObject({ cancel: 'too_late', pending_action: null });
  });
});
