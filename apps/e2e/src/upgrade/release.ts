import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, type Say } from '@reprise/setup';

/** Header of the commits that `npm run release` makes. */
const HEADER = '^chore: release ';
/** Programs that are the same in each release, and take long to install. */
const PROGRAMS = '.tools';

export interface Release {
  readonly commit: string;
  /** Checkout with its built services. */
  readonly folder: string;
}

/**
 * Checks out a commit, and prepares it as docs/several-machines.md says. The folder stays, for the next run.
 * @param name any name of a commit; by default the newest release in the history
 * @throws Error if the clone does not have it
 */
export function ensureRelease(name: string | undefined, say: Say): Release {
  const commit = name === undefined ? newestRelease() : git('rev-parse', '--verify', `${name}^{commit}`);
  const folder = join(tmpdir(), `reprise-release-${commit.slice(0, 12)}`);
  const prepared = join(folder, 'dist/prepared');
  if (!existsSync(prepared)) {
    say(`Checking out and building ${commit.slice(0, 9)} in ${folder}`);
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
    git('worktree', 'add', '--quiet', '--force', '--detach', folder, commit);
    if (existsSync(join(checkout, PROGRAMS)))
      cpSync(join(checkout, PROGRAMS), join(folder, PROGRAMS), { recursive: true });
    execFileSync(process.execPath, ['tools/images.mjs'], { cwd: folder, stdio: ['ignore', 2, 'inherit'] });
    mkdirSync(prepared);
  }
  return { commit, folder };
}

function newestRelease(): string {
  const commit = git('log', '--max-count=1', '--format=%H', `--grep=${HEADER}`, 'HEAD');
  if (commit === '')
    throw new Error('The history of this clone has no release: run git fetch --unshallow, or name a commit');
  return commit;
}

const git = (...args: string[]): string => execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).trim();
