import { comparableParams, effectiveParams } from './run-text.ts';

const described = {
  params: { ids: ['a', 'b'], depth: 30, output_dir: '/out/1', known: null },
  params_from: 'merged' as const,
  defaults: ['ids'],
  default_expressions: { cpus: '2 * 3' },
  pipeline_version: null,
  materials: [],
};
const attempt = { described, params: { depth: 30 }, output_dir: '/out/1' };

describe('the parameters shown for an attempt', () => {
  it('are given values, known defaults, and expressions of other defaults, by name', () => {
    expect(effectiveParams(attempt).map(({ name, value, note }) => [name, value, note])).toEqual([
      ['cpus', '2 * 3', 'default, worked out by Nextflow'],
      ['depth', '30', ''],
      ['ids', '["a","b"]', 'default'],
      ['known', 'none', ''],
      ['output_dir', '/out/1', ''],
    ]);
  });

  it('are the given ones if nothing else is known', () => {
    expect(effectiveParams({ ...attempt, described: null })).toEqual([{ name: 'depth', value: '30', note: '' }]);
  });

  it('are compared with their expressions, without the output folder', () => {
    const [a, b] = comparableParams(attempt, { ...attempt, described: { ...described, default_expressions: {} } });
    expect(a).toEqual({
      ids: ['a', 'b'],
      depth: 30,
      known: null,
      cpus: '2 * 3 (default, worked out by Nextflow)',
    });
    expect(b).not.toHaveProperty('cpus');
  });
});
