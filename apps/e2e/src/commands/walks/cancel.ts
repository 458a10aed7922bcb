import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { isAlive } from '../../processes.ts';
import type { Sample } from '../../sample.ts';

/** Each step begins where the one before ended. */
export function cancel(shared: SharedPage): void {
  let running: Sample;
  let waiting: Sample;

  it('of a job that waits for a slot ends it at once', async () => {
    await shared.lab.api.limitQueue('default', 1);
    running = await shared.lab.submit('gate');
    await running.says('PREPARE.reached');
    waiting = await shared.lab.submit('gate');
    expect(await waiting.read()).toMatchObject({
      status: 'pending',
      allowed_actions: ['cancel', 'priority', 'move'],
      queue_position: 1,
    });

    await waiting.command('cancel');
    expect(await waiting.becomes('failed')).toMatchObject({ error_message: 'Pipeline cancelled by user' });
  });

  it('asked for by several people at once is one: it ends the running job, leaves no process, and says so', async () => {
    running.open('PREPARE');
    await running.says('ALIGN.reached');
    expect(running.processes().length).toBeGreaterThan(3);
    await running.reads('planned', ({ steps }) => steps.length === 4);
    const reasons = ['wrong sample', 'disk needed', 'wrong lane', 'typing error'];
    const ask = (reason: string) => shared.lab.api.command(running.id, 'cancel', { reason });
    const answers = await Promise.all(reasons.map(ask));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]!.message).toBe('Pipeline cancelled successfully');

    const job = await running.becomes('failed');
    await running.leavesNoProcess();
    expect(job).toMatchObject({
      error_message: 'Pipeline cancelled by user',
      failure: { cause: 'cancelled' },
      pending_action: null,
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(await running.steps()).toBe('Prepare done, Align reads stopped, Call variants waiting, Report waiting');
    const history = await running.history();
    const requests = history.filter(({ type }) => type === 'cancel_requested');
    expect(requests).toMatchObject([{ seq: answers[0]!.seq }]);
    expect(reasons).toContain(requests[0]!.reason);
    expect(history.at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
  });

  it('ends tasks that trap TERM, and one that left for a session of its own; what had waited has never started', async () => {
    const sample = await shared.lab.submit('traps');
    await Promise.all([sample.says('stubborn'), sample.says('escaped')]);
    const escaped = Number(readFileSync(join(sample.folder, 'escaped'), 'utf8'));
    expect(isAlive(escaped)).toBe(true);

    await sample.command('cancel');
    await sample.becomes('failed');
    expect(isAlive(escaped)).toBe(false);
    await sample.leavesNoProcess();
    expect((await sample.history()).at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
    // A slot has been free since.
    expect(await waiting.story()).toEqual(['submitted', 'cancel_requested', 'attempt_cancelled']);
    await waiting.leavesNoProcess();
    await shared.lab.api.limitQueue('default', null);
  });
}
