import { userActor } from '@reprise/contracts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { cancellation, jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { pendingAction, unknownJob, type Job, type OpenJob } from '../state.ts';

const cancel = { name: 'cancel', reason: null } as const;
const refused = (status: string) => `wrong_status: Cannot cancel job with status: ${status}`;

describe('cancelling', () => {
  it.each<[StateName, string]>([
    ['pending', 'cancel_requested, attempt_cancelled'],
    ['pending, claimed', 'cancel_requested'],
    ['pending, cancelling', 'already so'],
    ['running', 'cancel_requested'],
    ['running, cancelling', 'already so'],
    ['running, pausing', 'cancel_requested'],
    ['paused', 'cancel_requested'],
    ['paused, cancelling', 'already so'],
    ['paused, unpausing', 'cancel_requested'],
    ['completed', refused('completed')],
    ['failed: error', refused('failed')],
    ['failed: killed', refused('failed')],
    ['failed: runner_lost', refused('failed')],
    ['failed: start_failed', refused('failed')],
    ['failed: cancelled', refused('failed')],
    ['failed: cancelled unstarted', refused('failed')],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), cancel))).toBe(expected);
  });

  it('records the reason, and that nothing ran if no runner had claimed the attempt', () => {
    expect(decide(jobThatIs('pending'), { name: 'cancel', reason: 'wrong sample' })).toEqual([
      { type: 'cancel_requested', data: { attempt: 1, reason: 'wrong sample' } },
      {
        type: 'attempt_cancelled',
        data: { attempt: 1, signals: [], processes_ended: 0, survivors: 0, duration_ms: null },
      },
    ]);
  });

  it('adds another person to a running cancel, once, with their own reason', () => {
    const [ana, bo] = [userActor({ userId: 'ana' }), userActor({ userId: 'bo' })];
    const first = evolve(jobThatIs('running'), {
      ...recorded(90, 'cancel_requested', { attempt: 1, reason: null }),
      actor: ana,
    });
    const join = { name: 'cancel', reason: 'too late already', by: bo } as const;
    const joined = { type: 'cancel_joined', data: { attempt: 1, reason: 'too late already' } } as const;
    expect(decide(first, join)).toEqual([joined]);
    for (const by of [ana, userActor({ userId: 'ana', tokenId: 't' })])
      expect(outcome(decide(first, { ...join, by }))).toBe('already so');

    const second = evolve(first, { ...recorded(91, joined.type, joined.data), actor: bo });
    expect(outcome(decide(second, join))).toBe('already so');
    expect(pendingAction(second)).toMatchObject({ seq: 90, actors: [ana, bo] });
  });

  it('is refused for an unknown job', () => {
    expect(outcome(decide(unknownJob, cancel))).toBe('unknown_job: There is no such job.');
  });

  it('adds no person if the first requester or the new one is unknown', () => {
    const cancelling = jobThatIs('running, cancelling') as OpenJob;
    const { actors: _, ...before } = cancelling.pending_action!;
    const by = userActor({ userId: 'bo' });
    expect(decide({ ...cancelling, pending_action: before } as Job, { ...cancel, by })).toEqual([]);
    expect(decide(cancelling, cancel)).toEqual([]);
  });

  it('adds people only while it is in progress, and then also to one from before requesters were recorded', () => {
    const joined = recorded(91, 'cancel_joined', { attempt: 1, reason: null });
    for (const name of ['running', 'running, pausing', 'pending'] as const) {
      const job = jobThatIs(name);
      expect(evolve(job, joined)).toBe(job);
    }
    const cancelling = jobThatIs('running, cancelling') as OpenJob;
    const { actors: _, ...before } = cancelling.pending_action!;
    const after = evolve({ ...cancelling, pending_action: before } as Job, joined);
    expect(pendingAction(after)).toMatchObject({ kind: 'cancelling', actors: ['ada'] });
  });

  it('is left to the runner that started the attempt, also if no claim is known', () => {
    const running = { ...jobThatIs('running'), claimed_by: null } as unknown as Job;
    expect(outcome(decide(running, cancel))).toBe('cancel_requested');
  });

  it.each(['pending', 'running', 'running, pausing', 'paused'] as const)(
    'is not confirmed without a request: %s',
    (name) => {
      const confirm = { name: 'confirm_cancel', ...cancellation(1) } as const;
      expect(outcome(decide(jobThatIs(name), confirm))).toBe(
        'no_cancel_requested: There is no request to cancel this attempt.',
      );
    },
  );
});
