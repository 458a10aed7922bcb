import { logProblem } from './log-problem.ts';

describe('logProblem', () => {
  it('is none of a log that answers', async () => {
    expect(await logProblem({ ready: () => Promise.resolve(true) })).toBeNull();
  });

  it('is one of a log that refuses, and of one that hangs', async () => {
    // After such a command, its answer says that it may have been accepted: it is not refused for sure.
    const AWAY = /^The event log does not answer.*may not be accepted\.$/;
    expect(await logProblem({ ready: () => Promise.resolve(false) })).toMatch(AWAY);
    expect(await logProblem({ ready: () => new Promise(() => undefined) }, 1)).toMatch(AWAY);
  });
});
