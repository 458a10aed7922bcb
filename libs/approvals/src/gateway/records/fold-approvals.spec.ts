import type { AccessEvent, RecordedEvent } from '@reprise/contracts';
import { makeEvent, newId, type Fact } from '@reprise/event-log';
import { asOf, foldApproval, type ApprovalRecord } from './fold-approvals.ts';

const [approval_id, job_id] = [newId(), newId()];
const about = { approval_id, command: 'rerun', job_id };
const expires_at = '2026-03-15T09:00:00.000Z';

let seq = 0;
const event = (type: AccessEvent['type'], data: object, actor: string): RecordedEvent => {
  const by = { actor, source: '/reprise/gateway', correlation_id: 'c', causation_id: 'k' };
  const context = { id: newId(), time: '2026-03-14T09:00:00.000Z', ...by };
  return { ...makeEvent({ type, subject: approval_id, data } as Fact, context), seq: ++seq } as RecordedEvent;
};
const requested = () => event('approval_requested', { ...about, body: {}, reason: 'new', expires_at }, 'ada');
const records = (...events: RecordedEvent[]): ApprovalRecord[] => {
  const all = new Map<string, ApprovalRecord>();
  for (const each of events) foldApproval(all, each);
  return [...all.values()];
};

describe('a request for approval', () => {
  it('waits until it is decided, and keeps the first decision with its reason', () => {
    expect(records(requested())).toMatchObject([{ approval_id, status: 'waiting', requested_by: 'ada' }]);
    const rejected = event('approval_rejected', { ...about, reason: 'signed' }, 'bo');
    const granted = event('approval_granted', { ...about, reason: 'agreed' }, 'cy');
    expect(records(requested(), rejected, granted)).toMatchObject([
      { status: 'rejected', decided_by: 'bo', decision_reason: 'signed', decision_id: rejected.id },
    ]);
  });

  it('is neither reopened nor replaced by a second request with its id', () => {
    const first = requested();
    const second = event('approval_requested', { ...about, body: { force: true }, reason: 'other', expires_at }, 'eve');
    const granted = event('approval_granted', { ...about, reason: 'agreed' }, 'bo');
    const asFirst = { body: {}, reason: 'new', requested_by: 'ada', request: first };
    expect(records(first, second)).toMatchObject([{ ...asFirst, status: 'waiting' }]);
    expect(records(first, granted, second)).toMatchObject([{ ...asFirst, status: 'approved', decided_by: 'bo' }]);
  });

  it('reads as expired from its end on, recorded or not', () => {
    const [record] = records(requested());
    expect(asOf(record!, Date.parse(expires_at) - 1).status).toBe('waiting');
    expect(asOf(record!, Date.parse(expires_at)).status).toBe('expired');
    const [granted] = records(requested(), event('approval_granted', { ...about, reason: null }, 'bo'));
    expect(asOf(granted!, Date.parse(expires_at)).status).toBe('approved');
    const [recorded] = records(requested(), event('approval_expired', about, 'gateway'));
    expect(recorded).toMatchObject({ status: 'expired', decision_reason: null });
  });

  it('is created neither by a decision alone nor by another event', () => {
    expect(records(event('approval_granted', { ...about, reason: null }, 'bo'))).toEqual([]);
    expect(records(event('signed_in', { method: 'link' }, 'bo'))).toEqual([]);
  });

  it('concerns a job, and one without a job is of a later release', () => {
    const ofNone = { ...about, job_id: null, body: {}, reason: null, expires_at };
    expect(records(event('approval_requested', ofNone, 'ada'))).toEqual([]);
  });
});
