import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation } from '../isolate/choose-isolation.ts';
import { noIsolation, type Isolation } from '../isolate/isolation.ts';
import { pollUntil } from '../process/poll-until.ts';
import { readStat } from '../process/process-identity.ts';
import { describeAccess } from './describe-access.ts';
import { findAccessProblems } from './find-access-problems.ts';
import { tryAccess } from './try-access.ts';

/** These tests run as root, as in CI, or as an ordinary user, who is then also the user of the tasks. */
const isRoot = process.getuid?.() === 0;

let scratch: string;
let isolation: Isolation;
const at = (path: string) => join(scratch, path);

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-access-'));
  chmodSync(scratch, 0o755);
  mkdirSync(at('a/b/c'), { recursive: true });
  mkdirSync(at('reads'));
  for (const file of ['a/b/c/ref.fa', 'reads/A_R1.fq', 'reads/B_R1.fq']) writeFileSync(at(file), '');
  isolation = isRoot ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [] }) : noIsolation();
});
afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwX', scratch]);
  rmSync(scratch, { recursive: true });
});

const closed = async (path: string, use?: 'enter' | 'read_all') => {
  const [problem] = await findAccessProblems(isolation, [{ path, use }]);
  return problem?.closed.map(({ path: place, use, mode }) => `${use} ${place.slice(scratch.length)} ${String(mode)}`);
};

describe('the paths that tasks cannot read', () => {
  it('are none if all are open or missing', async () => {
    symlinkSync(at('nowhere'), at('reads/link'));
    const paths = [at('a/b/c'), at('a/b/c/ref.fa'), at('reads'), at('absent/x'), at('a/b/c/ref.fa/x')];
    expect(
      await findAccessProblems(
        isolation,
        paths.map((path) => ({ path, use: 'read_all' as const })),
      ),
    ).toEqual([]);
  });

  it('include each closed folder on the way, also behind another one, and without root the first one', async () => {
    chmodSync(at('a/b/c/ref.fa'), 0o200);
    chmodSync(at('a/b'), 0o600);
    chmodSync(at('a'), 0o600);
    const all = ['enter /a 600', 'enter /a/b 600', 'read /a/b/c/ref.fa 200'];
    expect(await closed(at('a/b/c/ref.fa'))).toEqual(isRoot ? all : all.slice(0, 1));
  });

  it('include a requested folder that may be entered but not listed', async () => {
    chmodSync(at('a/b/c'), 0o111);
    expect(await closed(at('a/b/c'))).toEqual(['list /a/b/c 111']);
    expect(await closed(at('a/b/c'), 'enter')).toBeUndefined();
    expect(await closed(at('a/b/c/ref.fa'))).toBeUndefined();
  });

  it('include the folder that a link leads through', async () => {
    symlinkSync(at('a/b'), at('to-b'));
    symlinkSync('../to-b/c', at('reads/c'));
    chmodSync(at('a'), 0o600);
    expect(await closed(at('reads/c/ref.fa'))).toEqual(['enter /a 600']);
  });

  it('include the first closed file in a folder whose whole content is requested', async () => {
    chmodSync(at('reads/B_R1.fq'), 0o200);
    expect(await closed(at('reads'))).toBeUndefined();
    expect(await closed(at('reads'), 'read_all')).toEqual(['read /reads/B_R1.fq 200']);
  });

  it('are opened by the advised command', async () => {
    chmodSync(at('a/b'), 0o600);
    chmodSync(at('a'), 0o600);
    chmodSync(at('reads/B_R1.fq'), 0o200);
    const asked = [{ path: at('a/b/c/ref.fa') }, { path: at('reads'), use: 'read_all' as const }];
    for (let round = 0; round < 4; round += 1)
      for (const problem of await findAccessProblems(isolation, asked)) {
        // A user opens their own files; root opens them to the other user.
        const given = { ...problem, hasSetfacl: problem.hasSetfacl && isRoot };
        const [, command = ''] = /`(.*)`/.exec(describeAccess(given, { isInput: true }).remedy) ?? [];
        execFileSync('sh', ['-c', isRoot ? command : command.replaceAll('o+', 'u+')]);
      }
    expect(await findAccessProblems(isolation, asked)).toEqual([]);
  });

  it('depend on the groups and access lists of the user', async () => {
    if (!isRoot) return expect(await closed(at('a'))).toBeUndefined();
    chmodSync(at('a'), 0o700);
    expect(await closed(at('a'))).toEqual(['list /a 700']);
    execFileSync('chgrp', ['nogroup', at('a')]);
    chmodSync(at('a'), 0o750);
    expect(await closed(at('a'))).toBeUndefined();
  });
});

describe('below a folder that the user of the tasks cannot enter', () => {
  it('mounted paths are open, and the others are hidden until the runner restarts', async () => {
    if (!isRoot) return expect(isolation.user).toBeNull(); // no other user, nothing hidden
    mkdirSync(at('a/own'));
    chmodSync(at('a'), 0o700);
    const hiding = chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [at('a/own')] });
    const problemsOf = (path: string, shown: string[]) => findAccessProblems(hiding, [{ path }], shown);
    expect(await problemsOf(at('a/own'), [])).toEqual([]);
    expect(await problemsOf(at('a/b/c/ref.fa'), [at('a/b')])).toEqual([]);
    chmodSync(at('a/b/c'), 0o700);
    expect(await problemsOf(at('a/b/c/ref.fa'), [at('a/b')])).toMatchObject([
      { closed: [{ path: at('a/b/c') }], isHidden: false },
    ]);
    expect(await problemsOf(at('a/b/c/ref.fa'), [])).toMatchObject([
      { closed: [{ path: at('a') }, { path: at('a/b/c') }], isHidden: true },
    ]);
  });
});

describe('testing paths', () => {
  it('ends at its time limit with the children of the command, and counts what was found until then', async () => {
    const script = 'sleep 600 & echo $! > "$0"; printf "%s\\0half" /closed; wait';
    const slow = ['sh', '-c', script, at('child')];
    expect(await tryAccess(slow, [{ path: '/closed' }, { path: '/many' }])).toEqual([
      { asked: { path: '/closed' }, at: '/closed' },
    ]);
    const child = Number(readFileSync(at('child'), 'utf8'));
    const isGone = () => (readStat(child)?.state ?? 'Z') === 'Z';
    expect(await pollUntil(isGone, { withinMs: 120_000 })).toBe(true);
  });

  it.each([
    ['has a NUL', ['sh'], '/a\0b'],
    ['makes the command too long', ['sh'], 'x'.repeat(3_000_000)],
    ['is tested by a missing program', ['/nowhere'], '/a'],
  ])('finds nothing if a path %s', async (_, prefix, path) => {
    expect(await tryAccess(prefix, [{ path }])).toEqual([]);
  });
});
