import { NativeIds } from './native-ids.ts';

/** As logged by Nextflow 24.10.0 on Slurm 22.05. */
const LOG = `
Nov-30 18:36:40.504 [Actor Thread 3] DEBUG n.processor.TaskArrayCollector - Creating task array run >> /work/ef/974278
array=( /work/3c/9192de /work/98/695c7d )
export nxf_array_task_dir=\${array[SLURM_ARRAY_TASK_ID]}
Nov-30 18:36:40.637 [Task submitter] DEBUG nextflow.executor.GridTaskHandler - [SLURM] submitted process T (1) > jobId: 1; workDir: /work/ef/974278
Nov-30 18:36:40.700 [Task submitter] DEBUG nextflow.executor.GridTaskHandler - [SLURM] submitted process A > b (x) > jobId: 12; workDir: /work/ab/cd ef12
`;
const read = (log: string) => {
  const ids = new NativeIds();
  log.split('\n').forEach((line) => ids.line(line));
  return ids;
};

describe('native ids in the log of Nextflow', () => {
  it('are those of jobs, and of each task of an array', () => {
    const ids = read(LOG);
    expect(['/work/3c/9192de', '/work/98/695c7d', '/work/ab/cd ef12'].map((dir) => ids.of(dir))).toEqual([
      ...['1_0', '1_1', '12'],
    ]);
    expect(ids.of('/work/ef/974278')).toBeUndefined();
  });

  it.each([
    ['PBSPRO', '7[].head', ['7[0].head', '7[1].head']],
    ['PBS', '7[].head', ['7[0].head', '7[1].head']],
    ['LSF', '7', ['7[1]', '7[2]']],
  ])("of array tasks follow Nextflow's scheme: %s", (executor, id, elements) => {
    const ids = read(LOG.replaceAll('[SLURM]', `[${executor}]`).replace('jobId: 1;', `jobId: ${id};`));
    expect(['/work/3c/9192de', '/work/98/695c7d'].map((dir) => ids.of(dir))).toEqual(elements);
  });

  it('exclude those that a script quotes', () => {
    const quoted = LOG.replaceAll('\nNov', '\n# Nov');
    expect(read(quoted).of('/work/ab/cd ef12')).toBeUndefined();
    expect(read('array=( /work/3c/9192de )').of('/work/3c/9192de')).toBeUndefined();
  });

  it('of arrays on other clusters are not guessed', () => {
    expect(read(LOG.replaceAll('[SLURM]', '[SGE]')).of('/work/3c/9192de')).toBeUndefined();
  });
});
