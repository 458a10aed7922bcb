import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sge } from './sge.ts';
import { listSgeJobs } from './list-sge-jobs.ts';

const HEADER = `job-ID  prior   name       user         state submit/start at     queue                          slots ja-task-ID \n${'-'.repeat(113)}\n`;

/** The SGE journey uses a real SGE. */
describe('the SGE jobs in a folder of work dirs', () => {
  let folder: string;
  let workRoot: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-sge-')));
    workRoot = join(folder, 'work');
    mkdirSync(workRoot);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const env = () => ({ PATH: `${folder}:/usr/bin:/bin` });
  const tool = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$0 $*" >> ${folder}/asked\n${script}\n`, { mode: 0o755 });
  /** Installs a fake qstat that prints these lines in the format of 8.1.9, and the jobs' work dirs. */
  const prints = (lines: readonly string[], workDirs: Record<string, string>, heldByUser: readonly string[] = []) => {
    const details = Object.entries(workDirs).map(
      ([job, dir]) =>
        `${'='.repeat(62)}\njob_number:                 ${job}\nsge_o_workdir:              ${dir}\naccount:                    sge\n`,
    );
    writeFileSync(join(folder, 'live'), lines.length > 0 ? `${HEADER}${lines.join('\n')}\n` : '');
    writeFileSync(join(folder, 'held'), heldByUser.length > 0 ? `${HEADER}${heldByUser.join('\n')}\n` : '');
    writeFileSync(join(folder, 'details'), details.join(''));
    tool('qstat', `case "$*" in *-j*) f=details ;; *hu*) f=held ;; *) f=live ;; esac; cat ${folder}/$f`);
  };
  const list = () => listSgeJobs(workRoot, env());
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');

  const line = (id: number, state: string, queue = '', task = '') =>
    `${String(id).padStart(7)} 0.75000 nf-TICK_(1 ada          ${state.padEnd(5)} 11/30/2026 19:05:44 ${queue.padEnd(30)}     1 ${task}`;

  it('are the live ones there, each task of an array by itself, under any name', async () => {
    prints([line(9, 'r', 'all.q@node1'), line(17, 'qw', '', '3'), line(18, 'r', 'all.q@node1'), line(19, 'qw')], {
      9: `${workRoot}/1/ab/cdef12`,
      17: `${workRoot}/2/a b/cdef12`,
      18: `${workRoot}-of-another/1/ab/cdef12`,
    });
    expect(await list()).toEqual({
      alive: [
        { native_id: '9', phase: 'running', state: 'r', work_dir: `${workRoot}/1/ab/cdef12`, node: 'node1' },
        { native_id: '17.3', phase: 'waiting', state: 'qw', work_dir: `${workRoot}/2/a b/cdef12` },
      ],
    });
  });

  it.each([
    ['qw', 'waiting'],
    ['t', 'running'],
    ['Rr', 'running'],
    ['s', 'blocked'],
    ['S', 'blocked'],
    ['Eqw', 'blocked'],
    ['dr', 'ending'],
    ['dRr', 'ending'],
    ['x', 'running'],
  ])('in the state %s are %s', async (state, phase) => {
    prints([line(9, state)], { 9: `${workRoot}/1/ab/cdef12` });
    expect(await list()).toMatchObject({ alive: [{ phase, state }] });
  });

  it("are held as the user, who cannot release an operator's hold", async () => {
    const lines = [line(9, 'hqw'), line(17, 'hqw', '', '2')];
    prints(lines, { 9: `${workRoot}/1/ab/c1`, 17: `${workRoot}/1/ab/c2` }, [lines[1]!]);
    expect(await list()).toMatchObject({ alive: [{ phase: 'blocked' }, { native_id: '17.2', phase: 'held' }] });
  });

  it('are none if SGE has none, without a query for work dirs', async () => {
    prints([], {});
    expect(await list()).toEqual({ alive: [] });
    expect(asked()).toHaveLength(1);
  });

  it('are none if all end during the query', async () => {
    prints([line(9, 'dr', 'all.q@node1')], {});
    tool(
      'qstat',
      `case "$*" in *-j*) printf 'Following jobs do not exist: \\n*\\n' >&2; exit 1 ;; esac; cat ${folder}/live`,
    );
    expect(await list()).toEqual({ alive: [] });
  });

  it('are unknown if SGE does not answer', async () => {
    tool(
      'qstat',
      `echo 'error: unable to send message to qmaster using port 1 on host "head": got send error' >&2; exit 1`,
    );
    expect(await list()).toEqual({
      unknown: 'error: unable to send message to qmaster using port 1 on host "head": got send error',
    });
  });

  it('are unknown if it prints something else', async () => {
    tool('qstat', 'printf "a\\nb\\nwhat a later SGE prints\\n"');
    expect(await list()).toEqual({ unknown: 'qstat printed unexpected output: what a later SGE prints' });
  });

  it('are ended and held, as many at once as a command line accepts', async () => {
    for (const name of ['qdel', 'qhold', 'qrls']) tool(name, '');
    const { cancel, hold, release, stop } = sge(env());
    await cancel(Array.from({ length: 101 }, (_, id) => String(id)));
    await hold(['9', '17.3']);
    await release(['17.3']);
    expect(asked().map((each) => [each.split(' ')[0]!.split('/').at(-1), each.split(' ').length - 1])).toEqual([
      ['qdel', 100],
      ['qdel', 1],
      ['qhold', 2],
      ['qrls', 1],
    ]);
    await expect(stop(['9'])).rejects.toThrow('SGE stops no job that runs');
  });
});
