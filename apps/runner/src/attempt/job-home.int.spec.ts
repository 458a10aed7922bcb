import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noIsolation } from '@reprise/nextflow';
import { localAttempt } from './attempt.ts';
import { homeVariables, makeHome, removeHomes, withHome } from './job-home.ts';

describe('the home of an attempt', () => {
  let dir: string;
  const at = (path: string) => join(dir, path);
  const attempt = () => localAttempt(at('data'), 'job', 2);
  const settings = (more: Record<string, string> = {}) => ({
    nextflow: at('tools/nextflow'),
    environment: { HOME: at('home'), ...more },
    isolation: noIsolation(),
  });
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reprise-home-'));
    const files = [
      ...['home/.bashrc', 'home/R/library', 'home/.config/tool.conf', 'home/.local/bin/multiqc', 'home/.local/share/x'],
      ...['home/.cache/x', 'home/.nextflow/config', 'home/.nextflow/plugins/nf-mine/jar', 'tools/nextflow'],
      ...['tools/home/plugins/nf-schema/jar', 'other/plugins/nf-other/jar', 'other/framework/one.jar'],
    ];
    for (const file of files) {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), file);
    }
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('links to the shared home, and has its own folders for what programs write', async () => {
    await makeHome(attempt(), settings());
    const { HOME = '', NXF_HOME = '' } = homeVariables(attempt());
    for (const name of ['.bashrc', 'R', '.config/tool.conf', '.local/bin']) {
      expect(lstatSync(join(HOME, name)).isSymbolicLink()).toBe(true);
      expect(existsSync(join(HOME, name))).toBe(true);
    }
    for (const name of ['.config', '.local', '.local/share', '.cache', '.nextflow', '.nextflow/plugins'])
      expect(lstatSync(join(HOME, name)).isSymbolicLink()).toBe(false);
    for (const name of ['.cache/x', '.local/share/x']) expect(existsSync(join(HOME, name))).toBe(false);
    expect(readFileSync(join(NXF_HOME, 'config'), 'utf8')).toBe('home/.nextflow/config');
    for (const plugin of ['nf-schema', 'nf-mine'])
      expect(existsSync(join(NXF_HOME, 'plugins', plugin, 'jar'))).toBe(true);
  });

  it('has the plugins and programs of the configured NXF_HOME only', async () => {
    await makeHome(attempt(), settings({ NXF_HOME: at('other') }));
    const { NXF_HOME = '' } = homeVariables(attempt());
    expect(existsSync(join(NXF_HOME, 'framework/one.jar'))).toBe(true);
    expect(existsSync(join(NXF_HOME, 'plugins/nf-other/jar'))).toBe(true);
    expect(existsSync(join(NXF_HOME, 'plugins/nf-schema'))).toBe(false);
  });

  it('starts empty after an earlier attempt, and its removal leaves the targets of its links', async () => {
    const earlier = localAttempt(at('data'), 'job', 1);
    await makeHome(earlier, settings());
    const { HOME = '' } = homeVariables(earlier);
    writeFileSync(join(HOME, 'left'), '');
    await makeHome(attempt(), settings());
    expect(existsSync(HOME)).toBe(false);
    await removeHomes(earlier, true);
    expect(existsSync(homeVariables(attempt())['HOME'] ?? '')).toBe(true);
    await removeHomes(attempt(), true);
    expect(existsSync(homeVariables(attempt())['HOME'] ?? '')).toBe(false);
    expect(readFileSync(at('home/R/library'), 'utf8')).toBe('home/R/library');
  });

  it('is writable in isolation', () => {
    const writable: string[] = [];
    const prefix = (needs: { writable?: readonly string[] }) => {
      writable.push(...(needs.writable ?? []));
      return [];
    };
    withHome({ ...noIsolation(), prefix }, attempt()).prefix({ cwd: '/', writable: ['/work'] });
    expect(writable).toEqual(['/work', homeVariables(attempt())['HOME']]);
  });
});
