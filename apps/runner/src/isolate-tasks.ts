import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, type Isolation } from '@reprise/nextflow';
import { pipelineParents, uploadsFolder, type RunnerSettings } from './base/settings.ts';

/** Chooses how tasks are isolated, and grants them access to the jobs. */
export async function isolateTasks(settings: RunnerSettings): Promise<Isolation> {
  const { REPRISE_DATA_DIR: dataDir, REPRISE_NEXTFLOW: nextflow, REPRISE_NEXTFLOWS: others } = settings;
  const jobs = join(dataDir, 'jobs');
  const isolation = chooseIsolation({
    setting: settings.REPRISE_TASK_ISOLATION,
    user: settings.REPRISE_TASK_USER,
    // Uploads may be elsewhere. The gateway, which starts first, creates their folder.
    hidden: [
      dataDir,
      ...settings.REPRISE_HIDDEN_FOLDERS,
      ...[uploadsFolder(settings)].filter((path) => existsSync(path)),
      ...sessionSockets(),
    ],
    readOnly: [...settings.REPRISE_READ_ONLY_FOLDERS, homedir(), ...[settings.REPRISE_PLUGINS_DIR ?? []].flat()],
    reached: [
      ...[nextflow, ...others.map(({ launcher }) => launcher), process.env['JAVA_HOME'] ?? ''].filter((path) =>
        path.startsWith('/'),
      ),
      ...[...pipelineParents(settings), jobs],
    ],
  });
  await mkdir(jobs, { recursive: true });
  if (isolation.kind !== 'user') return isolation;
  process.umask(0o022); // another user reads what the runner writes for Nextflow
  await isolation.letThrough(jobs);
  return isolation;
}

/** Sockets of the user's sessions. A task could use them to run programs outside its namespace. */
function sessionSockets(): string[] {
  const uid = String(process.getuid?.());
  return [...['bus', 'systemd', 'keyring'].map((name) => `/run/user/${uid}/${name}`), `/tmp/tmux-${uid}`];
}
