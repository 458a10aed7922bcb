import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { identify, type ProcessIdentity } from '@reprise/local-servers';
import { ensureDocker, thisMachine, type Say } from '@reprise/setup';
import { makeImage, startDocker } from '@reprise/testing';
import { bringImage, letTasksUseDocker } from '../../../containers/documented.ts';
import { processesIn } from '../../../processes.ts';
import type { DockerProcess } from '../../record/kinds.ts';

const IMAGE = 'own';
const ANSWERS_WITHIN_MS = 10_000;

const commands: Readonly<Record<DockerProcess, RegExp>> = {
  dockerd: /^\S*dockerd /,
  shim: /^\S*containerd-shim-runc-v2 /,
};

/** A real Docker, whose daemon is restarted two seconds after it has ended. */
export class Docker {
  readonly env: Readonly<Record<string, string>>;
  readonly config: string;
  readonly #folder: string;
  readonly #docker: string;

  private constructor(folder: string, docker: string, notes: string, socket: string, user: string) {
    this.#folder = folder;
    this.#docker = docker;
    this.env = { DOCKER_HOST: `unix://${socket}`, REPRISE_TASK_USER: user };
    this.config = `
process.container = '${IMAGE}'
docker.enabled = true
docker.envWhitelist = 'REPRISE_JOB_ID,REPRISE_ATTEMPT'
docker.runOptions = '-u $(id -u):$(id -g) --network none --volume ${notes}:${notes}'
`;
  }

  /**
   * The guardian of the folder ends it.
   * @param notes folder that tasks write into
   */
  static async startedIn(folder: string, notes: string, say: Say): Promise<Docker> {
    const { dockerd } = (await ensureDocker(thisMachine(), say))!;
    const { group, name } = letTasksUseDocker();
    const { socket } = await startDocker(dockerd, folder, { group, isRestarted: true });
    const client = join(dirname(dirname(dockerd)), 'bin/docker');
    const docker = new Docker(folder, client, notes, socket, name);
    makeImage(client, socket, join(folder, 'image'), IMAGE);
    bringImage(IMAGE, folder, { ...process.env, ...docker.env });
    return docker;
  }

  processes(name: DockerProcess): ProcessIdentity[] {
    const found = processesIn(this.#folder).filter(({ command }) => commands[name].test(command));
    return found.flatMap(({ pid }) => identify(pid) ?? []);
  }

  /** Running containers according to Docker's own command; undefined if Docker does not answer. */
  leftovers(): string[] | undefined {
    try {
      const printed = execFileSync(this.#docker, ['ps', '--format', '{{.ID}} {{.Status}}'], {
        env: { ...process.env, ...this.env },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: ANSWERS_WITHIN_MS,
      });
      return printed.split('\n').flatMap((container) => (container ? [`Docker has the container ${container}`] : []));
    } catch {
      return undefined;
    }
  }
}
