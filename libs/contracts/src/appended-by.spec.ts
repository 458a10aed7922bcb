import { appendedBy, eventSchemas, kindOf, subjectOf, subjectsAppendedBy, type EventType } from './index.ts';

const types = Object.keys(eventSchemas) as EventType[];
const of = (kind: string) => types.filter((type) => kindOf(type) === kind);

describe('who appends an event', () => {
  it('is said of every type', () => {
    expect(types.filter((type) => appendedBy(type).length === 0)).toEqual([]);
  });

  it('is one service, except for a cancel, which the gateway alone completes where nobody has claimed', () => {
    expect(types.filter((type) => appendedBy(type).length !== 1)).toEqual(['attempt_cancelled']);
  });

  it('is a runner for all that is seen of tasks, and the gateway for all refusals', () => {
    for (const type of of('task')) expect([type, appendedBy(type)]).toEqual([type, ['runner']]);
    for (const type of of('refused')) expect([type, appendedBy(type)]).toEqual([type, ['gateway']]);
  });

  it('gives each service the subject of each of its types, whatever the job or the queue', () => {
    const job = '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
    const starred = (type: EventType) => {
      const subject = kindOf(type) === 'queue' ? 'default' : job;
      return subjectOf({ type, subject }).replace(`.${subject}.`, '.*.');
    };
    for (const appender of ['gateway', 'runner'] as const) {
      const own = types.filter((type) => appendedBy(type).includes(appender));
      expect(subjectsAppendedBy(appender).sort()).toEqual(own.map(starred).sort());
    }
    expect(subjectsAppendedBy('gateway')).toContain('reprise.jobs.*.life.cancel_requested');
    expect(subjectsAppendedBy('runner')).toContain('reprise.queues.*.slot_taken');
  });
});
