import { areComparable, compareParts } from './compare-parts.ts';
import type { HashPart } from './hash-dump.ts';

const STRING = 'java.lang.String';
/** As Nextflow would: equal values have equal hashes, but for files, of which the hash knows more than the value. */
const part = (value: string, type: string = STRING, hash = `${type} ${value}`): HashPart => ({ hash, type, value });
const files = (paths: string[], version = 1): HashPart => {
  const holders = paths.map(
    (path) => `FileHolder(sourceObj:${path}, storePath:${path}, stageName:${path.split('/').at(-1)!})`,
  );
  const value = `[${holders.join(', ')}]`;
  return part(value, 'nextflow.util.ArrayBag', `${value} ${String(version)}`);
};
const end = [part('$'), part('true', 'java.lang.Boolean')];
const vars = (value: string) => part(value, 'java.util.HashMap$EntrySet');
const task = (inputs: HashPart[], more: HashPart[] = [], before: HashPart[] = [], script = 'run it'): HashPart[] => [
  ...[part('session', 'java.util.UUID'), part('ALIGN'), part(script), ...before, ...inputs, ...end, ...more],
];

describe('two tasks compared by what their hashes are made of', () => {
  const same = task([part('sample'), part('S1'), part('reads'), files(['/in/a.fq', '/in/b.fq'])]);

  it('do not differ', () => {
    expect(compareParts(same, same)).toEqual([]);
  });

  it.each([
    ['value', task([part('sample'), part('S2'), part('reads'), files(['/in/a.fq', '/in/b.fq'])]), 'value sample S1 S2'],
    [
      'path of one file',
      task([part('sample'), part('S1'), part('reads'), files(['/in/a.fq', '/new/b.fq'])]),
      'file b.fq /in/b.fq /new/b.fq',
    ],
    [
      'content of some file',
      task([part('sample'), part('S1'), part('reads'), files(['/in/a.fq', '/in/b.fq'], 2)]),
      'file a.fq /in/a.fq /in/a.fq, file b.fq /in/b.fq /in/b.fq',
    ],
    ['script', task(same.slice(3, 7), [], [], 'run it well'), 'script   '],
    ['container', task(same.slice(3, 7), [], [part('bwa:0.7.18')]), 'container   bwa:0.7.18'],
    ['something else', task(same.slice(3, 7), [part('bin/tool.sh')]), 'other   bin/tool.sh'],
  ])('differ in a %s', (_, now, told) => {
    const changes = compareParts(same, now);
    expect(changes.map(({ kind, name, from, to }) => [kind, name, from, to].join(' ')).join(', ')).toBe(told);
  });

  it('differ in the parameters that their script names, each by its own name', () => {
    const before = task([], [vars('[params.depth=30, params.kit=A, B, word=x]')]);
    const now = task([], [vars('[params.depth=60, params.kit=A, B, word=y]')]);
    expect(compareParts(before, now)).toEqual([
      { kind: 'param', name: 'depth', from: '30', to: '60' },
      { kind: 'param', name: 'word', from: 'x', to: 'y' },
    ]);
  });

  it('are not compared across sessions or processes', () => {
    expect(areComparable(same, same)).toBe(true);
    expect(areComparable(same, [part('another', 'java.util.UUID'), ...same.slice(1)])).toBe(false);
    expect(areComparable([], [])).toBe(false);
  });
});
