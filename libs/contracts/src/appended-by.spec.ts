import {
  appendedBy,
  eventSchemas,
  kindOf,
  reservedTypes,
  runnerSource,
  splitSubject,
  subjectOf,
  subjectsAppendedBy,
  writerOf,
  type EventType,
} from './index.ts';

const types = Object.keys(eventSchemas) as EventType[];
const of = (kind: string) => types.filter((type) => kindOf(type) === kind);

describe('the services that may append an event', () => {
  it('are defined for every type', () => {
    expect(types.filter((type) => appendedBy(type).length === 0)).toEqual([]);
  });

  it('are one per type, except for types that the gateway also appends for absent runners or paused queues', () => {
    expect(types.filter((type) => appendedBy(type).length !== 1)).toEqual([
      'attempt_failed',
      'attempt_cancelled',
      'queue_paused',
      'queue_resumed',
      'slot_released',
    ]);
  });

  it('are a runner for all observations of tasks, and the gateway for all refusals', () => {
    for (const type of of('task')) expect([type, appendedBy(type)]).toEqual([type, ['runner']]);
    for (const type of of('refused')) expect([type, appendedBy(type)]).toEqual([type, ['gateway']]);
  });

  it('are only the gateway for access, uploads and inputs', () => {
    for (const type of [...of('access'), ...of('input')]) expect([type, appendedBy(type)]).toEqual([type, ['gateway']]);
    expect(of('access').length).toBeGreaterThan(0);
  });

  it('have one subject per type under their own name, whatever the job or queue', () => {
    const job = '019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
    const runner = '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a10';
    const starred = (type: EventType, source: string) => {
      const kind = kindOf(type);
      // A runner reports only about itself.
      if (kind === 'runner' && writerOf(source) === runner) return subjectOf({ type, subject: runner, source });
      const subject = kind === 'queue' ? 'default' : kind === 'runner' ? runner : job;
      return subjectOf({ type, subject, source }).replace(`.${subject}.`, '.*.');
    };
    for (const [appender, writer, source] of [
      ['gateway', 'gateway', '/reprise/gateway'],
      ['runner', runner, runnerSource(runner)],
    ] as const) {
      const own = types.filter((type) => appendedBy(type).includes(appender) && !reservedTypes.has(type));
      expect(subjectsAppendedBy(writer).sort()).toEqual(own.map((type) => starred(type, source)).sort());
    }
    expect(subjectsAppendedBy('gateway')).toContain('reprise.jobs.*.life.cancel_requested.gateway');
    expect(subjectsAppendedBy('gateway')).toContain('reprise.access.signed_in.gateway');
    expect(subjectsAppendedBy('gateway')).toContain('reprise.inputs.*.upload_deleted.gateway');
    expect(subjectsAppendedBy(runner)).toContain(`reprise.queues.*.slot_taken.${runner}`);
    expect(subjectsAppendedBy(runner)).toContain(`reprise.runners.${runner}.drained.${runner}`);
  });
});

describe('the writer of an event', () => {
  it.each([
    ['/reprise/gateway', 'gateway'],
    ['/reprise/runner/a-1', 'a-1'],
    ['/reprise/runner/a.b', undefined],
    ['/reprise/runner/*', undefined],
    ['/reprise/runner/>', undefined],
    ['/reprise/runner/gateway', undefined],
    ['/reprise/runner/', undefined],
    ['/reprise/test', undefined],
  ])('of the source %s is %s', (source, writer) => {
    expect(writerOf(source)).toBe(writer);
  });

  it('is the end of a stored subject, and absent for earlier releases', () => {
    expect(splitSubject('reprise.jobs.j.life.submitted.gateway')).toEqual({
      published: 'reprise.jobs.j.life.submitted',
      writer: 'gateway',
    });
    expect(splitSubject('reprise.queues.q.slot_taken.a').writer).toBe('a');
    expect(splitSubject('reprise.runners.a.drained.a').published).toBe('reprise.runners.a.drained');
    expect(splitSubject('reprise.inputs.i.upload_deleted.gateway').published).toBe('reprise.inputs.i.upload_deleted');
    expect(splitSubject('reprise.access.signed_in.gateway')).toEqual({
      published: 'reprise.access.signed_in',
      writer: 'gateway',
    });
    for (const earlier of ['reprise.jobs.j.life.submitted', 'reprise.queues.q.slot_taken'])
      expect(splitSubject(earlier)).toEqual({ published: earlier, writer: undefined });
  });
});
