import { spawnSync } from 'node:child_process';

/** The convention applies to commits after this one, and after this time: earlier ones predate the check. */
const FIRST = { commit: '9237ce3caa5dac8051215e3c4ccb52353b535df4', since: '2026-11-26T10:00:00Z' };

/**
 * Returns the commitlint arguments for the commits to check: those since the last release, or since the convention was
 * introduced. In a shallow clone that contains neither, only the last commit is checked.
 */
export function commitRange(cwd: string): string[] {
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const contains = (ref: string, commit: string) => git('merge-base', '--is-ancestor', commit, ref) !== undefined;
  const release = git('describe', '--tags', '--abbrev=0', '--match=v*');
  if (release !== undefined && !contains(FIRST.commit, release)) return ['--from', release];
  if (!contains('HEAD', FIRST.commit)) return ['--last'];
  return ['--from', FIRST.commit, `--git-log-args=--since=${FIRST.since}`];
}
