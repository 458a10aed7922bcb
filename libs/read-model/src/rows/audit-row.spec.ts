import type { LogEntry } from '@reprise/event-log';
import { auditRow } from './audit-row.ts';

const job = '0190a000-0000-7000-8000-000000000001';
const entry = (subject: string, payload: string, envelope: LogEntry['envelope'] = null): LogEntry => ({
  seq: 7,
  subject,
  stored_at: '2026-01-01T00:00:00.000Z',
  headers: [['x', '1']] as const,
  payload: new TextEncoder().encode(payload),
  envelope,
  event: null,
  problem: 'unknown',
});

describe('the audit row of a message', () => {
  it('contains as much as possible of an event that this release does not know', () => {
    const envelope = {
      id: '0190a000-0000-7000-8000-00000000000a',
      type: 'archived',
      version: 3,
      source: '/x',
      subject: job,
      time: '2026-01-02T00:00:00.000Z',
      actor: 'ada',
      correlation_id: 'c',
      causation_id: 'k',
    };
    const row = auditRow(entry(`reprise.jobs.${job}.life.archived`, '{"attempt":2,"reason":"old"}', envelope));
    expect(row).toMatchObject({ job_id: job, kind: 'life', type: 'archived', version: 3, actor: 'ada' });
    expect(row).toMatchObject({ attempt: 2, reason: 'old', at: '2026-01-02T00:00:00.000Z', event_id: envelope.id });
  });

  it('assigns a submission to the first attempt, which it starts', () => {
    const envelope = {
      id: '0190a000-0000-7000-8000-00000000000a',
      type: 'submitted',
      version: 1,
      source: '/x',
      subject: job,
      time: '2026-01-02T00:00:00.000Z',
      actor: 'ada',
      correlation_id: 'c',
      causation_id: 'k',
    };
    const row = auditRow(entry(`reprise.jobs.${job}.life.submitted`, '{"sample_name":"S1"}', envelope));
    expect(row).toMatchObject({ type: 'submitted', attempt: 1 });
  });

  it('assigns events of access, runners and inputs to no job, unless an access event names one', () => {
    const envelope = {
      id: '0190a000-0000-7000-8000-00000000000a',
      type: 'access_denied',
      version: 1,
      source: '/x',
      subject: 'access',
      time: '2026-01-02T00:00:00.000Z',
      actor: 'ada',
      correlation_id: 'c',
      causation_id: 'k',
    };
    const of = (subject: string, data: string) => {
      const { kind, job_id, queue } = auditRow(entry(subject, data, envelope));
      return { kind, job_id, queue };
    };
    const access = { kind: 'access', job_id: null, queue: null };
    expect(of('reprise.access.access_denied.gateway', '{}')).toEqual(access);
    expect(of('reprise.access.access_denied.gateway', `{"job_id":"${job}"}`)).toEqual({ ...access, job_id: job });
    expect(of('reprise.access.access_denied.gateway', '{"job_id":["x"]}')).toEqual(access);
    expect(of('reprise.runners.a.drained.a', `{"job_id":"${job}"}`)).toEqual({ ...access, kind: 'runner' });
    expect(of(`reprise.inputs.${job}.upload_deleted.gateway`, '{}')).toEqual({ ...access, kind: 'input' });
  });

  it.each(['reprise.queues.default.junk', `reprise.jobs.${job}.life.junk`, 'reprise.jobs.no-uuid.task.junk'])(
    'keeps a message that is no event of ours under %s, byte for byte',
    (subject) => {
      const row = auditRow(entry(subject, '\u0000 not json'));
      expect(row).toMatchObject({
        type: 'not_understood',
        event_id: null,
        actor: null,
        at: '2026-01-01T00:00:00.000Z',
      });
      expect(row.payload.toString()).toBe('\u0000 not json');
      expect(row.headers).toEqual([['x', '1']]);
    },
  );

  it('uses nothing of such a message, whatever its subject and data contain', () => {
    const row = auditRow(entry(`reprise.jobs.${job}.life.attempt_failed`, '{"attempt":2,"reason":"wrong sample"}'));
    expect(row).toMatchObject({ job_id: job, kind: 'life', type: 'not_understood', attempt: null, reason: null });
  });
});
