import { FakeTools } from '../testing/fake-tools.ts';
import { pbs } from './pbs.ts';

/**
 * As printed by `qstat -f` of PBS for a job in the lab guide of Azure HPC OnDemand Platform; only ids, names, times and
 * folders differ. Long values continue after a tab.
 */
const job = (id: string, state: string, workDir: string, more = '') => `Job Id: ${id}
    Job_Name = nf-ALIGN_S1
    Job_Owner = ngs@head.lab
    job_state = ${state}
    queue = workq
    server = scheduler
    Checkpoint = u
    ctime = Mon Nov 30 18:26:47 2026
    Error_Path = head.lab:${workDir}/nf-ALIGN_S1.e8
    Hold_Types = n
    Join_Path = oe
    Output_Path = head.lab:${workDir}/.command.log
    Resource_List.ncpus = 1
    Resource_List.walltime = 01:00:00
    Variable_List = PBS_O_HOME=/home/ngs,PBS_O_LANG=en_US.UTF-8,
\tPBS_O_LOGNAME=ngs,
\tPBS_O_PATH=/home/ngs/spack/bin:/bin:/usr/bin:/usr/local/sb
\tin:/usr/sbin:/opt/cycle/jetpack/bin:/opt/pbs/bin,
\tPBS_O_SHELL=/bin/bash,
\tPBS_O_WORKDIR=${workDir.slice(0, 10)}
\t${workDir.slice(10)},PBS_O_SYSTEM=Linux,
\tPBS_O_QUEUE=workq,PBS_O_HOST=head.lab
${more}    etime = Mon Nov 30 18:26:47 2026
    project = _pbs_project_default

`;
/** A server in the output of `qstat -B -f`, in the same format. */
const server = (more: string) => `Server: scheduler
    server_state = Active
    scheduling = True
    total_jobs = 1
    state_count = Transit:0 Queued:0 Held:0 Waiting:0 Running:1 Exiting:0 Begun:0
${more}    default_queue = workq
    pbs_version = 22.05.11

`;

/** No real PBS: the output is as documented by others. */
describe('the PBS jobs in a folder of work dirs', () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => tools.end());

  const prints = (text: string) => tools.tool('qstat', tools.prints(text));
  const list = (asksAsRoot = false, withinMs?: number) =>
    pbs('pbspro', tools.env, asksAsRoot, withinMs).list({ workRoot: tools.workRoot } as never);

  it('are the live ones there, under any name', async () => {
    prints(
      job('8.scheduler', 'R', '%WORK%/1/ab/cdef12', '    exec_host = node1/0*2+node1/1+node2/0\n') +
        job(
          '9.scheduler',
          'Q',
          '%WORK%/2/a\\, b/cdef12',
          '    comment = Not Running: Not enough free nodes available\n',
        ) +
        job('10.scheduler', 'R', '%WORK%-of-another/1/ab/cdef12'),
    );
    expect(await list()).toEqual({
      alive: [
        {
          native_id: '8.scheduler',
          phase: 'running',
          state: 'running',
          node: 'node1,node2',
          work_dir: `${tools.workRoot}/1/ab/cdef12`,
        },
        {
          native_id: '9.scheduler',
          phase: 'waiting',
          state: 'queued',
          work_dir: `${tools.workRoot}/2/a, b/cdef12`,
          reason: 'Not Running: Not enough free nodes available',
        },
      ],
    });
    expect(tools.asked()).toEqual(['qstat -f -t']);
  });

  it.each([
    ['Q', 'n', 'queued', 'waiting'],
    ['T', 'n', 'transiting', 'waiting'],
    ['H', 'u', 'held', 'held'],
    ['H', 's', 'held', 'blocked'],
    ['H', 'uo', 'held', 'blocked'],
    ['S', 'n', 'suspended', 'blocked'],
    ['E', 'n', 'exiting', 'ending'],
    ['M', 'n', 'moved', 'blocked'],
    ['Z', 'n', 'Z', 'running'],
  ])('%s with the hold %s are %s', async (letter, hold, state, phase) => {
    prints(job('8.scheduler', letter, '%WORK%/1/ab/cdef12').replace('Hold_Types = n', `Hold_Types = ${hold}`));
    expect(await list()).toMatchObject({ alive: [{ phase, state }] });
  });

  it.each(['F', 'C', 'X'])('that are %s have ended', async (letter) => {
    prints(job('8.scheduler', letter, '%WORK%/1/ab/cdef12'));
    expect(await list()).toEqual({ alive: [] });
  });

  it('are the single tasks of an array, or the array if none of them is alive', async () => {
    const array = job('7[].scheduler', 'B', '%WORK%/1/ab/cdef12');
    const element = (index: number, state: string) =>
      job(`7[${String(index)}].scheduler`, state, '/dev/null').replace(/ {4}Variable_List[^]*?(?= {4}etime)/, '');
    prints(array + element(0, 'X') + element(1, 'R') + element(2, 'Q'));
    expect(await list()).toMatchObject({
      alive: [
        { native_id: '7[1].scheduler', phase: 'running', work_dir: `${tools.workRoot}/1/ab/cdef12` },
        { native_id: '7[2].scheduler', phase: 'waiting' },
      ],
    });
    prints(array + element(0, 'X'));
    expect(await list()).toMatchObject({ alive: [{ native_id: '7[].scheduler', state: 'begun', phase: 'running' }] });
  });

  it('are held with their array', async () => {
    const held = job('7[].scheduler', 'H', '%WORK%/1/ab/cdef12').replace('Hold_Types = n', 'Hold_Types = u');
    prints(held + job('7[0].scheduler', 'Q', '%WORK%/1/ab/cdef12') + job('7[1].scheduler', 'R', '%WORK%/1/ab/cdef12'));
    expect(await list()).toMatchObject({ alive: [{ phase: 'held', state: 'held' }, { phase: 'running' }] });
  });

  it('are found by their output path if Torque hides their variables', async () => {
    prints(job('8.scheduler', 'R', '%WORK%/1/ab/cdef12').replace(/ {4}Variable_List[^]*?(?= {4}etime)/, ''));
    expect(await list()).toMatchObject({ alive: [{ work_dir: `${tools.workRoot}/1/ab/cdef12` }] });
  });

  it('are none if PBS has none', async () => {
    prints('');
    expect(await list()).toEqual({ alive: [] });
  });

  describe('for root', () => {
    const knows = (more: string, jobs = '') =>
      tools.tool('qstat', `case "$*" in *-B*) ${tools.prints(server(more))} ;; *) ${tools.prints(jobs)} ;; esac`);

    it.each(['    query_other_jobs = True\n', '    managers = ada@head.lab,root@head.lab\n'])(
      'are none if it sees those of others: %j',
      async (more) => {
        knows(more);
        expect(await list(true)).toEqual({ alive: [] });
      },
    );

    it.each(['', '    query_other_jobs = False\n'])('are unknown if PBS hides those of others: %j', async (more) => {
      knows(more);
      expect(await list(true)).toEqual({
        unknown: expect.stringMatching(/^PBS hides jobs of other users from root, .* set query_other_jobs to True$/),
      });
    });

    it('are unknown if PBS hides their working directory', async () => {
      const hidden = job('8.scheduler', 'R', '/home/ada').replace(/ {4}Variable_List[^]*?(?= {4}etime)/, '');
      knows('    query_other_jobs = True\n', hidden.replace('/home/ada/.command.log', '/dev/null'));
      expect(await list(true)).toEqual({
        unknown: 'PBS hides from root, as whom Reprise asks, where jobs work: make root@<this machine> a manager of it',
      });
      expect(await list(false)).toEqual({ alive: [] });
    });
  });

  it.each([
    // Source: qstat of OpenPBS without its server.
    [
      'echo "Connection refused" >&2; echo "qstat: cannot connect to server head (errno=111)" >&2; exit 111',
      'qstat: cannot connect to server head (errno=111)',
    ],
    ['exit 1', expect.stringContaining('Command failed: qstat -f -t')],
    [
      'echo "Job id            Name             User"',
      'qstat printed unexpected output: Job id            Name             User',
    ],
    [
      'printf "Job Id: 8.scheduler\\n    Job_Name = STDIN\\n"',
      'qstat printed unexpected output: no job_state of 8.scheduler',
    ],
  ])('are unknown if PBS answers incorrectly: %s', async (script, unknown) => {
    tools.tool('qstat', script);
    expect(await list()).toEqual({ unknown });
  });

  it('are unknown if it hangs', async () => {
    tools.tool('qstat', 'exec sleep 60');
    expect(await list(false, 100)).toEqual({ unknown: 'qstat did not answer in 0.1 s' });
  });

  it('are unknown without qstat', async () => {
    expect(await pbs('pbs', { PATH: tools.folder }, false).list({ workRoot: tools.workRoot } as never)).toEqual({
      unknown: 'there is no qstat on the PATH of the runner',
    });
  });

  it('are ended and held, with arrays of PBS Pro as a whole', async () => {
    for (const name of ['qdel', 'qhold', 'qrls']) tools.tool(name);
    const { cancel, hold, release, stop } = pbs('pbspro', tools.env);
    await cancel(['8.scheduler', '7[1].scheduler']);
    await hold(['7[1].scheduler', '7[2].scheduler']);
    await release(['8.scheduler']);
    await pbs('pbs', tools.env).hold(['7[1].head']);
    expect(tools.asked()).toEqual([
      ...['qdel 8.scheduler 7[1].scheduler', 'qhold 7[].scheduler', 'qrls 8.scheduler', 'qhold 7[1].head'],
    ]);
    await expect(stop(['8.scheduler'])).rejects.toThrow('PBS Pro stops no job that runs');
  });

  it('report why they are not ended', async () => {
    // How OpenPBS rejects another user: PBSE_PERM, 15007.
    tools.tool('qdel', 'echo "qdel: Unauthorized Request  8.scheduler" >&2; exit 159');
    await expect(pbs('pbspro', tools.env).cancel(['8.scheduler'])).rejects.toThrow('Unauthorized Request');
  });
});
