import type { OpenJob } from '@reprise/job';
import { isHeldBy } from '../attempt/attempt.ts';
import { nextReaction, type Reaction } from './reactions.ts';

const ME = 'runner-a';

type Sketch = { status: string; claimed_by?: string | null; cancelling?: boolean; pending?: string };

const job = ({ status, claimed_by = ME, cancelling = false, pending }: Sketch) => {
  const kind = cancelling ? 'cancelling' : pending;
  return { status, claimed_by, pending_action: kind ? { kind } : null } as unknown as OpenJob;
};

describe('the next reaction of a runner', () => {
  const realities = ['none', 'gated', 'running', 'exited', 'aborted', 'vanished'] as const;
  const row = (sketch: Sketch, ...expected: Reaction[]) => ({ sketch, expected });

  it.each([
    row({ status: 'pending' }, 'start', 'start', 'start', 'start', 'start', 'start'),
    row({ status: 'pending', cancelling: true }, ...Array<Reaction>(6).fill('withdraw')),
    row({ status: 'running' }, 'finish', 'open_gate', 'watch', 'finish', 'finish', 'finish'),
    row({ status: 'running', cancelling: true }, 'finish', 'cancel', 'cancel', 'finish', 'finish', 'finish'),
    row({ status: 'running', pending: 'pausing' }, 'finish', 'open_gate', 'pause', 'finish', 'finish', 'finish'),
    row({ status: 'paused', pending: 'unpausing' }, 'finish', 'open_gate', 'unpause', 'finish', 'finish', 'finish'),
    row({ status: 'paused' }, 'finish', 'open_gate', 'watch', 'finish', 'finish', 'finish'),
    row({ status: 'paused', cancelling: true }, 'finish', 'cancel', 'cancel', 'finish', 'finish', 'finish'),
  ])('follows from state $sketch and the state of its processes', ({ sketch, expected }) => {
    expect(realities.map((reality) => nextReaction(job(sketch), reality))).toEqual(expected);
  });

  it.each(['pending', 'running', 'paused'])('does not exist for a %s job of another runner', (status) => {
    expect(isHeldBy(ME, job({ status, claimed_by: 'runner-b' }))).toBe(false);
  });

  it.each(['completed', 'failed', 'unknown'])('does not exist for a job that is %s', (status) => {
    expect(isHeldBy(ME, job({ status }))).toBe(false);
  });
});
