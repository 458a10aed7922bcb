import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureDocker, ensureSlurm, thisMachine, type Say } from '@reprise/setup';
import { slurmTool, startDocker, startSlurm } from '@reprise/testing';

/** Engine that runs the tasks of all cases, bare and through Reprise. */
export interface Engine {
  /** Lines of a Nextflow config. */
  readonly config: string;
  /** Environment variables for Nextflow. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

export const engineNames = ['local', 'docker', 'slurm'] as const;
export type EngineName = (typeof engineNames)[number];

const starts: Record<EngineName, (scratch: string, say: Say) => Promise<Engine>> = {
  local: () => Promise.resolve({ config: '', env: {}, stop: () => undefined }),
  docker: dockerOn,
  slurm: slurmOn,
};

/** Starts it with its files below a folder. @throws Error if this machine does not support it */
export const startEngine = (name: EngineName, scratch: string, say: Say): Promise<Engine> => starts[name](scratch, say);

async function slurmOn(scratch: string, say: Say): Promise<Engine> {
  await ensureSlurm(thisMachine(), say);
  const { conf, controller, node, munge } = await startSlurm(join(scratch, 'slurm'));
  return {
    config: "process.executor = 'slurm'\nexecutor.pollInterval = '1 sec'\nexecutor.queueStatInterval = '2 sec'\n",
    env: { SLURM_CONF: conf },
    stop: () => {
      slurmTool(conf, 'scancel', ['--user=root,reprise-tasks']);
      for (const pid of [node, controller, munge]) process.kill(pid, 'SIGTERM');
    },
  };
}

const IMAGE = 'this-machine';

async function dockerOn(scratch: string, say: Say): Promise<Engine> {
  const programs = await ensureDocker(thisMachine(), say);
  if (!programs) throw new Error('Docker cannot be started here: it takes root on Debian, where systemd does not run.');
  const { socket, pid } = await startDocker(programs.dockerd, join(scratch, 'docker'));
  chmodSync(socket, 0o666); // tasks run as another user
  importEmpty(join(dirname(dirname(programs.dockerd)), 'bin/docker'), socket, join(scratch, 'image'));
  const mounts = ['/usr:/usr:ro', '/etc/alternatives:/etc/alternatives:ro', `${scratch}:${scratch}`];
  const options = ['-u $(id -u):$(id -g)', ...mounts.map((mount) => `-v ${mount}`)].join(' ');
  return {
    config: `docker.enabled = true\ndocker.runOptions = '${options}'\nprocess.container = '${IMAGE}'\n`,
    env: { DOCKER_HOST: `unix://${socket}` },
    stop: () => process.kill(pid, 'SIGKILL'), // unshare ignores TERM
  };
}

/** Creates an image without files, whose programs are mounted from this machine. */
function importEmpty(docker: string, socket: string, folder: string): void {
  for (const made of ['usr', 'etc', 'tmp']) mkdirSync(join(folder, 'root', made), { recursive: true });
  chmodSync(join(folder, 'root/tmp'), 0o1777);
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(folder, 'root', name));
  const archive = join(folder, 'root.tar');
  execFileSync('tar', ['--create', '--file', archive, '--directory', join(folder, 'root'), '.']);
  execFileSync(docker, ['--host', `unix://${socket}`, 'import', archive, IMAGE], { stdio: 'ignore' });
}
