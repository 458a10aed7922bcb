import type { LaunchOptions, RunnerExecutor } from '@reprise/contracts';
import { executorDoubts, type ExecutorRunner } from './executor-doubts.ts';

const DENIED = 'permission denied while trying to connect to the Docker daemon socket';
const DOCKER = "docker.enabled = true\nprocess.container = 'ubuntu'";
const SLURM = "process.executor = 'slurm'";

const found = (name: string, problem: string | null = null): RunnerExecutor => ({ name, problem, proof: 'answers' });
const runner = (
  host: string,
  executors: RunnerExecutor[] | null,
  more: Partial<ExecutorRunner> = {},
): ExecutorRunner => ({
  runner_id: `runner-${host}`,
  host,
  alive: true,
  simulated: false,
  isolation: 'user',
  executors,
  ...more,
});

describe('warnings about the container engine or cluster of a job', () => {
  const doubts = async (config: string, runners: ExecutorRunner[], launch: LaunchOptions = {}) => {
    const all = await executorDoubts({ script: '', sources: '' }, { ...launch, config }, runners);
    expect(new Set(all.map(({ field }) => field)).size).toBeLessThan(2);
    return all.map(({ field, message }) => `${field} ${message}`);
  };

  it('name the engine that no runner can use, with the reason of each runner and a remedy', async () => {
    const runners = [runner('node-1', [found('docker', DENIED)]), runner('node-2', []), runner('node-3', [])];
    expect(await doubts(DOCKER, runners)).toEqual([
      `launch.config runs tasks in Docker, which no runner's tasks can use: ${DENIED} (node-1); Docker is not on the PATH of tasks (node-2 and node-3). The first task with a container would fail. Install Docker on a runner and let tasks use it, or choose another profile`,
    ]);
  });

  it('name the cluster that no runner can use', async () => {
    const [warning] = await doubts(SLURM, [runner('node-1', [found('sge')], { host: null })]);
    expect(warning).toContain("runs tasks on Slurm, which no runner's tasks can use: Slurm is not on the PATH");
    expect(warning).toContain('(runner-node-1). The first task there would fail. Start a runner on a machine from');
  });

  it('name three runners at most', async () => {
    const runners = ['a', 'b', 'c', 'd', 'e'].map((host) => runner(host, []));
    expect((await doubts(SLURM, runners))[0]).toContain('(a, b, c and 2 more)');
  });

  it.each<[string, string, ExecutorRunner[], LaunchOptions?]>([
    ['one runner can use it', DOCKER, [runner('a', []), runner('b', [found('docker')])]],
    ['a runner does not report its executors', DOCKER, [runner('a', []), runner('b', null)]],
    ['no runner is active', SLURM, [runner('a', [], { alive: false })]],
    ['Nextflow is simulated', SLURM, [runner('a', [], { simulated: true })]],
    ['runners do not look for it', "process.executor = 'awsbatch'", [runner('a', [])]],
    ['the job sets where the engine is', DOCKER, [runner('a', [])], { env: { DOCKER_HOST: 'tcp://10.0.0.7:2376' } }],
    ['both kinds of PBS have the same tools', "process.executor = 'pbspro'", [runner('a', [found('pbs')])]],
    ['it names the local one too', `${SLURM}\nprocess.executor = 'local'`, [runner('a', [])]],
    ['it names none', '', [runner('a', [], { isolation: 'namespace' })]],
  ])('are none if %s', async (_, config, runners, launch) => {
    expect(await doubts(config, runners, launch)).toEqual([]);
  });

  it('say on which cluster and from which runners tasks are not isolated', async () => {
    const runners = [
      runner('login-1', [found('slurm')], { isolation: 'namespace' }),
      runner('login-2', [found('slurm')], { isolation: 'none' }),
      runner('root', [found('slurm')]),
      runner('older', [found('slurm')], { isolation: null }),
      runner('no-slurm', [found('slurm', 'sinfo did not answer in 5 s')], { isolation: 'namespace' }),
    ];
    expect(await doubts(SLURM, runners)).toEqual([
      'launch.config runs tasks on Slurm, where they are not isolated if login-1 or login-2 runs the job: on a node, they can read what the user of Reprise can read there, also files of Reprise on shared storage. Start Reprise as root, with REPRISE_TASK_ISOLATION=auto, so that tasks run as a different user',
    ]);
    expect(await doubts(SLURM, runners.slice(2))).toEqual([]);
    expect(await doubts(DOCKER, [runner('a', [found('docker')], { isolation: 'namespace' })])).toEqual([]);
  });
});
