import { recorded } from '../testing/recorded.ts';
import { areComparable, compareParts } from './compare-parts.ts';
import { DumpReader, type HashPart } from './hash-dump.ts';

const STRING = 'java.lang.String';
/** As in Nextflow, equal values have equal hashes, except for files, whose hash covers more than the value. */
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

describe('comparing two tasks by the parts of their hashes', () => {
  const same = task([part('sample'), part('S1'), part('reads'), files(['/in/a.fq', '/in/b.fq'])]);

  it('finds no difference in equal tasks', () => {
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
  ])('finds a different %s', (_, now, expected) => {
    const changes = compareParts(same, now);
    expect(changes.map(({ kind, name, from, to }) => [kind, name, from, to].join(' ')).join(', ')).toBe(expected);
  });

  it('names the parameters in their script that differ', () => {
    const before = task([], [vars('[params.depth=30, params.kit=A, B, word=x]')]);
    const now = task([], [vars('[params.depth=60, params.kit=A, B, word=y]')]);
    expect(compareParts(before, now)).toEqual([
      { kind: 'param', name: 'depth', from: '30', to: '60' },
      { kind: 'param', name: 'word', from: 'x', to: 'y' },
    ]);
  });

  it.each(['25.10', '26.04'])('names files that Nextflow %s records with their source', (version) => {
    expect(compareParts(dumpIn(`files-1.${version}`), dumpIn(`files-2.${version}`))).toEqual([
      { kind: 'file', name: 'a.fq', from: '/data/job/in/a.fq', to: '/data/job/in/a.fq' },
      { kind: 'file', name: 'b.fq', from: '/data/job/in/b.fq', to: '/data/job/in/b.fq' },
    ]);
  });

  it.each([
    ['25.10', '/data/job/in/a.fq'],
    ['26.04', 'in/a.fq'],
  ])('names the inputs of a typed process of Nextflow %s', (version, path) => {
    expect(compareParts(dumpIn(`typed-1.${version}`), dumpIn(`typed-2.${version}`))).toEqual([
      { kind: 'value', name: 'sample', from: 'S1', to: 'S2' },
      { kind: 'file', name: 'a.fq', from: path, to: path },
    ]);
  });

  it('finds the container of a typed process, and what follows its inputs', () => {
    const typed = (container: string, tool: string) => [
      ...[part('session', 'java.util.UUID'), part('ALIGN'), part('run it'), part(container)],
      ...[part('sample'), part('S1'), part('eval_outputs'), part(`version=${tool} --version`)],
    ];
    expect(compareParts(typed('lab/bwa:1', 'bwa'), typed('lab/bwa:2', 'bwa2'))).toEqual([
      { kind: 'container', name: null, from: 'lab/bwa:1', to: 'lab/bwa:2' },
      { kind: 'other', name: null, from: 'version=bwa --version', to: 'version=bwa2 --version' },
    ]);
  });

  it('skips tasks of other sessions or processes', () => {
    expect(areComparable(same, same)).toBe(true);
    expect(areComparable(same, [part('another', 'java.util.UUID'), ...same.slice(1)])).toBe(false);
    expect(areComparable([], [])).toBe(false);
  });
});

/** Parts of the only hash dump in a recorded output. */
function dumpIn(name: string): HashPart[] {
  const reader = new DumpReader();
  const lines = recorded(`${name}.stdout.txt`).split('\n');
  return lines.flatMap((line) => reader.line(line).dump ?? [])[0]?.parts ?? [];
}
