import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';

const VERSION_MODULES = ['libs/contracts/src/version.ts', 'apps/cli/src/client/version.ts'];
const CHANGELOG = '# Changelog\n\n## Unreleased\n\n### Added\n\n- Pause a job\n';

describe('npm run release', () => {
  let folder: string;
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const release = (...args: string[]) =>
    spawnSync('npm', ['run', 'release', '--', ...args], { cwd: folder, encoding: 'utf8' });
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-release-'));
    for (const file of ['package.json', 'package-lock.json', ...VERSION_MODULES]) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      cpSync(join(checkout, file), join(folder, file));
    }
    for (const name of ['tools', 'node_modules']) symlinkSync(join(checkout, name), join(folder, name));
    writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG);
    writeFileSync(join(folder, '.gitignore'), 'tools\nnode_modules\n');
    git('init', '--quiet');
    git('config', 'user.name', 'Release test');
    git('config', 'user.email', 'release@example.org');
    git('add', '.');
    git('commit', '--quiet', '--message', 'chore: begin');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('sets the version everywhere, moves the unreleased changes, commits and tags', () => {
    const { status, stderr } = release('9.1.0');
    if (status !== 0) throw new Error(stderr);
    expect(JSON.parse(text('package.json'))).toMatchObject({ version: '9.1.0' });
    expect(JSON.parse(text('package-lock.json'))).toMatchObject({ version: '9.1.0' });
    for (const file of VERSION_MODULES) expect(text(file)).toContain("VERSION = '9.1.0'");
    expect(text('CHANGELOG.md')).toContain('## Unreleased\n\n## 9.1.0 - ');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('log', '-1', '--format=%s')).toBe('chore: release 9.1.0');
    expect(git('describe', '--tags')).toBe('v9.1.0');
  });

  it('refuses a working tree with changes, and changes nothing', () => {
    writeFileSync(join(folder, 'package.json'), `${text('package.json')}\n`);
    const { status, stderr } = release('9.1.0');
    expect(status).not.toBe(0);
    expect(stderr).toContain('Git working directory not clean');
    expect(git('tag')).toBe('');
    expect(text('CHANGELOG.md')).toBe(CHANGELOG);
  });
});
