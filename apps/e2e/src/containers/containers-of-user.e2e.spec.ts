import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseDocker, choosePodman, ensureDocker, ensurePodman, thisMachine } from '@reprise/setup';
import { archiveOf, makeImage, startDocker, waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { liveState, processesIn } from '../processes.ts';
import { Sample } from '../sample.ts';
import { NOBODY, startedByUser, type OfUser } from '../task-isolation/started-by-user.ts';
import { Containers } from './containers.ts';
import { RootlessPodman } from './rootless-podman.ts';

const TASKS = 2;
const canRun = chooseDocker(thisMachine()).from !== 'nowhere' && choosePodman(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks in containers under a Reprise of an ordinary user';

/** Tasks that ignore TERM, and append to a ledger while they run. */
const SCRIPT = `
params.tasks = ${String(TASKS)}
process TICK {
  container 'own'
  input:
  val n
  output:
  path 'ticks'
  script:
  "trap '' TERM; touch ticks; while [ ! -e '\${params.folder}/all' ]; do echo tick >> ticks; echo \${n} >> '\${params.folder}/ledger'; sleep 0.1; done"
}
workflow { TICK(Channel.of(1..params.tasks)) }
`;

described(canRun ? title : `${title} (requires root on Debian, and Docker and Podman where systemd runs)`, () => {
  let guardian: Guardian | undefined;
  let system: OfUser | undefined;
  let api: Api;
  let containers: Containers;
  let podman: RootlessPodman;
  let folder: string;
  const jobs: Sample[] = [];

  beforeAll(async () => {
    const { dockerd } = (await ensureDocker(thisMachine(), () => undefined))!;
    folder = mkdtempSync(join(tmpdir(), 'reprise-docker-of-user-'));
    chmodSync(folder, 0o755);
    guardian = guard(folder);
    const { socket } = await startDocker(dockerd, join(folder, 'docker'));
    chmodSync(socket, 0o666);
    const docker = join(dirname(dirname(dockerd)), 'bin/docker');
    makeImage(docker, socket, join(folder, 'image'), 'own');
    containers = new Containers(docker, socket);
    await ensurePodman(thisMachine(), () => undefined);
    podman = new RootlessPodman(join(folder, 'podman'), NOBODY);
    podman.load(archiveOf(join(folder, 'image')), 'own');
    writePipeline('docker');
    writePipeline('podman');
    mkdirSync(join(folder, 'inputs'));
    await start({ DOCKER_HOST: `unix://${socket}`, ...podman.env });
  });
  /** Starts a separate Reprise instance in place of the previous one. */
  const start = async (env: Record<string, string>) => {
    await system?.stop();
    const [home, own] = [mkdtempSync(join(folder, 'home-')), mkdtempSync(join(folder, 'own-'))];
    for (const path of [home, own]) chownSync(path, NOBODY, NOBODY);
    system = await startedByUser({
      PATH: process.env['PATH'],
      HOME: home,
      ...env,
      REPRISE_DATA_DIR: join(own, 'data'),
      REPRISE_PORT: '0',
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: join(folder, 'inputs'),
      REPRISE_CANCEL_GRACE: '2s',
    });
    api = new Api(system.url, system.token);
  };
  afterEach(async () => {
    for (const pid of daemons()) process.kill(pid, 'SIGCONT');
    for (const job of jobs.splice(0)) await job.end();
  });
  afterAll(async () => {
    try {
      await system?.stop();
    } finally {
      await guardian?.finish();
    }
  });

  const daemons = () =>
    processesIn(join(folder, 'docker')).flatMap(({ pid, command }) => (/^\S*dockerd /.test(command) ? [pid] : []));
  const submit = async (pipeline: 'docker' | 'podman'): Promise<Sample> => {
    const gates = mkdtempSync(join(folder, 'inputs/'));
    chmodSync(gates, 0o777);
    const job = await Sample.submit(api, system!.dataDir, pipeline, { folder: gates });
    jobs.push(job);
    return job;
  };
  const allTick = () =>
    waitUntil(() => containers.running().length === TASKS && containers.states().length >= TASKS, {
      every: 200,
      what: 'all containers run',
    });
  const over = (job: Sample) =>
    waitUntil(
      async () => {
        const { status, failure, error_message } = await job.read();
        // Running processes are read as soon as the job has this status, not later.
        return status === 'failed' && { cause: failure?.cause, left: containers.states(), message: error_message };
      },
      { every: 20, what: 'the job is over' },
    );
  /** The engine reports the end of a container before it is removed. */
  const allRemoved = () =>
    waitUntil(() => containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  const ledger = ({ folder: gates }: Sample) =>
    existsSync(join(gates, 'ledger')) ? readFileSync(join(gates, 'ledger'), 'utf8').length : 0;
  const writesOn = async (job: Sample) => {
    const before = ledger(job);
    await waitUntil(() => ledger(job) > before, { every: 50, what: 'tasks write again' });
  };
  /**
   * Waits until nothing has been written for a second. Called before an unpause is sent, because tasks may resume
   * writing before the response arrives.
   */
  const nothingWrites = async (job: Sample) => {
    const before = ledger(job);
    const looks = performance.now();
    await waitUntil(() => performance.now() - looks > 1_000, { what: 'a second has passed' });
    expect(ledger(job)).toBe(before);
  };
  const nextflowOf = (job: Sample) =>
    processesIn(job.id).find(({ command }) => /\bjava\b.*nextflow/.test(command))!.pid;

  // Only Docker itself can list the running containers.
  it('of root are frozen in a pause, and are ended before the job is failed, whichever process was killed', async () => {
    const job = await submit('docker');
    await allTick();
    expect(await job.read()).toMatchObject({ elsewhere: ['docker'], asked: ['docker'] });
    await job.command('pause', { mode: 'freeze' });
    await job.becomes('paused');
    expect(containers.stopped()).toHaveLength(TASKS);
    await nothingWrites(job);
    await job.command('unpause');
    await writesOn(job);

    for (const { pid, command } of processesIn(job.id)) if (command.includes('.command.run')) killIfAlive(pid);
    expect((await over(job)).left).toEqual([]);
    await job.command('resume');
    await allTick();
    process.kill(nextflowOf(job), 'SIGKILL');
    const { message, ...ending } = await over(job);
    expect(ending).toEqual({ cause: 'killed', left: [] });
    expect(message).toContain('and 2 containers on Docker of this attempt were ended.');
    await job.command('resume');
    await allTick();
    job.open('all');
    await job.becomes('completed');
    await allRemoved();
    expect((await job.attempt()).images).toMatchObject([{ image_id: containers.imageId('own'), problem: null }]);
  });

  it('of root keep a cancel waiting while Docker is silent, and are all ended once it answers, also late ones', async () => {
    for (const pid of daemons()) process.kill(pid, 'SIGSTOP');
    const job = await submit('docker');
    await waitUntil(() => processesIn(job.id).filter(({ command }) => /^docker run /.test(command)).length === TASKS, {
      every: 100,
      what: 'Docker was asked for the containers',
    });
    await job.command('pause', { mode: 'freeze' });
    const silent = 'Docker does not answer: docker did not answer in 5 s';
    const paused = await job.reads('not proven to stand still', (view) => view.unproven !== undefined);
    expect([paused.status, paused.unproven!.executors]).toEqual([
      'running',
      [expect.objectContaining({ message: silent })],
    ]);
    await job.command('cancel');
    const cancelling = (view: { unproven?: unknown; pending_action: unknown }) =>
      view.pending_action === 'cancelling' && view.unproven !== undefined;
    expect((await job.reads('not proven to have ended', cancelling)).unproven!.executors).toMatchObject([
      { message: silent },
    ]);
    for (const pid of daemons()) process.kill(pid, 'SIGCONT');
    expect(await over(job)).toMatchObject({ cause: 'cancelled', left: [] });
    await allRemoved();
  });

  it('of rootless Podman are frozen in a pause, and are ended, whichever process was killed', async () => {
    const podmanOf = async () => (await api.runners())[0]?.executors?.find(({ name }) => name === 'podman');
    expect((await podmanOf())?.problem).toContain('set REPRISE_TASK_ISOLATION=off');
    await start({ ...podman.env, REPRISE_TASK_ISOLATION: 'off' });
    expect(await podmanOf()).toMatchObject({ problem: null });
    const job = await submit('podman');
    const ticks = () => writers(job).length === TASKS;
    // Podman is queried while the job runs: they must not block each other.
    const tick = () =>
      waitUntil(
        async () => {
          if (ticks() && podman.running().length === TASKS) return true;
          const { status, error_message } = await job.read();
          if (status === 'failed') throw new Error(`the job failed: ${String(error_message)}`);
          return false;
        },
        { every: 200, what: 'all tick' },
      );
    const end = () =>
      waitUntil(
        async () => {
          const { status, failure } = await job.read();
          return status === 'failed' && { cause: failure?.cause, left: writers(job) };
        },
        { every: 20, what: 'the job is over' },
      );
    await tick();
    await job.command('pause', { mode: 'freeze' });
    await job.becomes('paused');
    // Between fork and exec, a second process has the name of a writer.
    expect(new Set(writers(job).map(({ pid }) => liveState(pid)))).toEqual(new Set(['T']));
    await nothingWrites(job);
    await job.command('unpause');
    await writesOn(job);
    for (const { pid, command } of processesIn(job.id)) if (command.includes('.command.run')) killIfAlive(pid);
    expect((await end()).left).toEqual([]);
    await job.command('resume');
    await tick();
    process.kill(nextflowOf(job), 'SIGKILL');
    expect(await end()).toEqual({ cause: 'killed', left: [] });
    await job.command('resume');
    await tick();
    await job.command('cancel');
    expect(await end()).toEqual({ cause: 'cancelled', left: [] });
    await job.leavesNoProcess();
    expect(podman.running()).toEqual([]);
    expect((await job.attempt()).images).toMatchObject([{ engine: 'podman', image_id: podman.imageId('own') }]);
  });

  /** Processes of tasks that append to the ledger, in any container. */
  const writers = (job: Sample) =>
    job.processes().filter(({ command }) => /^\/bin\/bash -ue .*\.command\.sh/.test(command));

  function writePipeline(engine: 'docker' | 'podman'): void {
    const target = join(folder, 'pipelines', engine);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'main.nf'), SCRIPT);
    writeFileSync(join(target, 'reprise.json'), JSON.stringify({ name: engine, script: 'main.nf', input_param: null }));
    const config = [`${engine}.enabled = true`, `${engine}.runOptions = '--network none --volume ${folder}:${folder}'`];
    writeFileSync(join(target, 'nextflow.config'), `${config.join('\n')}\n`);
  }
});

/** One of them may end when the previous one is killed. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
