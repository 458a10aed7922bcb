import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitRange } from './commit-range.ts';

const root = join(import.meta.dirname, '../../..');
const commitlint = join(root, 'node_modules/@commitlint/cli/cli.js');
const rules = join(root, 'commitlint.config.mjs');

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });
const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '--message', message);

function beginRepository(): void {
  folder = mkdtempSync(join(tmpdir(), 'reprise-commits-'));
  git('init', '--quiet');
  commit('chore: begin');
}
const removeRepository = () => rmSync(folder, { recursive: true });

describe('commit messages', () => {
  const right = [
    'fix(runner): keep the slot until the tree is empty',
    'refactor: name JobStore after NATS streams',
    "Merge branch 'main' into hygiene",
  ];
  const wrong = [
    ['Keep the slot until the tree is empty', 'type may not be empty'],
    ['improve(runner): keep the slot', 'type must be one of'],
    [`fix: ${'x'.repeat(68)}`, 'header must not be longer than 72 characters'],
    ['fix(runner): keep the slot.', 'subject may not end with full stop'],
  ] as const;
  let reports: ReadonlyMap<string, string>;

  /** One commitlint for all messages, because starting it takes longer than checking them. */
  beforeAll(() => {
    beginRepository();
    const messages = [...right, ...wrong.map(([message]) => message)];
    messages.forEach(commit);
    reports = reportsOf(`HEAD~${String(messages.length)}`);
  });
  afterAll(removeRepository);

  it.each(right)('may read "%s"', (message) => {
    expect(reports.get(message)).toContain('found 0 problems, 0 warnings');
  });

  it.each(wrong)('may not read "%s"', (message, problem) => {
    expect(reports.get(message)).toContain(problem);
    expect(reports.get(message)).not.toContain('found 0 problems');
  });
});

/** Findings of commitlint by message. */
function reportsOf(from: string): Map<string, string> {
  const args = [commitlint, '--verbose', '--no-color', '--config', rules, '--cwd', folder, '--from', from];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(1);
  const reports = stdout.split('--- input ---\n').slice(1);
  return new Map(reports.map((report) => [report.split('\n', 1)[0]!, report]));
}

describe('commitRange', () => {
  beforeEach(beginRepository);
  afterEach(removeRepository);

  it('is the last commit in a shallow clone', () => {
    expect(commitRange(folder)).toEqual(['--last']);
  });

  it('begins with the last release', () => {
    git('tag', 'v9.0.0');
    commit('fix: go on');
    expect(commitRange(folder)).toEqual(['--from', 'v9.0.0']);
  });
});
