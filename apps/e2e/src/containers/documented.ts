import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureAccount, type Account } from '@reprise/local-servers';
import { documentedBlock } from '../documented-block.ts';

/** Group and user in docs/containers.md. Those of the machine are left alone: the tests use separate ones. */
const OURS = { docker: 'reprise-tests-docker', 'reprise-tasks': 'reprise-tests-tasks' } as const;

/** User of tasks with access to a Docker whose socket is owned by a group. */
export interface DockerUser extends Account {
  readonly name: string;
  readonly group: string;
}

/** Gives a user of the tests access to Docker, with the command in docs/containers.md. */
export function letTasksUseDocker(): DockerUser {
  const { docker: group, 'reprise-tasks': name } = OURS;
  spawnSync('groupadd', ['--system', '--force', group]);
  const account = ensureAccount(name);
  run(documentedBlock('containers', 'sh', 'usermod').replace('docker', group).replace('reprise-tasks', name));
  return { ...account, name, group };
}

/** Loads an image as in docs/containers.md, from an archive of another Docker. */
export function bringImage(image: string, folder: string, env: NodeJS.ProcessEnv): void {
  const archive = join(folder, 'image.tar');
  execFileSync('docker', ['save', '--output', archive, image], { env });
  execFileSync('docker', ['image', 'rm', image], { env, stdio: 'ignore' });
  run(documentedBlock('containers', 'sh', 'docker load').replace('image.tar', archive), env);
}

/** Config from docs/containers.md that runs a pipeline's tasks in Docker. */
export const documentedConfig = (): string => documentedBlock('containers', 'groovy', 'docker.enabled');

/** Runs a command as typed by a person. */
function run(command: string, env = process.env): void {
  execFileSync('sh', ['-euc', command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
