import type { AnyEvent, JobStatus } from '@reprise/contracts';
import { derivedId, makeEvent, type Fact } from '@reprise/event-log';
import { attemptFacts, cancelled, submitted, success } from '../log/job-events.ts';
import { randomFrom, type Random } from '../log/random.ts';

/** Number of jobs whose events interleave in the log. */
const AT_ONCE = 24;

const people = ['ada', 'bo', 'chen', 'dora', 'emil', 'fatima', 'george', 'hana', 'ines', 'jun', 'kofi', 'lena'];
const pipelines = ['wes', 'wes', 'wgs', 'panel'];
const why = ['wrong sample', 'coverage too low', 'urgent', 'new reference', 'disk was full', 'wrong parameters'];
const what = ['asked for by the clinic', 'repeat with more depth', 'as agreed in the meeting', 'see the lab book'];

/** Word in the reasons of one in `RARE_EVERY` jobs. */
export const RARE_WORD = 'centrifuge';
export const COMMON_WORD = 'coverage';
/** Actor with few entries: a command in one of `RARE_EVERY` jobs. */
export const RARE_PERSON = 'zoe';
const RARE_EVERY = 5000;

interface PersonsFact {
  readonly fact: Fact;
  readonly actor: string;
}

/** Generates events of people and runners, reproducible by seed, with every kind of ending and refusals. */
export function* auditHistory(seed: number, count: number): Generator<AnyEvent> {
  const random = randomFrom(seed);
  let jobs = 0;
  const nextJob = () => storyOf(seed, (jobs += 1), random);
  const open = Array.from({ length: AT_ONCE }, nextJob);
  for (let index = 0; index < count; index += 1) {
    const place = Math.floor(random.next() * open.length);
    const step = open[place]!.next();
    if (step.done) open[place] = nextJob();
    const { fact, actor } = step.done ? (open[place]!.next().value as PersonsFact) : step.value;
    yield makeEvent(fact, {
      id: derivedId('bench', seed, index),
      time: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      actor,
      source: '/reprise/bench',
      correlation_id: fact.subject,
      causation_id: fact.subject,
    });
  }
}

function* storyOf(seed: number, number: number, random: Random): Generator<PersonsFact, undefined> {
  const subject = derivedId('bench job', seed, number);
  const byRunner = (facts: readonly Fact[]) => facts.map((fact) => ({ fact, actor: 'runner-1' }));
  const byPerson = (fact: Fact): PersonsFact => ({ fact, actor: random.oneOf(people) });
  const reason = () => reasonOf(number, random);
  const [sample_name, pipeline] = [`S${String(number).padStart(6, '0')}`, random.oneOf(pipelines)];
  yield byPerson(submitted(subject, { sample_name, pipeline, reason: random.happens(0.5) ? reason() : null }));
  for (let attempt = 1; ; attempt += 1) {
    const tasks = 1 + Math.floor(random.next() * 3);
    const place = { number, attempt, tasks };
    const end = random.oneOf(['succeeded', 'succeeded', 'failed', 'cancelled'] as const);
    if (end === 'cancelled') {
      const facts = attemptFacts(subject, place, cancelled(subject, attempt));
      yield* byRunner(facts.slice(0, -2));
      yield byPerson({ type: 'cancel_requested', subject, data: { attempt, reason: reason() } });
      yield* byRunner(facts.slice(-2));
    } else {
      const ending = end === 'failed' ? failed(subject, attempt) : succeeded(subject, attempt);
      yield* byRunner(attemptFacts(subject, place, ending));
    }
    if (random.happens(0.05)) yield byPerson(refused(subject, attempt, end, reason()));
    if (number % RARE_EVERY === 1)
      yield { ...byPerson(refused(subject, attempt, end, `${RARE_WORD} broke down`)), actor: RARE_PERSON };
    if (end === 'succeeded' || attempt === 3 || random.happens(0.3)) return;
    yield byPerson(again(subject, attempt + 1, random.happens(0.5), reason()));
  }
}

const reasonOf = (number: number, random: Random): string =>
  [
    random.oneOf(why),
    ...(random.happens(0.5) ? [random.oneOf(what)] : []),
    ...(random.happens(0.3) ? [`LAB-${String(number)}`] : []),
  ].join(', ');

const again = (subject: string, attempt: number, resume: boolean, reason: string): Fact =>
  resume
    ? { type: 'resume_requested', subject, data: { attempt, reason } }
    : { type: 'rerun_requested', subject, data: { attempt, reason, params: {}, keep_work_dir: false } };

const succeeded = (subject: string, attempt: number): Fact => ({
  type: 'attempt_succeeded',
  subject,
  data: success(attempt),
});

const failed = (subject: string, attempt: number): Fact => ({
  type: 'attempt_failed',
  subject,
  data: {
    attempt,
    cause: 'error',
    exit_code: 1,
    signal: null,
    failing_step: 'CALL',
    failing_task: null,
    stderr_tail: ['no reads'],
    message: 'CALL failed: no reads',
    duration_ms: 9_000,
    processes_ended: 2,
  },
});

function refused(subject: string, attempt: number, end: string, reason: string): Fact {
  const status: JobStatus = end === 'succeeded' ? 'completed' : 'failed';
  const detail = `Cannot cancel job with status: ${status}`;
  return { type: 'cancel_refused', subject, data: { attempt, status, reason, detail, refusal: 'wrong_status' } };
}
