import { spawnSync } from 'node:child_process';

const CONFINED = 'REPRISE_MUTANTS_CONFINED';

/**
 * Replaces this process with the same program in a separate process namespace, because a mutant may signal any process
 * that it sees, and may leave processes behind. For the same reason, it uses no cgroups.
 */
export function confine(): void {
  if (process.env[CONFINED]) return;
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const options = [...user, '--pid', '--fork', '--mount-proc', '--kill-child'];
  if (spawnSync('unshare', [...options, 'true']).status !== 0)
    throw new Error(
      'This system allows no process namespaces (unshare --pid), without which a mutant may signal any process',
    );
  // The shell reaps the orphans.
  const shell = ['sh', '-c', '"$@"; exit $?', 'sh'];
  const { status } = spawnSync('unshare', [...options, ...shell, process.execPath, ...process.argv.slice(1)], {
    env: { ...process.env, [CONFINED]: '1', REPRISE_CGROUP: 'off' },
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
