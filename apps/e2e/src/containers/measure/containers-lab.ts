import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureDocker, thisMachine } from '@reprise/setup';
import { archiveOf, makeImage, startDocker, waitUntil } from '@reprise/testing';
import { guard, type Guardian } from '../../guardian.ts';
import { Lab } from '../../lab.ts';
import { liveState, processesIn } from '../../processes.ts';
import type { Sample } from '../../sample.ts';
import { Engine, rootPodman } from './engines.ts';

export interface ContainersLabOptions {
  readonly engine: 'docker' | 'podman';
  /** Settings of Reprise. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Path of another Nextflow. */
  readonly nextflow?: string;
}

/** As many as the local executor runs at once on two cores. */
export const TASKS = 2;
/** Tasks that end by no TERM, and write into a ledger as long as they run. */
const SCRIPT = `
process TICK {
  container 'own'
  input:
  val n
  output:
  path 'ticks'
  script:
  "trap '' TERM; touch ticks; while [ ! -e '\${params.folder}/all' ]; do echo \${n} >> '\${params.folder}/ledger'; sleep 0.1; done"
}
workflow { TICK(Channel.of(1..${String(TASKS)})) }
`;

/** An engine of containers and a Reprise of their own, and what a cell does with a job in them. */
export class ContainersLab {
  readonly engine: Engine;
  readonly #lab: Lab;
  readonly #folder: string;
  readonly #guardian: Guardian;
  readonly #before: NodeJS.ProcessEnv;

  private constructor(engine: Engine, lab: Lab, of: { folder: string; guardian: Guardian; before: NodeJS.ProcessEnv }) {
    this.engine = engine;
    this.#lab = lab;
    this.#folder = of.folder;
    this.#guardian = of.guardian;
    this.#before = of.before;
  }

  static async start({ engine: name, settings = {}, nextflow }: ContainersLabOptions): Promise<ContainersLab> {
    const { dockerd } = (await ensureDocker(thisMachine(), () => undefined))!;
    const folder = mkdtempSync(join(tmpdir(), 'reprise-containers-'));
    chmodSync(folder, 0o755);
    const guardian = guard(folder);
    // The image is made by Docker, whichever engine runs it.
    const { socket } = await startDocker(dockerd, join(folder, 'docker'));
    chmodSync(socket, 0o666); // tasks run as another user
    const docker = join(dirname(dirname(dockerd)), 'bin/docker');
    makeImage(docker, socket, join(folder, 'image'), 'own');
    const engine =
      name === 'docker'
        ? new Engine(docker, { DOCKER_HOST: `unix://${socket}` })
        : rootPodman(join(folder, 'podman'), archiveOf(join(folder, 'image')));
    const pipeline = join(folder, 'pipelines/ticks');
    mkdirSync(pipeline, { recursive: true });
    writeFileSync(join(pipeline, 'main.nf'), SCRIPT);
    const manifest = { name: 'ticks', script: 'main.nf', input_param: null };
    writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify(manifest));
    const config = [`${name}.enabled = true`, `${name}.runOptions = '--network none --volume ${folder}:${folder}'`];
    writeFileSync(join(pipeline, 'nextflow.config'), `${config.join('\n')}\n`);
    const before = { ...process.env };
    Object.assign(process.env, engine.env);
    const lab = await Lab.start({
      ...{ REPRISE_PIPELINES: join(folder, 'pipelines'), REPRISE_INPUT_ROOTS: folder, ...settings },
      ...(nextflow !== undefined && { REPRISE_NEXTFLOW: nextflow }),
    });
    return new ContainersLab(engine, lab, { folder, guardian, before });
  }

  async stop(): Promise<void> {
    process.env = this.#before;
    await this.#lab.stop();
    await this.#guardian.finish();
  }

  /** Submits a job, and waits until all its tasks run. */
  async ticking(): Promise<Sample> {
    const folder = mkdtempSync(join(this.#folder, 'gates-'));
    chmodSync(folder, 0o777);
    const job = await this.#lab.submit('ticks', { folder });
    await this.allTick(job);
    return job;
  }

  async allTick(job: Sample): Promise<void> {
    const isSo = () => this.engine.running().length === TASKS && this.writers(job).length === TASKS;
    await waitUntil(isSo, { every: 300, milliseconds: 240_000, what: 'all containers run' });
  }

  /** Processes of tasks that write into the ledger, in whatever container. */
  writers = (job: Sample) =>
    job.processes().filter(({ pid, command }) => /^\S*bash .*\.command\.sh/.test(command) && liveState(pid) !== null);

  ledgerOf = ({ folder }: Sample): number => readFileSync(join(folder, 'ledger')).length;

  killNextflow(job: Sample): void {
    process.kill(processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid, 'SIGKILL');
  }

  killWrappers(job: Sample): void {
    for (const { pid, command } of processesIn(job.id))
      if (command.includes('.command.run') && liveState(pid) !== null) process.kill(pid, 'SIGKILL');
  }

  killRunner(): Promise<void> {
    return this.#lab.system.services.runner!.kill();
  }

  bringRunnerBack(): Promise<void> {
    return this.#lab.bringBack('runner');
  }
}
