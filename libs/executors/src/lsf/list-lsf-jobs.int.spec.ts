import { FakeTools } from '../testing/fake-tools.ts';
import { lsf } from './lsf.ts';

/**
 * Records as printed by `bjobs -o ... -json` of LSF 10.1, in the format of buildtesters/buildtest,
 * buildtest/scheduler/lsf.py.
 */
const answer = (...jobs: Record<string, string>[]) => {
  const records = jobs.map((job) =>
    Object.entries({
      JOBID: '9',
      JOBINDEX: '0',
      STAT: 'RUN',
      EXEC_CWD: '',
      SUB_CWD: '%WORK%/1/ab/cdef12',
      OUTPUT_FILE: '%WORK%/1/ab/cdef12/.command.log',
      EXEC_HOST: '',
      PEND_REASON: '',
      ...job,
    }).map(([field, value]) => `      "${field}":"${value}"`),
  );
  return `{
  "COMMAND":"bjobs",
  "JOBS":${String(jobs.length)},
  "RECORDS":[
${records.map((fields) => `    {\n${fields.join(',\n')}\n    }`).join(',\n')}
  ]
}
`;
};
const elsewhere = { SUB_CWD: '/home/ada', OUTPUT_FILE: '/home/ada/out' };

/** No real LSF: the output is as documented by others. */
describe('the LSF jobs in a folder of work dirs', () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => tools.end());

  const prints = (text: string) => tools.tool('bjobs', tools.prints(text));
  const list = (asksAsRoot = false, withinMs?: number, workRoot = tools.workRoot) =>
    lsf(tools.env, asksAsRoot, withinMs).list({ workRoot } as never);

  it('are the live ones there, also arrays, under any name', async () => {
    prints(
      answer(
        { EXEC_HOST: '4*node1:node2:node2', EXEC_CWD: '%WORK%/1/ab/cdef12' },
        {
          JOBID: '10',
          JOBINDEX: '3',
          STAT: 'PEND',
          OUTPUT_FILE: '/dev/null',
          PEND_REASON: 'New job is waiting for scheduling;',
        },
        { ...elsewhere, JOBID: '11' },
        { ...elsewhere, JOBID: '12', SUB_CWD: '%WORK%-of-another/1/ab/cdef12' },
      ),
    );
    const work_dir = `${tools.workRoot}/1/ab/cdef12`;
    expect(await list()).toEqual({
      alive: [
        { native_id: '9', phase: 'running', state: 'RUN', work_dir, node: 'node1,node2' },
        {
          native_id: '10[3]',
          phase: 'waiting',
          state: 'PEND',
          work_dir,
          reason: 'New job is waiting for scheduling',
        },
      ],
    });
    expect(tools.asked()).toEqual([
      'bjobs -u all -a -o jobid jobindex stat exec_cwd sub_cwd output_file exec_host pend_reason -json',
    ]);
  });

  it.each([
    ['PEND', 'waiting'],
    ['PROV', 'running'],
    ['PSUSP', 'held'],
    ['RUN', 'running'],
    ['USUSP', 'stopped'],
    ['SSUSP', 'blocked'],
    ['UNKWN', 'running'],
    ['ZOMBI', 'ending'],
    ['A_WORD_OF_A_LATER_LSF', 'running'],
  ])('in the state %s are %s', async (STAT, phase) => {
    prints(answer({ STAT }));
    expect(await list()).toMatchObject({ alive: [{ phase, state: STAT }] });
  });

  it.each(['DONE', 'EXIT'])('that are %s have ended', async (STAT) => {
    prints(answer({ STAT }));
    expect(await list()).toEqual({ alive: [] });
  });

  it('are found below the home of their user, which LSF abbreviates', async () => {
    const job = (dir: string) => answer({ ...elsewhere, SUB_CWD: dir });
    const workRoot = '/home/ngs/work/0196f0c8';
    prints(job('$HOME/work/0196f0c8/1/ab/cdef12'));
    expect(await list(false, undefined, workRoot)).toMatchObject({ alive: [{ native_id: '9' }] });
    for (const other of [
      '$HOME/work/0196f0c9/1/ab/cdef12',
      '$HOME/work/0196f0c8',
      '$HOME/work/0196f0c80/1/ab/cdef12',
    ]) {
      prints(job(other));
      expect(await list(false, undefined, workRoot)).toEqual({ alive: [] });
    }
  });

  it.each([
    'echo "No unfinished job found"',
    'echo "No unfinished job found" >&2; exit 255',
    'echo "No job found" >&2',
    `printf '{"COMMAND":"bjobs","JOBS":0,"RECORDS":[]}'`,
  ])('are none if LSF reports none: %s', async (script) => {
    tools.tool('bjobs', script);
    expect(await list()).toEqual({ alive: [] });
  });

  it('are those of the answer after LSF was away', async () => {
    prints(`Cannot connect to LSF. Please wait ...\nCannot connect to LSF. Please wait ...\n${answer({})}`);
    expect(await list()).toMatchObject({ alive: [{ native_id: '9' }] });
  });

  it.each([
    ['echo "LSF is down. Please wait ..." >&2; exit 255', 'LSF is down. Please wait ..'],
    ['echo "bjobs: illegal option -- j" >&2; exit 255', 'bjobs: illegal option -- j'],
    ['echo "User permission denied" >&2; exit 255', 'User permission denied'],
    ['echo "JOBID   USER    STAT"', 'bjobs printed unexpected output: JOBID   USER    STAT'],
    [`printf '{"COMMAND":"bjobs","JOBS":1}'`, 'bjobs printed unexpected output: {"COMMAND":"bjobs","JOBS":1}'],
    [`printf '{"RECORDS":[{"JOBID":"9"}]}'`, 'bjobs printed unexpected output: {"RECORDS":[{"JOBID":"9"}]}'],
  ])('are unknown if LSF answers incorrectly: %s', async (script, unknown) => {
    tools.tool('bjobs', script);
    expect(await list()).toEqual({ unknown });
  });

  it('are unknown if it hangs', async () => {
    tools.tool('bjobs', 'exec sleep 60');
    expect(await list(false, 100)).toEqual({ unknown: 'bjobs did not answer in 0.1 s' });
  });

  it('are unknown without bjobs', async () => {
    expect(await lsf({ PATH: tools.folder }, false).list({ workRoot: tools.workRoot } as never)).toEqual({
      unknown: 'there is no bjobs on the PATH of the runner',
    });
  });

  it('are unknown to root if LSF hides those of others', async () => {
    prints(answer());
    tools.tool('bparams', 'printf "Default Queues:  normal\\nSECURE_JOB_INFO_LEVEL = 4\\n"');
    expect(await list(true)).toEqual({ unknown: expect.stringContaining('(SECURE_JOB_INFO_LEVEL = 4)') });
    tools.tool('bparams', 'printf "Default Queues:  normal\\n"');
    expect(await list(true)).toEqual({ alive: [] });
  });

  it("are not hidden by the user's defaults", async () => {
    tools.tool('bjobs', `[ -z "$LSB_BJOBS_FORMAT" ] || exit 1; ${tools.prints(answer({}))}`);
    const env = { ...tools.env, LSB_BJOBS_FORMAT: 'jobid' };
    expect(await lsf(env, false).list({ workRoot: tools.workRoot } as never)).toMatchObject({ alive: [{}] });
  });

  it('are ended, held and stopped', async () => {
    for (const name of ['bkill', 'bstop', 'bresume']) tools.tool(name);
    const { cancel, hold, release, stop, resume } = lsf(tools.env);
    for (const act of [cancel, hold, release, stop, resume]) await act(['9', '10[3]']);
    expect(tools.asked().map((line) => line.replace(' 9 10[3]', ''))).toEqual([
      'bkill',
      'bstop',
      'bresume',
      'bstop',
      'bresume',
    ]);
  });
});
