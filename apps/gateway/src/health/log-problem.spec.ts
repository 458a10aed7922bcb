import { logProblem } from './log-problem.ts';

describe('logProblem', () => {
  it('returns no problem for a log that answers', async () => {
    expect(await logProblem({ ready: () => Promise.resolve(true) })).toBeNull();
  });

  it('returns a problem for a log that refuses and for one that hangs', async () => {
    // The response to such a command says that it may have been accepted, because the outcome is not certain.
    const AWAY = /^The event log does not answer.*may not be accepted\.$/;
    expect(await logProblem({ ready: () => Promise.resolve(false) })).toMatch(AWAY);
    expect(await logProblem({ ready: () => new Promise(() => undefined) }, 1)).toMatch(AWAY);
  });
});
