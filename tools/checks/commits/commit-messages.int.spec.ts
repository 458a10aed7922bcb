import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitRange } from './commit-range.ts';

const root = join(import.meta.dirname, '../../..');
const commitlint = join(root, 'node_modules/@commitlint/cli/cli.js');

function problemsOf(message: string): string {
  const { status, stdout } = spawnSync(process.execPath, [commitlint], { cwd: root, input: message, encoding: 'utf8' });
  return status === 0 ? '' : stdout;
}

describe('commit messages', () => {
  it.each([
    'fix(runner): keep the slot until the tree is empty',
    'refactor: name JobStore after NATS streams',
    "Merge branch 'main' into hygiene",
  ])('may read "%s"', (message) => {
    expect(problemsOf(message)).toBe('');
  });

  it.each([
    ['Keep the slot until the tree is empty', 'type may not be empty'],
    ['improve(runner): keep the slot', 'type must be one of'],
    [`fix: ${'x'.repeat(68)}`, 'header must not be longer than 72 characters'],
    ['fix(runner): keep the slot.', 'subject may not end with full stop'],
  ])('may not read "%s"', (message, problem) => {
    expect(problemsOf(message)).toContain(problem);
  });
});

describe('commitRange', () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-commits-'));
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'chore: begin');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the last commit in a clone without history', () => {
    expect(commitRange(folder)).toEqual(['--last']);
  });

  it('begins with the last release', () => {
    git('tag', 'v9.0.0');
    git('commit', '--quiet', '--allow-empty', '--message', 'fix: go on');
    expect(commitRange(folder)).toEqual(['--from', 'v9.0.0']);
  });
});
