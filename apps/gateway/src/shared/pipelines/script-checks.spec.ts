import { compileSubject, type CompileRequest, type CompileResponse } from '@reprise/contracts';
import { from, of, type Observable, throwError } from 'rxjs';
import type { HeardRunner } from '../runners/runners.ts';
import { ScriptChecks } from './script-checks.ts';

const pipeline = { manifest: { name: 'toy' }, revision: '9f2c', script: '/no/such/main.nf', sources: '/no/such' };
const toy = { ...pipeline, launch: {} } as never;
const error = { file: 'main.nf', line: 7, column: 12, message: '`missing` is not defined', source: null };
const runner = (id: string, nextflow_versions: string[], part: Partial<HeardRunner> = {}) =>
  ({ runner_id: id, storage_id: 's', nextflow_versions, alive: true, ...part }) as HeardRunner;

describe('the compilations of a pipeline', () => {
  let asked: string[];
  let found: string[];
  let time: number;
  let answers: Record<string, () => Observable<unknown>>;
  const services = {
    send: (subject: string, { pipeline: name, revision, nextflow_version }: CompileRequest) => {
      asked.push([subject, name, revision, nextflow_version].join(' '));
      return answers[subject]?.() ?? throwError(() => new Error('no responders'));
    },
  };
  beforeEach(() => {
    [asked, found, answers, time] = [[], [], {}, 0];
  });
  const subjectOf = (id: string) => compileSubject({ runner_id: id, storage_id: 's' });
  const answer = (id: string, response: CompileResponse | Promise<CompileResponse>) => {
    answers[subjectOf(id)] = () => from(Promise.resolve(response));
  };
  const checksOf = (...runners: HeardRunner[]) =>
    new ScriptChecks(
      { list: () => runners },
      services as never,
      (name, { nextflow_version }) => found.push(`${name} ${nextflow_version}`),
      () => time,
    );
  /** Resolves once the available answers are processed. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('run once, on one runner of each version, and further requests get the known result', async () => {
    let tell: (response: CompileResponse) => void = () => undefined;
    answer('a', new Promise((resolve) => (tell = resolve)));
    answer('b', { errors: [] });
    const checks = checksOf(runner('a', ['26.04.6']), runner('b', ['24.10.0']), runner('b', ['24.10.0']));
    expect(checks.ask(toy, {})).toEqual({ compiled: [], compiling: true });
    await settled();
    expect(checks.ask(toy, {})).toEqual({ compiled: [{ nextflow_version: '24.10.0', errors: [] }], compiling: true });
    tell({ errors: [error, error] });
    await settled();
    expect(checks.ask(toy, {})).toEqual({
      compiled: [
        { nextflow_version: '26.04.6', errors: [error, error] },
        { nextflow_version: '24.10.0', errors: [] },
      ],
      compiling: false,
    });
    expect(asked).toEqual([`${subjectOf('a')} toy 9f2c 26.04.6`, `${subjectOf('b')} toy 9f2c 24.10.0`]);
    expect(found).toEqual(['toy 26.04.6']);
    expect(checks.doubts(toy, {})).toEqual([
      {
        field: 'pipeline',
        message:
          'does not compile with Nextflow 26.04.6: main.nf, line 7, column 12: `missing` is not defined (and 1 more error)',
      },
    ]);
  });

  it('are repeated until the runner, which may answer for seconds only, has compiled', async () => {
    let left = 3;
    answers[subjectOf('a')] = () => of(left-- > 0 ? { errors: null, is_compiling: true } : { errors: [error] });
    const checks = checksOf(runner('a', ['24.10.0']));
    expect(checks.ask(toy, {})).toEqual({ compiled: [], compiling: true });
    await settled();
    expect(checks.ask(toy, {})).toEqual({
      compiled: [{ nextflow_version: '24.10.0', errors: [error] }],
      compiling: false,
    });
    expect(asked).toHaveLength(4);
  });

  it('are unknown when a runner cannot compile or does not answer, and are repeated after a while', async () => {
    answer('a', { errors: null });
    const checks = checksOf(runner('a', ['24.10.0']), runner('away', ['25.04.0']));
    checks.ask(toy, {});
    await settled();
    for (time of [0, 59_000]) expect(checks.ask(toy, {})).toEqual({ compiled: [], compiling: false });
    expect(asked).toHaveLength(2);
    time = 61_000;
    expect(checks.ask(toy, {})).toEqual({ compiled: [], compiling: true });
    expect(asked).toHaveLength(4);
  });

  it('use the version that a job names, on the runners that have it', async () => {
    for (const id of ['a', 'b']) answer(id, { errors: [error] });
    const checks = checksOf(runner('a', ['24.10.0', '26.04.6']), runner('b', ['24.10.0']));
    expect(checks.of(toy)).toEqual({ compiled: [], compiling: false });
    await checks.askUsual(toy);
    await settled();
    expect(checks.of(toy)).toMatchObject({ compiled: [{ nextflow_version: '24.10.0' }], compiling: false });
    checks.ask(toy, { nextflow: '>=26', syntax_parser: 'v1' });
    checks.ask(toy, { nextflow: '22.10' });
    expect(asked).toEqual([`${subjectOf('b')} toy 9f2c 24.10.0`, `${subjectOf('a')} toy 9f2c 26.04.6`]);
  });

  it('use neither silent runners nor simulated ones', () => {
    const checks = checksOf(runner('a', ['24.10.0'], { alive: false }), runner('b', ['24.10.0 (simulated)']));
    expect(checks.ask(toy, {})).toEqual({ compiled: [], compiling: false });
    expect(asked).toEqual([]);
  });
});
