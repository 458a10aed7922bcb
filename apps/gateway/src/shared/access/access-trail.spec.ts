import { GATEWAY } from '@reprise/contracts';
import { eventsOf, MemoryEventLog, newId } from '@reprise/event-log';
import { personWith } from '../../testing/as-principal.ts';
import { Trail } from '../servers/trail.ts';
import { AccessTrail } from './access-trail.ts';

const log = new MemoryEventLog();
const same = { assertSame: async () => undefined };
const trail = new AccessTrail(new Trail(log, same as never, { add: () => undefined } as never));
const cause = { correlationId: 'c' };

it('records actions of people, services and anonymous clients', async () => {
  const ana = personWith('operator');
  const [approval_id, job_id] = [newId(), newId()];
  const expired = { type: 'approval_expired', subject: approval_id } as const;
  await trail.record({ type: 'signed_out', data: { everywhere: true } }, ana, cause);
  await trail.record({ ...expired, data: { approval_id, command: 'rerun', job_id } }, GATEWAY, cause);
  await trail.record({ type: 'sign_in_failed', data: { method: 'password', why: 'unknown_account' } }, null, cause);
  const events = await eventsOf(log.read('reprise.access.>'));
  expect(events.map(({ actor }) => actor)).toEqual([ana.actor, GATEWAY, 'anonymous']);
});

it('has the given cause, or itself', () => {
  const [ana, causationId] = [personWith('operator'), newId()];
  const fact = { type: 'signed_out', data: { everywhere: true } } as const;
  const caused = trail.prepare(fact, ana, { ...cause, causationId });
  const alone = trail.prepare(fact, ana, cause);
  expect([caused.causation_id, alone.causation_id]).toEqual([causationId, alone.id]);
});

it('refuses an event that the log would reject, before any other step', () => {
  const fact = { type: 'signed_out', data: { everywhere: true } } as const;
  expect(() => trail.prepare(fact, GATEWAY, cause)).toThrow('is no actor of signed_out');
});

it('reports whether the log answers', async () => {
  await trail.assertAnswers();
  const followed = { assertSame: () => Promise.reject(new Error('another log')) };
  const other = new AccessTrail(new Trail(log, followed as never, { add: () => undefined } as never));
  await expect(other.assertAnswers()).rejects.toThrow('another log');
});
