import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureDocker, thisMachine } from '@reprise/setup';
import { archiveOf, makeImage, rootOf, startDocker, waitUntil } from '@reprise/testing';
import { guard, type Guardian } from '../../guardian.ts';
import { liveState, processesIn } from '../../processes.ts';
import type { Sample } from '../../sample.ts';
import { Apptainer } from './apptainer.ts';
import { ListingEngine, podmanService, rootPodman, usersPodman, type Engine, type ReachedEngine } from './engines.ts';
import { startedByRoot, startedByOrdinaryUser, type RunningReprise } from './running-reprise.ts';

export interface ContainersLabOptions {
  readonly engine: 'docker' | 'podman' | 'podman-service' | 'apptainer';
  /** Whether Reprise is started by an ordinary user. */
  readonly isOfUser?: boolean;
  /** Settings of Reprise. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Path of a different Nextflow. */
  readonly nextflow?: string;
}

/** Number of tasks that the local executor runs at once on two cores. */
export const TASKS = 2;
/** Tasks that ignore TERM, and append to a ledger while they run. */
const scriptWith = (image: string) => `
process TICK {
  container '${image}'
  input:
  val n
  output:
  path 'ticks'
  script:
  "trap '' TERM; touch ticks; while [ ! -e '\${params.folder}/all' ]; do echo \${n} >> '\${params.folder}/ledger'; sleep 0.1; done"
}
workflow { TICK(Channel.of(1..${String(TASKS)})) }
`;

/** A separate container engine and Reprise, with what a cell needs to run a job in them. */
export class ContainersLab {
  readonly engine: Engine;
  readonly #reprise: RunningReprise;
  readonly #folder: string;
  readonly #guardian: Guardian;

  private constructor(engine: Engine, reprise: RunningReprise, folder: string, guardian: Guardian) {
    this.engine = engine;
    this.#reprise = reprise;
    this.#folder = folder;
    this.#guardian = guardian;
  }

  static async start({
    engine: kind,
    isOfUser = false,
    settings = {},
    nextflow,
  }: ContainersLabOptions): Promise<ContainersLab> {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-containers-'));
    chmodSync(folder, 0o755);
    const guardian = guard(folder);
    const { engine, env } = await startEngine(kind, folder, isOfUser);
    const pipeline = join(folder, 'pipelines/ticks');
    mkdirSync(pipeline, { recursive: true });
    mkdirSync(join(folder, 'inputs'));
    const isApptainer = kind === 'apptainer';
    writeFileSync(join(pipeline, 'main.nf'), scriptWith(isApptainer ? rootOf(join(folder, 'image')) : 'own'));
    const manifest = { name: 'ticks', script: 'main.nf', input_param: null };
    writeFileSync(join(pipeline, 'reprise.json'), JSON.stringify(manifest));
    const name = kind === 'podman-service' ? 'podman' : kind;
    const options = isApptainer ? `--bind ${folder}` : `--network none --volume ${folder}:${folder}`;
    const config = [`${name}.enabled = true`, `${name}.runOptions = '${options}'`];
    writeFileSync(join(pipeline, 'nextflow.config'), `${config.join('\n')}\n`);
    const start = isOfUser ? startedByOrdinaryUser : startedByRoot;
    const reprise = await start(folder, env, {
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: join(folder, 'inputs'),
      ...settings,
      ...(nextflow !== undefined && { REPRISE_NEXTFLOW: nextflow }),
    });
    return new ContainersLab(engine, reprise, folder, guardian);
  }

  async stop(): Promise<void> {
    await this.#reprise.stop();
    await this.#guardian.finish();
  }

  /** Submits a job, and waits until all its tasks are running. */
  async ticking(): Promise<Sample> {
    const folder = mkdtempSync(join(this.#folder, 'inputs/'));
    chmodSync(folder, 0o777);
    const job = await this.#reprise.submit('ticks', { folder });
    await this.allTick(job);
    return job;
  }

  async allTick(job: Sample): Promise<void> {
    const isSo = () => this.engine.running().length === TASKS && this.writers(job).length === TASKS;
    await waitUntil(isSo, { every: 300, milliseconds: 240_000, what: 'all containers run' });
  }

  /** Processes of tasks that append to the ledger, in any container. */
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

  killRunner = () => this.#reprise.killRunner();

  bringRunnerBack = () => this.#reprise.bringRunnerBack();
}

async function startEngine(
  kind: ContainersLabOptions['engine'],
  folder: string,
  isOfUser: boolean,
): Promise<ReachedEngine> {
  const { dockerd } = (await ensureDocker(thisMachine(), () => undefined))!;
  // Docker builds the image, whichever engine runs it.
  const { socket } = await startDocker(dockerd, join(folder, 'docker'));
  chmodSync(socket, 0o666); // tasks run as another user
  const docker = join(dirname(dirname(dockerd)), 'bin/docker');
  makeImage(docker, socket, join(folder, 'image'), 'own');
  const env = { DOCKER_HOST: `unix://${socket}` };
  if (kind === 'apptainer') return { engine: new Apptainer(rootOf(join(folder, 'image'))), env: {} };
  if (kind === 'docker') return { engine: new ListingEngine([docker], env), env };
  const [place, archive] = [join(folder, 'podman'), archiveOf(join(folder, 'image'))];
  if (kind === 'podman-service') return podmanService(place, archive);
  return isOfUser ? usersPodman(place, archive) : rootPodman(place, archive);
}
