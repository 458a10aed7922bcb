import { heldUp, ofSample, problems } from './report.ts';
import type { Mutant } from './mutant.ts';
import { score } from './score.ts';
import type { ListedSurvivor } from './survivors.ts';

const mutant = (status: string, changes: Partial<Mutant> = {}): Mutant => ({
  file: 'libs/job/src/line.ts',
  lineNumber: 7,
  line: 'return free > 0;',
  from: 'free > 0',
  to: 'true',
  status,
  reason: '',
  ...changes,
});
const killed = Array.from({ length: 38 }, () => mutant('Killed'));
const listed: ListedSurvivor = {
  file: 'libs/job/src/line.ts',
  line: 'return free > 0;',
  from: 'free > 0',
  to: 'true',
  reason: 'Slots are never negative.',
};

describe('the score of mutants', () => {
  it('is the share of mutants that a spec noticed or that never ended, among those that ran or that no spec covers', () => {
    const mutants = [...killed, mutant('Timeout'), mutant('Survived'), mutant('NoCoverage'), mutant('RuntimeError')];
    expect(score(mutants, [], true)).toMatchObject({ mutants: 41, killed: 38, timeouts: 1 });
    expect(score(mutants, [], true).percent).toBeCloseTo((39 / 41) * 100);
  });

  it('reports no problem if each survivor is listed, wherever its line has moved', () => {
    const mutants = [...killed, mutant('Survived', { lineNumber: 99 })];
    expect(problems('job', score(mutants, [listed], true))).toEqual([]);
  });

  it('names survivors that are not listed', () => {
    const mutants = [
      ...killed,
      mutant('Survived', { to: 'false' }),
      mutant('NoCoverage', { file: 'libs/job/src/b.ts' }),
    ];
    expect(problems('job', score(mutants, [listed], false))).toEqual([
      'libs/job/src/line.ts:7: no spec notices free > 0 → false',
      'libs/job/src/b.ts:7 (not run by any spec): no spec notices free > 0 → true',
    ]);
  });

  it('names listed survivors that a spec notices, unless only part of the mutants ran', () => {
    const [problem] = problems('job', score(killed, [listed], true));
    expect(problem).toContain('tools/mutants/survivors/job.json names a mutant that is noticed or gone');
    expect(problems('job', score(killed, [listed], false))).toEqual([]);
  });

  it('lists the mutants that were noticed by a timeout only', () => {
    expect(heldUp([...killed, mutant('Timeout', { reason: 'it waits' })])).toEqual([
      'libs/job/src/line.ts:7: noticed by time only: free > 0 → true (it waits)',
    ]);
  });

  it('of a sample includes an estimate for all mutants, and the command that repeats the sample', () => {
    const mutants = [...killed, ...killed, ...killed, ...Array.from({ length: 6 }, () => mutant('Survived'))];
    expect(ofSample(score(mutants, [], false), { percent: 6, seed: '7' })).toBe(
      'A sample of 6 % with --seed 7: of all, 89.5 to 97.7 %, with 95 % confidence',
    );
  });

  it('has a minimum, however many survivors are listed', () => {
    const mutants = [...killed, ...Array.from({ length: 3 }, () => mutant('Survived'))];
    expect(problems('job', score(mutants, [listed], true))).toEqual(['job: 92.7 % are less than 95 %']);
  });
});
