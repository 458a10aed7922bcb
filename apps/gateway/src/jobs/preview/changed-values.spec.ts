import { changedValues } from './changed-values.ts';

describe('the changed values of parameters', () => {
  it('are the old values that a command line can contain: no flags, lists or short values', () => {
    const before = { reference: '/data/hg19.fa', depth: 30, seed: 12345, fast: true, lanes: [1], same: 'as it was' };
    const after = {
      reference: '/data/hg38.fa',
      depth: 40,
      seed: 5,
      fast: false,
      lanes: [2],
      same: 'as it was',
      more: 1,
    };
    expect(changedValues(before, after)).toEqual([
      { param: 'reference', old: '/data/hg19.fa' },
      { param: 'depth', old: null },
      { param: 'seed', old: '12345' },
      { param: 'fast', old: null },
      { param: 'lanes', old: null },
      { param: 'more', old: null },
    ]);
  });
});
