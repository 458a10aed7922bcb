import fc from 'fast-check';
import {
  actionNames,
  CleanTarget,
  commands as catalogue,
  eventSchemas,
  kindOf,
  reservedTypes,
  type Action,
  type DataOf,
  type EventType,
  type LifecycleEvent,
  type Recorded,
} from '@reprise/contracts';
import { allowedActions } from './allowed-actions.ts';
import { decide, type JobCommand } from './decide.ts';
import { evolve, fold } from './evolve.ts';
import { cancellation, failure, recorded, start, submission, success } from './job.fixture.ts';
import { isRefusal } from './refusal.ts';
import { seed } from './seed.fixture.ts';
import { unknownJob, type Job, type JobState } from './state.ts';
import { unchangedJob } from './unchanged.ts';

/** Expectations about an attempt, derived from the design only. */
interface Model {
  phase: 'unknown' | 'waiting' | 'claimed' | 'running' | 'over';
  attempt: number;
  cancelling: boolean;
  pause: 'none' | 'asked' | 'paused' | 'unasked';
  succeeded: boolean;
  cleaning: boolean;
  pinned: boolean;
  /** Latest report of the runner about unproven executors. */
  unproven: 'nothing' | 'end' | 'pause' | 'unpause';
  abandoned: 'no' | 'asked' | 'yes';
}

/** Whether a pending transition is not proven yet. */
const isUnproven = ({ unproven, pause, cancelling, phase }: Model): boolean =>
  (phase === 'claimed' || phase === 'running') &&
  (unproven === 'end' ||
    (!cancelling && unproven === 'pause' && pause === 'asked') ||
    (!cancelling && unproven === 'unpause' && pause === 'unasked'));

/** Whether it has ended with proof: its files may be used. */
const isFree = ({ phase, abandoned }: Model): boolean => phase === 'over' && abandoned === 'no';
/** Whether it exists and is not being cancelled. */
const isOffered = ({ phase, cancelling }: Model): boolean => phase === 'over' || (phase !== 'unknown' && !cancelling);
const again: Partial<Model> = { phase: 'waiting', cancelling: false, unproven: 'nothing' };

/** Rule of the event: when it may occur and how it changes the attempt. */
const law: Partial<
  Record<
    LifecycleEvent['type'],
    [allowed: (m: Model) => boolean, then: Partial<Model> | ((m: Model, data: object) => Partial<Model>)]
  >
> = {
  submitted: [(m) => m.phase === 'unknown', { phase: 'waiting' }],
  attempt_claimed: [(m) => m.phase === 'waiting' && !m.cancelling, { phase: 'claimed' }],
  attempt_started: [
    (m) => m.phase === 'claimed' && !m.cancelling,
    { phase: 'running', pause: 'none', unproven: 'nothing' },
  ],
  pause_requested: [(m) => m.phase === 'running' && !m.cancelling && m.pause === 'none', { pause: 'asked' }],
  paused: [(m) => m.phase === 'running' && !m.cancelling && m.pause === 'asked', { pause: 'paused' }],
  unpause_requested: [
    (m) => m.phase === 'running' && !m.cancelling && (m.pause === 'asked' || m.pause === 'paused'),
    ({ pause }) => ({ pause: pause === 'asked' ? 'none' : 'unasked' }),
  ],
  unpaused: [(m) => m.phase === 'running' && !m.cancelling && m.pause === 'unasked', { pause: 'none' }],
  cancel_requested: [(m) => ['waiting', 'claimed', 'running'].includes(m.phase) && !m.cancelling, { cancelling: true }],
  cancel_joined: [(m) => m.phase !== 'over' && m.cancelling, {}],
  cancel_unconfirmed: [(m) => m.phase !== 'over' && m.cancelling, { unproven: 'end' }],
  attempt_unproven: [
    (m) => m.phase === 'running',
    (_, data) => ({ unproven: (data as DataOf<'attempt_unproven'>).during }),
  ],
  nextflow_observed: [(m) => m.phase === 'running', {}],
  abandon_requested: [isUnproven, { abandoned: 'asked' }],
  end_proven: [(m) => m.phase === 'over' && m.abandoned === 'yes', { abandoned: 'no' }],
  attempt_succeeded: [(m) => m.phase === 'running', { phase: 'over', succeeded: true }],
  attempt_failed: [
    (m) => m.phase === 'claimed' || m.phase === 'running',
    ({ abandoned }) => ({ phase: 'over', succeeded: false, abandoned: abandoned === 'asked' ? 'yes' : 'no' }),
  ],
  attempt_cancelled: [(m) => m.phase !== 'over' && m.cancelling, { phase: 'over', succeeded: false }],
  rerun_requested: [isFree, { phase: 'waiting', cancelling: false, cleaning: false, unproven: 'nothing' }],
  resume_requested: [(m) => isFree(m) && !m.succeeded && !m.cleaning, again],
  clean_requested: [(m) => isFree(m) && !m.cleaning && !m.pinned, { cleaning: true }],
  cleaned: [(m) => m.phase === 'over' && m.cleaning, { cleaning: false }],
  clean_failed: [(m) => m.phase === 'over' && m.cleaning, { cleaning: false }],
  job_pinned: [(m) => m.phase === 'over' && !m.pinned, { pinned: true }],
  job_unpinned: [(m) => m.phase === 'over' && m.pinned, { pinned: false }],
  restart_requested: [(m) => isFree(m) && !m.cleaning, again],
  priority_changed: [(m) => m.phase === 'waiting' && !m.cancelling, {}],
  labels_changed: [isOffered, {}],
  label_unchanged: [isOffered, {}],
  queue_changed: [(m) => m.phase === 'waiting' && !m.cancelling, {}],
  cancel_unchanged: [(m) => m.phase !== 'over' && m.cancelling, {}],
  pause_unchanged: [(m) => m.phase === 'running' && !m.cancelling && m.pause === 'asked', {}],
  unpause_unchanged: [(m) => m.phase === 'running' && !m.cancelling && m.pause === 'unasked', {}],
  clean_unchanged: [(m) => m.phase === 'over' && m.cleaning, {}],
  priority_unchanged: [(m) => m.phase === 'waiting' && !m.cancelling, {}],
  move_unchanged: [(m) => m.phase === 'waiting' && !m.cancelling, {}],
  variant_classified: [(m) => m.phase === 'over' && m.succeeded, {}],
  variant_signed: [(m) => m.phase === 'over' && m.succeeded, {}],
};

/** The next step forward, through a pause; random choice alone rarely takes such a long path. */
function nextStep({ phase, pause, cleaning, abandoned }: Model, isDone: boolean): JobCommand {
  switch (phase) {
    case 'unknown':
      return { name: 'submit', ...submission };
    case 'waiting':
      return { name: 'claim', attempt: 1, runner_id: 'runner-a' };
    case 'claimed':
      return { name: 'start', ...start(1) };
    case 'running':
      return stepOfPause[pause];
    case 'over':
      if (abandoned === 'yes') return { name: 'prove_end', attempt: 1 };
      if (cleaning && isDone) return { name: 'confirm_clean', ...deleted, resume_possible: true };
      if (cleaning) return { name: 'fail_clean', ...left, resume_possible: true };
      return { name: 'rerun', reason: null, keep_work_dir: false };
  }
}

const stepOfPause = {
  none: { name: 'pause', reason: null, mode: 'freeze' },
  asked: { name: 'confirm_pause', attempt: 1, mode: 'freeze' },
  paused: { name: 'unpause', reason: null },
  unasked: { name: 'confirm_unpause', attempt: 1 },
} as const satisfies Record<Model['pause'], JobCommand>;

interface World {
  state: JobState;
  history: Recorded<LifecycleEvent>[];
}

const nextAttempts = ['rerun_requested', 'resume_requested', 'restart_requested'];

/**
 * A random command for the job. A runner's command is about the current attempt, or about one whose number differs by
 * `off`.
 */
class Throw implements fc.Command<Model, World> {
  readonly command: JobCommand | 'next';
  readonly off: number;
  constructor(command: JobCommand | 'next', off: number) {
    this.command = command;
    this.off = off;
  }

  check = () => true;
  toString = () => JSON.stringify([this.command, this.off]);

  /** Fields of the command about the attempt. */
  private about(command: JobCommand, { attempt }: Model): object {
    if (command.name === 'classify') return { classified: { ...classified, attempt } };
    if (command.name === 'sign') return { signed: { ...signed, attempt } };
    const off = this.command === 'next' ? 0 : this.off;
    return 'attempt' in command ? { attempt: Math.max(1, attempt + off) } : {};
  }

  run(model: Model, world: World): void {
    const before = structuredClone(world.state);
    const command = this.command === 'next' ? nextStep(model, this.off !== 0) : this.command;
    const about = this.about(command, model);
    const asked = { ...command, ...about } as JobCommand;
    const decision = decide(world.state, asked);
    expect(world.state).toEqual(before);
    if (isRefusal(decision)) return;
    const isChange = decision.length > 0 || world.state.status === 'unknown';
    for (const { type, data } of isChange ? decision : unchangedJob(world.state as Job, asked)) {
      const [allowed, then] = law[type]!;
      if (!allowed(model)) throw new Error(`${type} is against the law of ${JSON.stringify(model)}`);
      Object.assign(
        model,
        typeof then === 'function' ? then(model, data) : then,
        nextAttempts.includes(type) ? { attempt: model.attempt + 1 } : {},
      );
      if ('attempt' in data) expect(data.attempt).toBe(model.attempt);
      const event = recorded(world.history.length + 1, type, data);
      world.history.push(event);
      world.state = evolve(world.state, event);
    }
    expect(fold(world.history)).toEqual(world.state);
    expect(fold(JSON.parse(JSON.stringify(world.history)) as typeof world.history)).toEqual(world.state);
    agreesWith(model, world.state);
    offersWhatIsAccepted(world.state);
  }
}

function agreesWith(model: Model, state: JobState): void {
  const running = model.pause === 'paused' || model.pause === 'unasked' ? 'paused' : 'running';
  const status = { unknown: 'unknown', waiting: 'pending', claimed: 'pending', running, over: '' }[model.phase];
  expect(state.status).toBe(status || (model.succeeded ? 'completed' : 'failed'));
  if (state.status !== 'unknown') expect(state.attempt).toBe(model.attempt);
}

function offersWhatIsAccepted(state: JobState): void {
  for (const work_dir of ['present', 'absent', 'unknown'] as const) {
    const body = {
      reason: null,
      keep_work_dir: false,
      mode: 'freeze',
      work_dir,
      priority: 1_000,
      queue: 'another',
      set: LABELS,
    };
    const isAccepted = (name: Action, what: CleanTarget) => {
      const decision = decide(state, { ...body, name, what } as JobCommand);
      return !isRefusal(decision) && decision.length > 0;
    };
    // A clean can delete some files even if others are gone.
    const accepted = actionNames.filter((name) => CleanTarget.options.some((what) => isAccepted(name, what)));
    expect(allowedActions(state, work_dir)).toEqual(accepted);
  }
}

const LABELS = { project: 'cardio' };
const { reason: _, ...classified } = {
  ...catalogue.classify.event.example,
  criteria: [],
  sources: [],
};
const { reason: __, ...signed } = catalogue.sign.event.example;
const off = fc.constantFrom(0, 0, 0, 0, -1, 1);
const runner = fc.constantFrom('runner-a', 'runner-a', 'runner-b');
const reason = fc.option(fc.constant('because'), { nil: null });
const next = fc.constant('next' as const);
const mode = fc.constantFrom('freeze' as const, 'drain' as const);
const work_dir = fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const);
const cause = fc.constantFrom('error' as const, 'killed' as const, 'runner_lost' as const, 'start_failed' as const);

const claim = runner.map((runner_id) => ({ name: 'claim' as const, attempt: 1, runner_id }));
const begin = runner.map((runner_id) => ({ name: 'start' as const, ...start(1, runner_id) }));
const resume = work_dir.map((dir) => ({ name: 'resume' as const, reason: null, work_dir: dir }));

const steps = fc.constantFrom(null, ['ALIGN', 'CALL'], ['CALL']);
const restart = fc
  .record({ work_dir, steps })
  .map((found) => ({ name: 'restart' as const, reason: null, step: 'ALIGN', ...found }));
const pause = mode.map((how) => ({ name: 'pause' as const, reason: null, mode: how }));
const confirmPause = mode.map((how) => ({ name: 'confirm_pause' as const, attempt: 1, mode: how }));
const unpause = fc.constant({ name: 'unpause' as const, reason: null });
const confirmUnpause = fc.constant({ name: 'confirm_unpause' as const, attempt: 1 });

const what = fc.constantFrom(...(['work_dir', 'partial_outputs', 'results', 'all'] as const));
const resumePossible = fc.boolean();
const deleted = { attempt: 1, paths: ['/jobs/1/work'], bytes: 1 };
const left = { attempt: 1, bytes: 1, left: [{ path: '/jobs/1/work', reason: 'EACCES: permission denied' }] };

const executors = [{ name: 'slurm', message: 'Slurm does not answer', left: [], left_count: null }];
const during = fc.constantFrom('end' as const, 'pause' as const, 'unpause' as const);
const reportUnproven = during.map((of) => ({ name: 'report_unproven' as const, attempt: 1, during: of, executors }));

/** Steps forward are drawn more often, so that histories grow long before a cancel ends them. */
const commands: fc.Arbitrary<JobCommand | 'next'>[] = [
  ...[claim, claim, begin, begin, resume, restart, next, next, next, next],
  fc.constant({ name: 'submit', ...submission }),
  reason.map((why) => ({ name: 'cancel', reason: why })),
  fc.constantFrom('ada', 'bo').map((by) => ({ name: 'cancel', reason: null, by })),
  fc.boolean().map((keep_work_dir) => ({ name: 'rerun', reason: null, keep_work_dir })),
  ...[pause, confirmPause, unpause, confirmUnpause],
  // Listed twice, because few histories clean the same files while they are being deleted.
  ...[1, 2].map(() => what.map((target) => ({ name: 'clean' as const, reason: null, what: target }))),
  resumePossible.map((resume_possible) => ({ name: 'confirm_clean', ...deleted, resume_possible })),
  resumePossible.map((resume_possible) => ({ name: 'fail_clean', ...left, resume_possible })),
  fc.constant({ name: 'pin', reason: null }),
  fc.constant({ name: 'unpin', reason: null }),
  fc.constant({ name: 'succeed', ...success(1) }),
  fc.constant({ name: 'classify', reason: 'because', classified }),
  fc.integer({ min: -2, max: 2 }).map((priority) => ({ name: 'priority', priority, reason: null })),
  fc.constantFrom('2026-47', '2026-48').map((run) => ({ name: 'label', set: { run }, reason: null })),
  fc.constantFrom('default', 'urgent').map((queue) => ({ name: 'move', queue, reason: null })),
  fc.constant({ name: 'sign', reason: null, signed, signer: 'user:1', is_current: true, signers: [] }),
  cause.map((why) => ({ name: 'fail', ...failure(1, why) })),
  ...[reportUnproven, reportUnproven],
  ...[1, 2].map(() => fc.constant({ name: 'abandon' as const, reason: 'the cluster is gone' })),
  fc.constant({ name: 'prove_end', attempt: 1 }),
  fc.constant({ name: 'confirm_cancel', ...cancellation(1) }),
  fc.constant({ name: 'report_nextflow', attempt: 1, nextflow_version: '25.04.4', syntax_parser: 'v1' }),
  fc.constant({ name: 'report_survivors', attempt: 1, pids: [4711], signals: [] }),
];

/** Gives random commands to jobs, checks each history, and returns the event types that occurred. */
function typesReached(from: number): ReadonlySet<string> {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.commands(
        commands.map((arbitrary) => fc.tuple(arbitrary, off).map(([command, by]) => new Throw(command, by))),
        { maxCommands: 60, size: 'max' },
      ),
      (thrown) => {
        const world: World = { state: unknownJob, history: [] };
        const model: Model = {
          phase: 'unknown',
          attempt: 1,
          cancelling: false,
          pause: 'none',
          succeeded: false,
          cleaning: false,
          pinned: false,
          unproven: 'nothing',
          abandoned: 'no',
        };
        fc.modelRun(() => ({ model, real: world }), thrown);
        for (const { type } of world.history) reached.add(type);
        onceEndedAndNeverStartedAfterCancel(world.history);
      },
    ),
    { numRuns: 500, seed: from },
  );
  return reached;
}

/** With this seed, the histories contain events of every type; other seeds may miss a rare one. */
const COMPLETE_SEED = 1;

describe(`people and runners who send random commands to a job (seed ${String(seed)})`, () => {
  it('cause no forbidden transition, and their history leads to the same state', () => {
    expect(typesReached(seed)).toContain('submitted');
  });

  it('can cause every event of the law', () => {
    expect([...typesReached(COMPLETE_SEED)].toSorted()).toEqual(Object.keys(law).toSorted());
  });

  it('cause exactly the lifecycle event types that are not reserved', () => {
    const lifecycle = (Object.keys(eventSchemas) as EventType[]).filter(
      (type) => kindOf(type) === 'life' && !reservedTypes.has(type),
    );
    expect(Object.keys(law).toSorted()).toEqual(lifecycle.toSorted());
  });
});

function onceEndedAndNeverStartedAfterCancel(history: Recorded<LifecycleEvent>[]): void {
  const of = (...types: string[]) => history.filter(({ type }) => types.includes(type));
  const attemptsOf = (events: Recorded<LifecycleEvent>[]) =>
    events.map(({ data }) => 'attempt' in data && data.attempt);
  const endings = attemptsOf(of('attempt_succeeded', 'attempt_failed', 'attempt_cancelled'));
  expect(new Set(endings).size).toBe(endings.length);
  const begun = attemptsOf(of(...nextAttempts));
  expect(begun).toEqual(begun.map((_, i) => i + 2));
  for (const cancel of of('cancel_requested')) {
    const later = of('attempt_claimed', 'attempt_started').filter(({ seq }) => seq > cancel.seq);
    expect(attemptsOf(later)).not.toContain('attempt' in cancel.data && cancel.data.attempt);
  }
}
