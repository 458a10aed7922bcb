import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseDocker, ensureDocker, thisMachine } from '@reprise/setup';
import { makeImage, startDocker, waitUntil } from '@reprise/testing';
import { guard, type Guardian } from '../guardian.ts';
import { Lab } from '../lab.ts';
import { processesIn } from '../processes.ts';
import type { Sample } from '../sample.ts';
import { Containers } from './containers.ts';
import { bringImage, documentedConfig, letTasksUseDocker, type DockerUser } from './documented.ts';

const TASKS = 2;
/** Image shared by all tasks, which was never pushed to a registry. */
const ranIn = (image_id: string) => ({
  image: 'own',
  engine: 'docker',
  executor: 'local',
  digest: null,
  image_id,
  problem: null,
  processes: ['TICK'],
  cached: false,
});
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
const canRun = chooseDocker(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks in containers of a real Docker';

/** Tasks that ignore TERM, and print every tenth of a second. */
const SCRIPT = `
params.tasks = ${String(TASKS)}
process TICK {
  container 'own'
  input:
  val n
  output:
  path 'ticks'
  script:
  "trap '' TERM; touch ticks; while [ ! -e '\${params.folder}/all' ]; do echo tick >> ticks; sleep 0.1; done"
}
workflow { TICK(Channel.of(1..params.tasks)) }
`;

described(canRun ? title : `${title} (requires root on Debian, and Docker where systemd runs)`, () => {
  let guardian: Guardian | undefined;
  let lab: Lab;
  let containers: Containers;
  let folder: string;
  let user: DockerUser;

  beforeAll(async () => {
    const { dockerd } = (await ensureDocker(thisMachine(), () => undefined))!;
    folder = mkdtempSync(join(tmpdir(), 'reprise-containers-'));
    chmodSync(folder, 0o755);
    guardian = guard(folder);
    user = letTasksUseDocker();
    const { socket } = await startDocker(dockerd, join(folder, 'docker'), { group: user.group });
    const docker = join(dirname(dirname(dockerd)), 'bin/docker');
    makeImage(docker, socket, join(folder, 'image'), 'own');
    containers = new Containers(docker, socket);
    process.env['DOCKER_HOST'] = `unix://${socket}`;
    bringImage('own', folder, process.env);
    const config = ['docker.enabled = true', `docker.runOptions = '--network none --volume ${folder}:${folder}'`];
    writePipeline('ticks', SCRIPT, config.join('\n'));
    writePipeline('documented', WHO, documentedConfig());
    lab = await Lab.start({
      REPRISE_PIPELINES: join(folder, 'pipelines'),
      REPRISE_INPUT_ROOTS: folder,
      REPRISE_TASK_USER: user.name,
    });
  });
  afterEach(() => lab.tidy());
  afterAll(async () => {
    delete process.env['DOCKER_HOST'];
    try {
      await lab.stop();
    } finally {
      await guardian?.finish();
    }
  });

  /** Submits a job, and waits until all its tasks are running. */
  const ticking = async (): Promise<Sample> => {
    const gates = mkdtempSync(join(folder, 'gates-'));
    const job = await lab.submit('ticks', { folder: gates });
    await allTick();
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
        const { status, failure } = await job.read();
        // Running processes are read as soon as the job has this status, not later.
        return status === 'failed' && { cause: failure?.cause, left: containers.states() };
      },
      { every: 20, what: 'the job is over' },
    );
  const nextflowOf = (job: Sample) => Number(readFileSync(lab.filesOf(job).process, 'utf8').split(' ')[0]);

  it('run as docs/containers.md describes: with its command, image and config, as the user of tasks', async () => {
    const job = await lab.submit('documented');
    const { output_dir } = await job.becomes('completed');
    const who = join(output_dir!, 'who');
    expect([readFileSync(who, 'utf8').trim(), statSync(who).uid]).toEqual([String(user.uid), user.uid]);
    const docker = async () => (await lab.api.runners())[0]!.executors?.find(({ name }) => name === 'docker');
    expect(await waitUntil(docker, { what: 'the runner has looked' })).toMatchObject({
      problem: null,
      proof: 'processes',
    });
  });

  it('are ended by a cancel although they ignore TERM', async () => {
    const job = await ticking();
    await job.command('cancel');
    expect(await over(job)).toEqual({ cause: 'cancelled', left: [] });
    expect(containers.running()).toEqual([]);
  });

  it('are ended by a cancel while the daemon is silent', async () => {
    const job = await ticking();
    const daemons = processesIn(join(folder, 'docker')).filter(({ command }) => /^\S*dockerd /.test(command));
    expect(daemons.length).toBeGreaterThan(0);
    for (const { pid } of daemons) process.kill(pid, 'SIGSTOP');
    try {
      await job.command('cancel');
      expect(await over(job)).toEqual({ cause: 'cancelled', left: [] });
    } finally {
      for (const { pid } of daemons) process.kill(pid, 'SIGCONT');
    }
    await waitUntil(() => containers.running().length === 0, { what: 'Docker has noticed' });
  });

  it('are ended after Nextflow was killed, before the job is failed, and a resume runs none twice', async () => {
    const job = await ticking();
    process.kill(nextflowOf(job), 'SIGKILL');
    expect(await over(job)).toEqual({ cause: 'killed', left: [] });
    await job.command('resume');
    await allTick();
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
    expect(containers.running()).toEqual([]);
    expect((await job.attempt()).images).toEqual([ranIn(containers.imageId('own'))]);
  });

  it('are ended together with killed wrappers, and none is recorded as ended too early', async () => {
    const job = await ticking();
    for (const { pid, command } of processesIn(job.id)) if (command.includes('.command.run')) killIfAlive(pid);
    expect((await over(job)).left).toEqual([]);
    await waitUntil(() => containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  });

  it('continue while their runner is away, and each runs once', async () => {
    const job = await ticking();
    const before = containers.running().toSorted();
    await lab.system.services.runner!.kill();
    await lab.bringBack('runner');
    expect(containers.running().toSorted()).toEqual(before);
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
    expect(containers.all()).toEqual([]);
    expect((await job.attempt()).images).toEqual([ranIn(containers.imageId('own'))]);
  });

  it('are ended after runner and Nextflow were killed, once the runner is back', async () => {
    const job = await ticking();
    await lab.system.services.runner!.kill();
    process.kill(nextflowOf(job), 'SIGKILL');
    await lab.bringBack('runner');
    expect(await over(job)).toEqual({ cause: 'killed', left: [] });
    await waitUntil(() => containers.all().length === 0, { every: 200, what: 'what has ended is removed' });
  });

  it('are frozen in a pause, and continue after it', async () => {
    const job = await ticking();
    await job.command('pause', { mode: 'freeze' });
    await job.reads('paused', ({ status }) => status === 'paused');
    expect(new Set(containers.states())).toEqual(new Set(['T']));
    await job.command('unpause');
    await job.reads('running', ({ status, pending_action }) => status === 'running' && pending_action === null);
    expect(containers.states()).not.toContain('T');
    job.open('all');
    await job.reads('completed', ({ status }) => status === 'completed');
  });

  function writePipeline(name: string, script: string, config: string): void {
    const target = join(folder, 'pipelines', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'main.nf'), script);
    const manifest = { name, script: 'main.nf', input_param: null, output_param: 'outdir' };
    writeFileSync(join(target, 'reprise.json'), JSON.stringify(manifest));
    writeFileSync(join(target, 'nextflow.config'), `${config}\n`);
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
