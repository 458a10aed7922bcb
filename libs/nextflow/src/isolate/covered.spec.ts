import { mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { covered } from './covered.ts';

describe('the mounts of an isolated task', () => {
  it('hide the target of a link, and no file in a hidden folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-covered-'));
    const at = (name: string) => join(folder, name);
    try {
      mkdirSync(at('data'));
      for (const name of ['file', 'data/file']) writeFileSync(at(name), '');
      symlinkSync(at('file'), at('link'));
      symlinkSync(at('data/file'), at('inside'));
      expect(covered({ hidden: [at('link')] }, { cwd: '/' }).slice(4)).toEqual([
        '/',
        at('file'),
        '--',
        '--',
        '--',
        '--',
      ]);
      expect(covered({ hidden: [at('data'), at('inside')] }, { cwd: '/' }).slice(4)).toEqual([
        '/',
        at('data'),
        '--',
        '--',
        '--',
        '--',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leave out a missing folder, since nothing can be mounted on it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-covered-'));
    const absent = join(folder, 'absent');
    try {
      expect(covered({ hidden: [folder, '/no-such-folder'] }, { cwd: '/' }).slice(4)).toEqual([
        '/',
        folder,
        '--',
        '--',
        '--',
        '--',
      ]);
      expect(covered({ hidden: [absent] }, { cwd: '/' }).slice(4)).toEqual(['/', '--', '--', '--']);
    } finally {
      rmdirSync(folder);
    }
  });

  it('show what is needed, read-only except for written paths, and make no hidden or written folder read-only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-covered-'));
    const at = (name: string) => join(folder, name);
    try {
      for (const path of ['data/jobs/one', 'data/git', 'home/results', 'home/code'])
        mkdirSync(at(path), { recursive: true });
      const covers = { hidden: [at('data')], readOnly: [at('home'), at('home/code'), at('data/git'), at('none')] };
      const needs = { cwd: at('data/jobs/one'), paths: [at('data/git'), at('data')], writable: [at('home/results')] };
      expect(covered(covers, needs).slice(4)).toEqual([
        ...[at('data/jobs/one'), at('data'), 'ro', at('data/git'), 'rw', at('data/jobs/one'), '--'],
        ...['--', at('home/results'), '--', at('home'), '--'],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
