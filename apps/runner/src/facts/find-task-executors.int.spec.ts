import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, noIsolation, type Isolation } from '@reprise/nextflow';
import { findTaskExecutors } from './find-task-executors.ts';

/** Fake of rootless Podman, which creates its storage in the home of its user. */
const PODMAN = `#!/bin/sh
cd "$HOME" || { echo "cannot resolve $HOME" >&2; exit 125; }
mkdir -p .local/share/containers || exit
[ -f .config/containers/storage.conf ] && configured=' configured'
echo "$HOME$configured" >>"$HOMES"
`;
const isRoot = process.getuid?.() === 0;

describe('the search for executors of tasks', () => {
  let dir: string;
  const at = (path: string) => join(dir, path);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reprise-task-executors-'));
    for (const folder of ['bin', 'data/jobs', 'home/.config/containers']) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('bin/podman'), PODMAN, { mode: 0o755 });
    writeFileSync(at('home/.config/containers/storage.conf'), '');
    writeFileSync(at('homes'), '');
    chmodSync(at('homes'), 0o666);
    chmodSync(dir, 0o755);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const search = (home: string, isolation: Isolation = noIsolation()) =>
    findTaskExecutors({
      runnerId: 'searcher',
      dataDir: at('data'),
      nextflow: at('nextflow'),
      environment: {
        PATH: `${at('bin')}:/usr/sbin:/usr/bin:/sbin:/bin`,
        HOMES: at('homes'),
        ...isolation.environment,
        HOME: home,
      },
      isolation,
    });
  const podman = async (...args: Parameters<typeof search>) =>
    (await search(...args)).find(({ name }) => name === 'podman');
  const usedHomes = () => readFileSync(at('homes'), 'utf8').trim().split('\n');
  const scratches = () => readdirSync(tmpdir()).filter((name) => name.startsWith('reprise-search-searcher-'));

  it('has a home of its own, removed afterwards, if the user has none', async () => {
    expect(await podman(at('none'))).toMatchObject({ problem: null });
    expect(usedHomes()[0]).toContain('reprise-search-searcher-');
    expect(scratches()).toEqual([]);
  });

  it('uses the home of the user if tasks can write to it', async () => {
    expect(await podman(at('home'))).toMatchObject({ problem: null });
    expect(usedHomes()).toEqual([`${at('home')} configured`]);
  });

  it('removes what an interrupted search left', async () => {
    mkdtempSync(join(tmpdir(), 'reprise-search-searcher-'));
    await podman(at('none'));
    expect(scratches()).toEqual([]);
  });

  it('has the configuration of the user if tasks cannot write to the home of the user', async () => {
    chmodSync(at('home'), 0o555);
    const isolation = isRoot
      ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [dir] })
      : noIsolation();
    expect(await podman(at('home'), isolation)).toMatchObject({ problem: null });
    expect(usedHomes()[0]).toMatch(/reprise-search-searcher-.* configured$/);
  });
});
