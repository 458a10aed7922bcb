import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureDocker, thisMachine } from '@reprise/setup';
import { makeImage, startDocker, waitUntil } from '@reprise/testing';
import { guard, type Guardian } from '../guardian.ts';
import { Lab } from '../lab.ts';
import { processesIn } from '../processes.ts';
import type { Sample } from '../sample.ts';
import { Containers } from './containers.ts';
import { bringImage, documentedConfig, letTasksUseDocker, type DockerUser } from './documented.ts';

/** Number of containers that run at once. */
export const TASKS = 2;

/** A task that prints its user. */
const WHO = `
process WHO {
  container 'own'
  publishDir params.outdir, mode: 'move'
  output:
  path 'who'
  script:
  'echo $UID > who'
}
workflow { WHO() }
`;

/**
 * Tasks that ignore TERM, and print every tenth of a second. In the ledger, each writes a line when it starts. The gate
 * `fail-1` makes the first of them fail.
 */
const SCRIPT = `
params.tasks = ${String(TASKS)}
process TICK {
  container 'own'
  maxForks ${String(TASKS)}
  input:
  val n
  output:
  path 'ticks'
  script:
  """
  trap '' TERM
  echo \${n} >> '\${params.folder}/ledger'
  touch ticks
  while [ ! -e '\${params.folder}/all' ]; do
    echo tick >> ticks
    [ ! -e '\${params.folder}/fail-\${n}' ] || exit 1
    sleep 0.1
  done
  """
}
workflow { TICK(Channel.of(1..params.tasks)) }
`;

/** A Docker and a Reprise instance for all walks of a spec. */
export class SharedDocker {
  lab!: Lab;
  containers!: Containers;
  user!: DockerUser;
  #folder!: string;
  #guardian: Guardian | undefined;

  async start(): Promise<void> {
    const { dockerd } = (await ensureDocker(thisMachine(), () => undefined))!;
    const folder = mkdtempSync(join(tmpdir(), 'reprise-containers-'));
    this.#folder = folder;
    chmodSync(folder, 0o755);
    this.#guardian = guard(folder);
    this.user = letTasksUseDocker();
    const { socket } = await startDocker(dockerd, join(folder, 'docker'), { group: this.user.group });
    const docker = join(dirname(dirname(dockerd)), 'bin/docker');
    makeImage(docker, socket, join(folder, 'image'), 'own');
    this.containers = new Containers(docker, socket);
    process.env['DOCKER_HOST'] = `unix://${socket}`;
    bringImage('own', folder, process.env);
    const config = ['docker.enabled = true', `docker.runOptions = '--network none --volume ${folder}:${folder}'`];
    this.#writePipeline('ticks', SCRIPT, config.join('\n'));
    this.#writePipeline('documented', WHO, documentedConfig());
    this.lab = await Lab.start({
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: folder,
      REPRISE_TASK_USER: this.user.name,
    });
  }

  async stop(): Promise<void> {
    delete process.env['DOCKER_HOST'];
    try {
      await this.lab.stop();
    } finally {
      await this.#guardian?.finish();
    }
  }

  /** Submits a job, and waits until as many of its tasks as possible are running. */
  async ticking(tasks = TASKS): Promise<Sample> {
    const gates = mkdtempSync(join(this.#folder, 'gates-'));
    const job = await this.lab.submit('ticks', { folder: gates, tasks });
    await this.allTick();
    return job;
  }

  allTick(): Promise<true> {
    const isSo = () => this.containers.running().length === TASKS && this.containers.states().length >= TASKS;
    return waitUntil(isSo, { every: 200, what: 'all containers run' });
  }

  /** Waits until the job has ended, and returns the live processes in containers at that point. */
  over(job: Sample) {
    return waitUntil(
      async () => {
        const { status, failure } = await job.read();
        // Running processes are read as soon as the job has this status, not later.
        return status === 'failed' && { cause: failure?.cause, left: this.containers.states() };
      },
      { every: 20, what: 'the job is over' },
    );
  }

  /** Numbers of the tasks that have started, once for each start. */
  started({ folder }: Sample): string[] {
    const ledger = join(folder, 'ledger');
    return existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n').toSorted() : [];
  }

  /** Stops the daemon while something happens. */
  async whileSilent(act: () => Promise<void>): Promise<void> {
    const daemons = processesIn(join(this.#folder, 'docker')).filter(({ command }) => /^\S*dockerd /.test(command));
    expect(daemons.length).toBeGreaterThan(0);
    for (const { pid } of daemons) process.kill(pid, 'SIGSTOP');
    try {
      await act();
    } finally {
      for (const { pid } of daemons) process.kill(pid, 'SIGCONT');
    }
  }

  nextflowOf = (job: Sample): number => Number(readFileSync(this.lab.filesOf(job).process, 'utf8').split(' ')[0]);

  #writePipeline(name: string, script: string, config: string): void {
    const target = join(this.#folder, 'pipelines', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'main.nf'), script);
    const manifest = { name, script: 'main.nf', input_param: null, output_param: 'outdir' };
    writeFileSync(join(target, 'reprise.json'), JSON.stringify(manifest));
    writeFileSync(join(target, 'nextflow.config'), `${config}\n`);
  }
}
