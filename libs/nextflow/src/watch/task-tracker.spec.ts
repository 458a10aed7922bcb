import fc from 'fast-check';
import { recorded } from '../testing/recorded.ts';
import type { TaskObservation } from './task-observation.ts';
import { parseStdoutLine } from '../records/parse-stdout-line.ts';
import { TaskTracker, type TaskFact } from './task-tracker.ts';
import { TraceReader } from '../records/trace-reader.ts';

/** Events of a recorded run. Every submission found its work dir, except for those invented by a task. */
function factsOf(run: string): { stdout: TaskFact[]; trace: TaskFact[] } {
  const reader = new TraceReader();
  const rows = recorded(`${run}.trace.tsv`)
    .split('\n')
    .flatMap((line) => reader.line(line));
  const stdout = recorded(`${run}.stdout.txt`)
    .split('\n')
    .map(parseStdoutLine)
    .filter((fact) => fact !== null)
    .filter((fact) => fact.kind !== 'submitted' || fact.hash !== 'ab/cdef12')
    .map((fact): TaskFact =>
      fact.kind === 'submitted' ? { ...fact, workDir: '/w', at: '2026-01-01T00:00:00.000Z' } : fact,
    );
  return { stdout, trace: rows.map((row) => ({ kind: 'row', row })) };
}

const observe = (facts: TaskFact[], tracker = new TaskTracker()) => facts.flatMap((fact) => tracker.observe(fact));
const typesOf = (observations: TaskObservation[], hash: string) =>
  observations.filter((each) => each.hash === hash).map(({ type }) => type);
const keys = (observations: TaskObservation[]) => observations.map(({ hash, type }) => `${hash} ${type}`).sort();
const submitted: TaskFact = {
  kind: 'submitted',
  hash: 'aa/000000',
  name: 'A (x)',
  again: false,
  workDir: '/w',
  at: '2026-01-01T00:00:00.000Z',
};

describe('the task tracker', () => {
  const { stdout, trace } = factsOf('zoo');

  it('reports each task in order: submitted, started, ended', () => {
    const observations = observe([...stdout, ...trace]);
    const ends = Object.fromEntries(
      [...new Set(observations.map(({ hash }) => hash))].map((hash) => {
        const types = typesOf(observations, hash);
        expect(types.slice(0, 2)).toEqual(['submitted', 'started']);
        expect(types).toHaveLength(3);
        const last = observations.findLast((each) => each.hash === hash);
        return [`${last?.name} ${last?.try}`, [last?.type, last?.exit_code, last?.error_action]];
      }),
    );
    expect(ends).toEqual({
      'IGNORED (never mind) 1': ['failed', 7, 'IGNORE'],
      'INSIDE_NEXTFLOW (1) 1': ['completed', null, null],
      'INSIDE_NEXTFLOW (2) 1': ['completed', null, null],
      [`ODD_TAG (tab\there (paren) "double" 'single' ä€)) 1`]: ['completed', 0, null],
      'OUTER:INNER:MAKE (a) 1': ['completed', 0, null],
      'OUTER:INNER:MAKE (b) 1': ['completed', 0, null],
      'OUTER:INNER:UNTAGGED (1) 1': ['completed', 0, null],
      'OUTER:INNER:UNTAGGED (2) 1': ['completed', 0, null],
      'RETRIED (again) 1': ['retried', 4, 'RETRY'],
      'RETRIED (again) 2': ['retried', 4, 'RETRY'],
      'RETRIED (again) 3': ['completed', 0, null],
      'SILENT_OUTPUT 1': ['failed', 0, 'IGNORE'],
      'TALKING 1': ['completed', 0, null],
    });
  });

  it('returns the same observations for any order and repetition of the sources', () => {
    const expected = keys(observe([...stdout, ...trace]));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...stdout, ...trace, ...stdout], { minLength: stdout.length * 2 + trace.length }),
        (facts) => expect(keys(observe(facts))).toEqual(expected),
      ),
      { numRuns: 50 },
    );
  });

  it('reports no fact of an end before it', () => {
    const [first, second] = observe(trace);
    expect(first).toMatchObject({
      type: 'submitted',
      started_at: null,
      completed_at: null,
      exit_code: null,
      duration_ms: null,
    });
    expect(second).toMatchObject({
      type: 'started',
      started_at: expect.any(String),
      completed_at: null,
      exit_code: null,
    });
  });

  it('reports resources with the end only, and none that the trace lacks', () => {
    const ends = observe(factsOf('known-use').trace).filter(({ process }) => process === 'HOLD');
    expect(ends.map(({ type, resources }) => [type, resources?.memory])).toEqual([
      ['submitted', undefined],
      ['started', undefined],
      ['completed', 2 * 2 ** 30],
    ]);
    expect(observe(trace).some((each) => 'resources' in each)).toBe(false);
  });

  it('numbers a try before its row arrives', () => {
    const tries = observe(stdout)
      .filter(({ name, type }) => name === 'RETRIED (again)' && type === 'submitted')
      .map((each) => each.try);
    expect(tries).toEqual([1, 2, 3]);
  });

  it('numbers a try also if its output precedes the failure that led to it', () => {
    const submission = (hash: string): TaskFact => ({
      kind: 'submitted',
      hash,
      name: 'R (x)',
      again: hash !== 'aa/000001',
      workDir: `/work/${hash}`,
      at: '2026-01-01T00:00:00.000Z',
    });
    const failed = (hash: string, tries: number): TaskFact => ({ kind: 'noted', hash, action: 'RETRY', tries });
    const observations = observe([
      submission('aa/000001'),
      submission('aa/000002'),
      failed('aa/000001', 1),
      submission('aa/000003'),
      failed('aa/000002', 2),
    ]);
    expect(observations.map((each) => [each.hash, each.try])).toEqual([
      ['aa/000001', 1],
      ['aa/000002', 2],
      ['aa/000003', 3],
    ]);
  });

  it('aborts tasks that Nextflow aborted', () => {
    const { stdout, trace } = factsOf('failing');
    const observations = observe([...stdout, ...trace]);
    expect(observations.filter(({ process }) => process === 'LONG').map(({ type }) => type)).toEqual([
      'submitted',
      'started',
      'aborted',
    ]);
    expect(observations.findLast(({ process }) => process === 'FAIL')).toMatchObject({
      type: 'failed',
      tag: 'sample 1',
      exit_code: 3,
      error_action: 'TERMINATE',
    });
  });

  it('keeps the start from the work dir if the trace has none, since Nextflow had not checked before it ended the task', () => {
    const [row] = trace;
    if (row?.kind !== 'row') throw new Error('no row');
    const { hash, name } = row.row;
    const at = '2026-01-01T00:00:01.000Z';
    const observations = observe([
      { ...submitted, hash, name },
      { kind: 'started', hash, at },
      { kind: 'row', row: { ...row.row, status: 'ABORTED', start: null } },
    ]);
    expect(observations.at(-1)).toMatchObject({ type: 'aborted', started_at: at });
  });

  it('reports a cached task once, with the facts in its row', () => {
    const [row] = trace;
    if (row?.kind !== 'row') throw new Error('no row');
    const cached: TaskFact = { kind: 'row', row: { ...row.row, status: 'CACHED' } };
    const { hash, name } = row.row;
    expect(observe([{ kind: 'cached', hash, name }, cached, cached])).toMatchObject([
      { type: 'cached', hash, exit_code: row.row.exit },
    ]);
  });

  it('reports a stored task, which has no hash, by its name', () => {
    expect(observe([{ kind: 'stored', id: 'stored/ST (2)', name: 'ST (2)' }])).toMatchObject([
      { type: 'cached', hash: 'stored/ST (2)', process: 'ST', tag: null },
    ]);
  });

  describe('after Nextflow was killed', () => {
    const left = (exit: number | null, before: TaskFact[] = []) =>
      observe([
        submitted,
        ...before,
        { kind: 'abandoned', hash: 'aa/000000', exit, at: '2026-01-01T00:00:02.500Z' },
      ]).at(-1);

    it.each([
      [0, 'completed'],
      [3, 'failed'],
      [143, 'aborted'],
      [null, 'aborted'],
    ])('reads the exit code %s in the work dir as %s', (exit, type) => {
      expect(left(exit)).toMatchObject({ type, exit_code: exit, duration_ms: exit === null ? null : 2500 });
    });

    it('learns from the output that a failure was to be retried, or ignored', () => {
      const noted = (action: 'RETRY' | 'IGNORE'): TaskFact => ({
        kind: 'noted',
        hash: 'aa/000000',
        action,
        tries: null,
      });
      expect(left(3, [noted('RETRY')])).toMatchObject({ type: 'retried' });
      expect(left(3, [noted('IGNORE')])).toMatchObject({ type: 'failed', error_action: 'IGNORE' });
    });

    it('reports a cached task without a row', () => {
      expect(
        observe([
          { kind: 'cached', hash: 'bb/000000', name: 'B (y)' },
          { kind: 'abandoned', hash: 'bb/000000', exit: null, at: null },
        ]),
      ).toMatchObject([{ type: 'cached', process: 'B', tag: 'y' }]);
    });
  });
});
