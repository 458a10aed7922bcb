import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureAccount, type Account } from '@reprise/local-servers';
import { documentedBlock } from '../documented-block.ts';

/** Group and user of docs/containers.md. Those of the machine stay as they are: the tests have their own. */
const OURS = { docker: 'reprise-tests-docker', 'reprise-tasks': 'reprise-tests-tasks' } as const;

/** User of tasks who may use a Docker with a group-owned socket. */
export interface DockerUser extends Account {
  readonly name: string;
  readonly group: string;
}

/** Lets a user of the tests use Docker, by the command of docs/containers.md. */
export function letTasksUseDocker(): DockerUser {
  const { docker: group, 'reprise-tasks': name } = OURS;
  spawnSync('groupadd', ['--system', '--force', group]);
  const account = ensureAccount(name);
  run(documentedBlock('containers', 'sh', 'usermod').replace('docker', group).replace('reprise-tasks', name));
  return { ...account, name, group };
}

/** Loads an image as in docs/containers.md: from an archive of another Docker. */
export function bringImage(image: string, folder: string, env: NodeJS.ProcessEnv): void {
  const archive = join(folder, 'image.tar');
  execFileSync('docker', ['save', '--output', archive, image], { env });
  execFileSync('docker', ['image', 'rm', image], { env, stdio: 'ignore' });
  run(documentedBlock('containers', 'sh', 'docker load').replace('image.tar', archive), env);
}

/** Config of docs/containers.md that has a pipeline's tasks run in Docker. */
export const documentedConfig = (): string => documentedBlock('containers', 'groovy', 'docker.enabled');

/** Runs a command as a person types it. */
function run(command: string, env = process.env): void {
  execFileSync('sh', ['-euc', command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
