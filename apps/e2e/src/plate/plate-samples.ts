import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RESULTS } from './mixed-nextflow.ts';

const demo = join(import.meta.dirname, '../../../../pipelines/wes/demo');
const READS = ['R1', 'R2'] as const;

/** The real figures of DEMO1, except for the depth. */
const figures = (meanDepth: number) => ({
  reads: 8060,
  mapped: 100,
  duplicates: 0.22,
  mean_depth: meanDepth,
  covered_20x: 100,
  ti_tv: null,
});

/** Samples of a plate, in a folder that pipelines may read. */
export class PlateSamples {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A copy of the demo reference whose targets have the names of another assembly. Returns the path of its FASTA. */
  reference(): string {
    const folder = this.#make('reference');
    cpSync(join(demo, 'reference'), folder, { recursive: true });
    writeFileSync(join(folder, 'targets.bed'), targets().replaceAll(/^20\t/gm, 'chr20\t'));
    chmodSync(join(folder, 'targets.bed'), 0o644);
    return join(folder, 'demo.fa.gz');
  }

  /** Gives the targets of `reference` the names that its sequences have. */
  mendReference(): void {
    writeFileSync(join(this.#folder, 'reference/targets.bed'), targets());
  }

  /** The reads of a demo sample, under another name. Returns their folder. */
  copy(name: string, demoSample: 'DEMO1' | 'DEMO2' = 'DEMO1'): string {
    const folder = this.#make(name);
    for (const read of READS) copyFileSync(source(demoSample, read), join(folder, `${name}_${read}.fastq.gz`));
    return folder;
  }

  /** A sample whose files end in the middle, as after an interrupted copy. */
  truncated(name: string): string {
    return this.#changed(name, (file) => file.subarray(0, file.length / 2));
  }

  /** A sample with a quarter of the reads, and so of the depth. */
  shallow(name: string): string {
    const LINES = 4;
    const quarter = (lines: readonly string[]) => lines.filter((_, n) => Math.floor(n / LINES) % 4 === 0);
    return this.#changed(name, (file) => gzipSync(quarter(gunzipSync(file).toString().split('\n')).join('\n')));
  }

  /** A sample that the simulated Nextflow runs, with these results. */
  simulated(name: string, meanDepth: number): string {
    const folder = this.copy(name);
    mkdirSync(join(folder, RESULTS, 'qc'), { recursive: true });
    const summary = { sample: name, metrics: figures(meanDepth) };
    writeFileSync(join(folder, RESULTS, `qc/${name}.qc.json`), JSON.stringify(summary));
    return folder;
  }

  #changed(name: string, change: (file: Buffer) => Buffer): string {
    const folder = this.#make(name);
    for (const read of READS)
      writeFileSync(join(folder, `${name}_${read}.fastq.gz`), change(readFileSync(source('DEMO1', read))));
    return folder;
  }

  #make(name: string): string {
    const folder = join(this.#folder, name);
    mkdirSync(folder, { mode: 0o755 });
    return folder;
  }
}

export const demoReference = join(demo, 'reference/demo.fa.gz');
const source = (sample: string, read: string) => join(demo, sample, `${sample}_${read}.fastq.gz`);
const targets = () => readFileSync(join(demo, 'reference/targets.bed'), 'utf8');
