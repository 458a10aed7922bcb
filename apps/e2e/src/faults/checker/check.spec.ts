import type { SentCommand } from '../record/ledger.ts';
import { check } from './check.ts';
import type { Facts, LoggedEvent } from '../record/facts.ts';
import type { Rule } from './violation.ts';

const JOB = '0196f0c9-11aa-7bb0-8f00-1c2d3e4f5a6b';
const at = (second: number) => new Date(1_000 * second).toISOString();
const event = (seq: number, type: string, data: object, more: Partial<LoggedEvent> = {}): LoggedEvent => ({
  seq,
  id: `id-${String(seq)}`,
  type,
  subject: type.startsWith('slot') || type.startsWith('queue') ? 'default' : JOB,
  time: at(seq),
  data: { ...data },
  ...more,
});
const slot = { job_id: JOB, attempt: 1 };

const events = [
  event(1, 'submitted', { reason: 'r-1' }),
  event(2, 'slot_taken', slot),
  event(3, 'attempt_claimed', { attempt: 1 }),
  event(4, 'attempt_started', { attempt: 1 }),
  event(5, 'cancel_refused', { attempt: 1, reason: 'r-2' }),
  event(6, 'attempt_succeeded', { attempt: 1 }),
  event(7, 'slot_released', slot),
  event(8, 'user_created', { user_id: 'p-1' }, { subject: 'p-1' }),
  event(9, 'signed_in', {}, { subject: 'p-1' }),
  event(10, 'token_created', { token_id: 't-1' }, { subject: 'p-1' }),
  event(11, 'token_revoked', { token_id: 't-1' }, { subject: 'p-1' }),
  event(12, 'user_changed', { user_id: 'p-1', disabled: true }, { subject: 'p-1' }),
];
const submitted: SentCommand = {
  token: 'r-1',
  verb: 'submit',
  target: null,
  sentAt: 0,
  answers: [{ status: null }, { status: 202, seq: 1, command_id: 'id-1', job_id: JOB }],
};
const refused: SentCommand = { token: 'r-2', verb: 'cancel', target: JOB, sentAt: 0, answers: [{ status: 400 }] };
const unanswered: SentCommand = { token: 'r-3', verb: 'pause', target: JOB, sentAt: 0, answers: [{ status: 503 }] };

/** A run without a violation. */
const sound: Facts = {
  commands: [submitted, refused, unanswered],
  events,
  launches: [{ job: JOB, attempt: 1 }],
  tasks: [{ job: JOB, attempt: 1, task: 'WORK (a)' }],
  faults: [],
  overlaps: [],
  alive: { most: [{ job: JOB, attempt: 1 }], slots: 4 },
  strays: [],
  leftovers: [],
  finalChanges: [],
  held: [],
  results: { expected: { 'merged.txt': 'aa' }, found: [{ job: JOB, attempt: 1, digests: { 'merged.txt': 'aa' } }] },
  deliveries: { types: ['attempt_succeeded'], after: 1, received: new Map([['id-6', 2]]) },
  mails: { types: ['attempt_succeeded'], after: 1, received: new Map([['id-6', 1]]), replayed: 0 },
  uploads: [
    {
      id: 'u-1',
      size: 10,
      acknowledged: 10,
      sent: 'aa',
      stored: 'aa',
      listed: { offset: 10, sha256: 'aa' },
      sample: { id: 's-1', isListed: true },
      unexpected: [],
    },
  ],
  inputs: [],
  access: {
    people: [{ id: 'p-1', isDisabled: true, signIns: { acknowledged: 1, tries: 2 } }],
    tokens: [{ id: 't-1', isEnded: true, isRevoked: true, isAccepted: false }],
    listed: [{ id: 'p-1', status: 'disabled' }],
    accepted: [],
    refused: 3,
    unexpected: [],
  },
  runs: [
    { name: 'verify', code: 0, output: '' },
    { name: 'rebuild', code: 0, output: '' },
  ],
  unready: null,
};

const failed = (cause: string) =>
  events.map((each) => (each.seq === 6 ? event(6, 'attempt_failed', { attempt: 1, cause, message: 'why' }) : each));
const [launch] = sound.launches;
const [upload] = sound.uploads;
const withAccess = (change: Partial<Facts['access']>): Partial<Facts> => ({ access: { ...sound.access, ...change } });
const withUpload = (change: Partial<typeof upload>): Partial<Facts> => ({ uploads: [{ ...upload!, ...change }] });

/** Each planted violation, and the rule that finds it. */
const planted: readonly (readonly [what: string, rule: Rule, change: Partial<Facts>])[] = [
  [
    'an acknowledged command that is not in the log',
    'acknowledged_missing',
    { commands: [...sound.commands, { ...submitted, token: 'r-9' }] },
  ],
  [
    'an acknowledged command with another reason',
    'acknowledged_missing',
    { events: [event(1, 'submitted', { reason: 'other' }), ...events.slice(1)] },
  ],
  [
    'an acknowledged command at another sequence',
    'acknowledged_missing',
    {
      commands: [{ ...submitted, answers: [{ status: 202, seq: 2, command_id: 'id-1', job_id: JOB }] }],
    },
  ],
  [
    'a refused command that is accepted in the log',
    'refused_accepted',
    { events: [...events, event(13, 'cancel_requested', { attempt: 1, reason: 'r-2' })] },
  ],
  [
    'an acknowledged command that is in the log twice',
    'doubled_command',
    { events: [...events, event(13, 'submitted', { reason: 'r-1' })] },
  ],
  [
    'an unanswered command that is in the log twice',
    'doubled_command',
    {
      events: [
        ...events,
        event(13, 'pause_requested', { reason: 'r-3' }),
        event(14, 'pause_unchanged', { reason: 'r-3' }),
      ],
    },
  ],
  [
    'a response with 500',
    'unexpected_answer',
    { commands: [{ ...submitted, answers: [{ status: 500 }, ...submitted.answers] }] },
  ],
  ['a second launch', 'second_launch', { launches: [launch!, launch!] }],
  ['a second start in the log', 'second_launch', { events: [...events, event(13, 'attempt_started', { attempt: 1 })] }],
  ['a launch without a start', 'unknown_launch', { launches: [{ job: JOB, attempt: 2 }] }],
  ['a task that ran twice', 'second_task', { tasks: [...sound.tasks, ...sound.tasks] }],
  ['a second ending', 'second_ending', { events: [...events, event(13, 'attempt_failed', { attempt: 1 })] }],
  ['two attempts alive at once', 'overlap', { overlaps: [{ job: JOB, attempts: [1, 2] }] }],
  [
    'more runs than slots',
    'too_many_runs',
    { alive: { most: [1, 2, 3].map((attempt) => ({ job: JOB, attempt })), slots: 2 } },
  ],
  ['a process of an ended job', 'stray_process', { strays: [{ pid: 7, job: JOB, attempt: 1 }] }],
  ['a job on Slurm of an ended job', 'executor_leftover', { leftovers: ['7 RUNNING /work'] }],
  [
    'a changed final state',
    'final_changed',
    { finalChanges: [{ job: JOB, attempt: 1, from: 'completed', to: 'failed' }] },
  ],
  ['a slot that was not given back', 'slot_kept', { events: events.filter(({ type }) => type !== 'slot_released') }],
  ['a slot that a queue still shows', 'slot_kept', { held: [JOB] }],
  ['a gap in the log', 'gap', { events: events.filter(({ seq }) => seq !== 5) }],
  [
    'a changed result',
    'changed_result',
    { results: { ...sound.results, found: [{ job: JOB, attempt: 1, digests: { 'merged.txt': 'bb' } }] } },
  ],
  [
    'a missing result',
    'changed_result',
    { results: { ...sound.results, found: [{ job: JOB, attempt: 1, digests: {} }] } },
  ],
  ['an upload without its file', 'upload_lost', withUpload({ stored: null })],
  ['an upload that is not listed', 'upload_lost', withUpload({ listed: null })],
  ['an upload with fewer bytes than acknowledged', 'upload_lost', withUpload({ listed: { offset: 9, sha256: null } })],
  ['a sample that is not listed', 'upload_lost', withUpload({ sample: { id: 's-1', isListed: false } })],
  ['an upload with other bytes', 'upload_changed', withUpload({ stored: 'bb' })],
  [
    'an upload that is listed with another digest',
    'upload_changed',
    withUpload({ listed: { offset: 10, sha256: 'bb' } }),
  ],
  ['an upload that is answered with 500', 'unexpected_answer', withUpload({ unexpected: [{ status: 500 }] })],
  [
    'a job that did not get the bytes of its upload',
    'input_changed',
    {
      commands: [{ ...submitted, upload: 'u-1' }],
      inputs: [{ job: JOB, attempt: 1, sha256: 'bb' }],
    },
  ],
  [
    'a token that works after it was revoked',
    'access_after_end',
    withAccess({
      accepted: [{ person: 'p-1', token: 't-1', request: 'GET /api/session', status: 200, after: 5 }],
    }),
  ],
  ...['user_created', 'signed_in', 'token_created', 'token_revoked', 'user_changed'].map(
    (type) =>
      [
        `a change without ${type}`,
        'access_unrecorded',
        { events: events.filter((each) => each.type !== type) },
      ] as const,
  ),
  ['a change that is recorded twice', 'access_unrecorded', { events: [...events, { ...events.at(-1)!, seq: 13 }] }],
  ['a disabled person who is active', 'access_lost', withAccess({ listed: [{ id: 'p-1', status: 'active' }] })],
  ['a person who is not listed', 'access_lost', withAccess({ listed: [] })],
  [
    'a token that is rejected before its end',
    'access_lost',
    withAccess({ tokens: [{ id: 't-1', isEnded: false, isRevoked: false, isAccepted: false }] }),
  ],
  ['an account that is answered with 500', 'unexpected_answer', withAccess({ unexpected: ['GET /api/session: 500'] })],
  ['a missing delivery', 'missing_delivery', { deliveries: { ...sound.deliveries, received: new Map() } }],
  ['a missing mail', 'missing_mail', { mails: { ...sound.mails, received: new Map() } }],
  ['verify that finds something', 'verify', { runs: [{ name: 'verify', code: 1, output: 'altered' }] }],
  ['rebuild that finds other rows', 'rebuild', { runs: [{ name: 'rebuild', code: 1, output: 'other rows' }] }],
  ['a system that does not become quiet', 'not_quiet', { unready: 'the runner is down' }],
];

describe('the checker', () => {
  it('finds nothing in a correct run', () => {
    expect(check(sound)).toEqual([]);
  });

  it.each(planted)('finds %s', (_, rule, change) => {
    expect(new Set(check({ ...sound, ...change }).map((each) => each.rule))).toContain(rule);
  });

  it('ignores a delivery of an event from before the subscription', () => {
    expect(check({ ...sound, deliveries: { ...sound.deliveries, after: 6, received: new Map() } })).toEqual([]);
  });

  it('finds a failure only if no fault explains it', () => {
    const killed = {
      ...sound,
      events: failed('killed'),
      deliveries: { ...sound.deliveries, types: [] },
      mails: { ...sound.mails, types: [] },
    };
    expect(check(killed).map(({ rule }) => rule)).toEqual(['unexplained_failure']);
    const fault = { kind: 'kill-nextflow', at: 4_500, until: 4_500, met: '1' } as const;
    expect(check({ ...killed, faults: [fault] })).toEqual([]);
    for (const kind of ['power-cut', 'disk-errors', 'memory-runner'] as const)
      expect(check({ ...killed, faults: [{ ...fault, kind }] })).toEqual([]);
    expect(check({ ...killed, faults: [{ ...fault, kind: 'kill-gateway' }] })).toHaveLength(1);
    expect(check({ ...killed, faults: [{ ...fault, kind: 'memory-nats' }] })).toHaveLength(1);
    expect(check({ ...killed, faults: [{ ...fault, at: 7_000, until: 7_000 }] })).toHaveLength(1);
  });

  it('expects the failure of a job that was submitted to fail', () => {
    const facts = {
      ...sound,
      events: failed('error'),
      deliveries: { ...sound.deliveries, types: [] },
      mails: { ...sound.mails, types: [] },
    };
    expect(check(facts)).toHaveLength(1);
    expect(check({ ...facts, commands: [{ ...submitted, mended: '/file' }] })).toEqual([]);
    const planned = { ...facts.events[0]!, data: { ...facts.events[0]!.data, params: { mended: '/file' } } };
    expect(planned.type).toBe('submitted');
    expect(check({ ...facts, events: [planned, ...facts.events.slice(1)] })).toEqual([]);
  });
});
