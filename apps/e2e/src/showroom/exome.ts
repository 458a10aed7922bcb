/** Parameters of a job of the pipeline `simulated-exome`, which control the simulated Nextflow. */
export type Simulation = Readonly<Record<string, unknown>>;

/** Long enough to look at a running job. */
const LONG_SECONDS = 3600;
const steps = ['FASTQC', 'FASTP', 'INDEX', 'ALIGN', 'CALL', 'ANNOTATE', 'FILTER'];
const lanes = ['L001', 'L002', 'L003'];

const after: Readonly<Record<string, readonly string[]>> = { FASTQC: [], FASTP: [], INDEX: [], ALIGN: ['FASTP'] };
const publish: Readonly<Record<string, readonly string[]>> = {
  ALIGN: ['bam/{tag}.bam'],
  CALL: ['vcf/{tag}.raw.vcf'],
  FILTER: ['tsv/{tag}.tsv'],
};

/** Tasks of each step, with their durations. */
const plan = (change: Readonly<Record<string, object>> = {}) =>
  steps.map((name) => ({
    name,
    ...(after[name] ? { after: after[name] } : {}),
    ...(publish[name] ? { publish: publish[name] } : {}),
    ...(name === 'INDEX' ? { tasks: 1 } : { tasks: lanes }),
    seconds: [0.1, 0.6],
    ...change[name],
  }));

/** Completes. */
export const exome = (): Simulation => ({ steps: plan() });

/** Stays at a step. `stubborn` tasks ignore TERM, so that a cancel takes the whole grace period. */
export const exomeAt = (step: string, { stubborn = false } = {}): Simulation => ({
  steps: plan({ [step]: { seconds: [LONG_SECONDS, LONG_SECONDS], stubborn } }),
  processes: stubborn,
});

/** Has one step with this number of tasks, the last of which keep running. */
export const wideExome = (tasks: number, { runsOn = false } = {}): Simulation => ({
  slots: 40,
  steps: plan({
    CALL: { tasks, seconds: [0.01, 0.02], publish: [] },
    ...(runsOn ? { ANNOTATE: { seconds: [LONG_SECONDS, LONG_SECONDS] } } : {}),
  }),
  failures: [{ step: 'CALL', rate: 0.02, exit: 137, action: 'retry', stderr: 'Killed' }],
});

const STDERR = [
  'Running as: bcftools mpileup -f ref.fa -a AD,DP L002.bam',
  '[mpileup] 1 samples in 1 input files',
  'Lines   total/split/realigned: 182044/0/1302',
  '[E::bgzf_flush] Could not write 65280 bytes: No space left on device',
  'Failed to write the pileup: -1',
].join('\n');

/** Fails in one task of CALL, and stays at ANNOTATE once the file named by the parameter `mended` exists. */
export const failingExome = (): Simulation => ({
  steps: plan({ ANNOTATE: { seconds: [LONG_SECONDS, LONG_SECONDS] } }),
  failures: [{ step: 'CALL', tag: 'L002', exit: 1, stderr: STDERR, missing: 'mended' }],
});
