import type { RecordedEvent } from '@reprise/contracts';
import { makeEvent, newId, type Fact } from '@reprise/event-log';
import { ApprovalRequests } from './approval-requests.ts';
import type { Approvals } from './records/approvals.ts';
import { foldApproval, type ApprovalRecord } from './records/fold-approvals.ts';

const [id, causation_id] = [newId(), newId()];
const ids = { id, causation_id, repeatable: true };
const waiting = { status: 'waiting', answer: { approval_id: id, seq: 7 } };

/** Approval requests, one of which was recorded by an event with this id and cause. */
function requestsWith(eventId: string, cause: string): ApprovalRequests {
  const data = { approval_id: id, command: 'rerun', job_id: newId(), body: {}, reason: null };
  const fact = { type: 'approval_requested', subject: id, data: { ...data, expires_at: '2999-03-15T09:00:00.000Z' } };
  const by = { actor: 'ada', source: '/reprise/gateway', correlation_id: 'c', causation_id: cause };
  const event = makeEvent(fact as Fact, { ...by, id: eventId, time: '2026-03-14T09:00:00.000Z' });
  const records = new Map<string, ApprovalRecord>();
  foldApproval(records, { ...event, seq: 7 } as RecordedEvent);
  const approvals = { list: async () => [...records.values()] } as unknown as Approvals;
  return new ApprovalRequests(approvals, {} as never, { approvals: { commands: ['rerun'], timeMs: 1 } });
}

describe('finding an earlier request for a command', () => {
  it('matches its key, and nothing for another key or without one', async () => {
    const requests = requestsWith(newId(), causation_id);
    expect(await requests.earlier(ids, 't')).toMatchObject(waiting);
    expect(await requests.earlier({ ...ids, id: newId() }, 't')).toBeNull();
    expect(await requests.earlier({ ...ids, repeatable: false }, 't')).toBeNull();
  });

  it('rejects another body', async () => {
    const requests = requestsWith(newId(), newId());
    await expect(requests.earlier(ids, 't')).rejects.toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
  });

  it('compares nothing if an earlier release recorded it without the command as its cause', async () => {
    const eventId = newId();
    expect(await requestsWith(eventId, eventId).earlier(ids, 't')).toMatchObject(waiting);
  });
});
