import { newId } from '@reprise/event-log';
import { messageOf } from '@reprise/event-log/testing';
import { cloudEvent } from './cloud-event.ts';
import type { EventRow } from '../events/events.ts';

const JOB = newId();

const subjectOf = (type: Parameters<typeof messageOf>[0], about: Pick<EventRow, 'job_id' | 'queue'>): unknown => {
  const row = { ...messageOf(type, JOB), event_id: newId(), seq: 7, at: '2026-01-01T00:00:00.000Z', ...about };
  return (JSON.parse(cloudEvent(row as unknown as EventRow)) as { subject: unknown }).subject;
};

describe('the subject of a delivered event', () => {
  it.each([
    ['attempt_succeeded', { job_id: JOB, queue: null }, JOB],
    ['queue_paused', { job_id: null, queue: 'urgent' }, 'urgent'],
    ['drained', { job_id: null, queue: null }, '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a10'],
  ] as const)('of %s names what it is about', (type, about, subject) => {
    expect(subjectOf(type, about)).toBe(subject);
  });
});
