import { logProblem } from './log-problem.ts';

describe('logProblem', () => {
  it('is none of a log that answers', async () => {
    expect(await logProblem({ ready: () => Promise.resolve(true) })).toBeNull();
  });

  it('is one of a log that refuses, and of one that hangs', async () => {
    // The response to such a command says that it may have been accepted, because the outcome is not certain.
    const AWAY = /^The event log does not answer.*may not be accepted\.$/;
    expect(await logProblem({ ready: () => Promise.resolve(false) })).toMatch(AWAY);
    expect(await logProblem({ ready: () => new Promise(() => undefined) }, 1)).toMatch(AWAY);
  });
});
