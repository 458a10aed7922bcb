import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findExecutors, type FoundExecutor } from '@reprise/executors';
import { removeScratchFolders, withScratchFolder } from '../base/scratch-folder.ts';
import { homeVariables, makeHome, withHome, type HomeSettings } from '../attempt/job-home.ts';

interface SearchSettings extends HomeSettings {
  readonly runnerId: string;
  readonly dataDir: string;
}

/**
 * Finds the executors that tasks can reach. If tasks cannot write to the home of their user, the search has a home like
 * an attempt, because rootless Podman creates files there. Otherwise, it uses the user's home, because Podman's records
 * of the user's own containers are there. One search at a time.
 */
export async function findTaskExecutors(settings: SearchSettings): Promise<FoundExecutor[]> {
  const { runnerId, dataDir, environment, isolation } = settings;
  const cwd = join(dataDir, 'jobs');
  const prefix = isolation.prefix({ cwd });
  const inNamespace = isolation.kind === 'namespace';
  // In a namespace, Podman is not queried.
  if (inNamespace || (await canWriteHome(environment, prefix)))
    return findExecutors(environment, { prefix, inNamespace });
  const scratch = { task: 'search', runnerId } as const;
  await removeScratchFolders(scratch);
  return withScratchFolder(scratch, async (folder) => {
    const home = { paths: { root: folder, homes: join(folder, 'homes') }, attempt: 1 };
    await makeHome(home, settings);
    await isolation.handOver([folder]);
    const env = { ...environment, ...homeVariables(home) };
    return findExecutors(env, { prefix: withHome(isolation, home).prefix({ cwd }) });
  });
}

const canWriteHome = (env: HomeSettings['environment'], prefix: readonly string[]): Promise<boolean> => {
  const [command = '', ...args] = [...prefix, 'test', '-w', env['HOME'] ?? ''];
  return promisify(execFile)(command, args, { env }).then(
    () => true,
    () => false,
  );
};
