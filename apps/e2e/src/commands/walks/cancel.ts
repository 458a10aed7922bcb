import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../lab.ts';
import { isAlive } from '../../processes.ts';

export function cancel(shared: { readonly lab: Lab }): void {
  it('counts once for several people: it ends the running job with tasks that trap TERM and one in its own session, and reports them', async () => {
    const running = await shared.lab.submit('traps');
    await Promise.all([running.says('stubborn'), running.says('escaped')]);
    const escaped = Number(readFileSync(join(running.folder, 'escaped'), 'utf8'));
    expect(isAlive(escaped)).toBe(true);
    expect(running.processes().length).toBeGreaterThan(3);
    await running.reads('planned', ({ steps }) => steps.length === 2);
    const reasons = ['wrong sample', 'disk needed', 'wrong lane', 'typing error'];
    const ask = (reason: string) => shared.lab.api.command(running.id, 'cancel', { reason });
    const answers = await Promise.all(reasons.map(ask));
    expect(new Set(answers.map(({ message }) => message))).toEqual(new Set(['Pipeline cancelled successfully']));
    // All are recorded, including those without effect.
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(reasons.length);
    const first = Math.min(...answers.map(({ seq }) => seq));

    const job = await running.becomes('failed');
    expect(isAlive(escaped)).toBe(false);
    await running.leavesNoProcess();
    expect(job).toMatchObject({
      error_message: 'Pipeline cancelled by user',
      failure: { cause: 'cancelled' },
      pending_action: null,
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(await running.steps()).toBe('Traps TERM stopped, A session of its own stopped');
    const history = await running.history();
    const requests = history.filter(({ type }) => type === 'cancel_requested');
    expect(requests).toMatchObject([{ seq: first }]);
    expect(reasons).toContain(requests[0]!.reason);
    expect(history.at(-1)).toMatchObject({ type: 'attempt_cancelled', data: { survivors: 0 } });
  });
}
