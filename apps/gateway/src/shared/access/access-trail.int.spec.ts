import { ALL_ACCESS, userActor, type AuditEntry, type Page } from '@reprise/contracts';
import { eventsOf, newId } from '@reprise/event-log';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { AccessTrail } from './access-trail.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const cause = { correlationId: 'c-1' };
const userId = newId();
const person = { actor: userActor({ userId }), name: 'Ana Ruiz', role: 'operator', kind: 'person', userId } as const;

it('records who did what in the log and in the audit, without a name', async () => {
  const trail = gateway.app.get(AccessTrail);
  const seq = await trail.record({ type: 'signed_in', subject: userId, data: { method: 'passkey' } }, person, cause);
  const [event] = await eventsOf(gateway.log.read(ALL_ACCESS, { from: seq }));
  expect(event).toMatchObject({
    subject: userId,
    actor: person.actor,
    correlation_id: 'c-1',
    data: { method: 'passkey' },
  });
  expect(JSON.stringify(event)).not.toContain('Ana');
  const { items } = await gateway.get<Page<AuditEntry>>(`/api/audit?min_seq=${String(seq)}&actor=${person.actor}`);
  expect(items).toMatchObject([{ seq, type: 'signed_in', kind: 'access', job_id: null }]);
});

it('records a failed sign-in without a known account', async () => {
  const data = { method: 'password', why: 'unknown_account' };
  const seq = await gateway.app.get(AccessTrail).record({ type: 'sign_in_failed', data }, null, cause);
  const [event] = await eventsOf(gateway.log.read(ALL_ACCESS, { from: seq }));
  expect(event).toMatchObject({ subject: 'access', actor: 'anonymous', data });
});

it('records one event when the same id arrives twice', async () => {
  const fact = { type: 'signed_out', subject: userId, data: { everywhere: true } } as const;
  const id = newId();
  const seqs = [1, 2].map(() => gateway.app.get(AccessTrail).record(fact, person, cause, { id }));
  const [first, second] = await Promise.all(seqs);
  expect(second).toBe(first);
});
