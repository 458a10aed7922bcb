import { labelTexts, parseLabel } from './label-text.ts';
import { LabelsInput, MAX_LABELS } from './labels.ts';

const problemsOf = (labels: unknown) =>
  LabelsInput.safeParse(labels).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('labels', () => {
  it.each([{ run: '2026-48' }, { a: 'B' }, { 'lab.site_1': 'x'.repeat(63) }, {}])('are accepted: %j', (labels) => {
    expect(problemsOf(labels)).toEqual([]);
  });

  it.each([
    [{ '-run': '1' }, '-run: is no key of a label: it must be at most 63 letters'],
    [{ ['k'.repeat(64)]: '1' }, 'is no key of a label: it must be at most 63 letters'],
    [{ run: '' }, 'run: must be at most 63 letters'],
    [{ run: 'a,b' }, 'run: must be at most 63 letters'],
    [{ run: 'x'.repeat(64) }, 'run: must be at most 63 letters'],
  ])('are rejected with the rule: %j', (labels, problem) => {
    expect(problemsOf(labels)).toEqual([expect.stringContaining(problem)]);
  });

  it('are at most 20 of a job', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
    expect(problemsOf(many(MAX_LABELS))).toEqual([]);
    expect(problemsOf(many(MAX_LABELS + 1))).toEqual([': must have at most 20 labels']);
  });

  it('are texts sorted by key', () => {
    expect(labelTexts({ run: '2026-48', project: 'cardio' })).toEqual(['project=cardio', 'run=2026-48']);
  });

  it.each(['run', 'run=', '=1', 'run=1=2', 'run =1', 'run=%'])('are not read from %j', (text) => {
    expect(parseLabel(text)).toBeNull();
  });
});
