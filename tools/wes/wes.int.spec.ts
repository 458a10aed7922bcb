import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runWes, sessionOf, wes, type Ending } from './testing/nextflow.ts';
import { readTable, readTruth } from './testing/variants.ts';

const demo = join(wes, 'demo');
const reference = join(demo, 'reference/demo.fa.gz');
const manifest = JSON.parse(readFileSync(join(wes, 'reprise.json'), 'utf8')) as { outputs: Record<string, string> };

let folder: string;
const inFolder = (...path: string[]) => join(folder, ...path);
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' });

const launch = (...path: string[]) => inFolder('launch', ...path);
const results = (...path: string[]) => launch('results', ...path);
const given = (...path: string[]) => inFolder('given', ...path);
/** Its targets are next to the reference. */
const params = () => ({
  input_dir: given('reads'),
  output_dir: results(),
  reference: given('ref.fa'),
  gff3: given('genes.gff3'),
});

interface Qc {
  readonly sample: string;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly charts: Readonly<Record<string, readonly [number, number][]>>;
}

let ending: Ending;

/**
 * `apps/e2e/src/exome` runs a single sample with the original command's parameters, and again with the same bytes as
 * the result.
 */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wes '));
  giveBothSamples();
  ending = await runWes(launch(), params());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Both samples and their reference, under the names that the steps give their own files. */
function giveBothSamples(): void {
  mkdirSync(given('reads'), { recursive: true });
  for (const file of globSync('DEMO*/*.fastq.gz', { cwd: demo }))
    copyFileSync(join(demo, file), given('reads', basename(file)));
  writeFileSync(given('ref.fa'), gunzipSync(readFileSync(reference)));
  copyFileSync(join(demo, 'reference/demo.gff3'), given('genes.gff3'));
  const targets = readFileSync(join(demo, 'reference/targets.bed'), 'utf8');
  writeFileSync(given('targets.bed'), `track name="exome"\n${targets}20\t4680200\t4680300\toverlapping\n`);
}

describe('two samples in one folder', () => {
  it('run each sample step once per sample, and the reference step once', () => {
    expect(ending).toEqual({ code: 0, stdout: expect.any(String) });
    const steps = [...ending.stdout.matchAll(/Submitted process > (\w+)/g)].map(([, step]) => step);
    const ofEach = ['FASTQC', 'FASTP', 'ALIGN', 'CALL', 'QC', 'ANNOTATE', 'FILTER'];
    expect(steps.sort()).toEqual(['INDEX', ...ofEach, ...ofEach].sort());
  });

  it.each([
    ['DEMO1', 5],
    ['DEMO2', 4],
  ])('have exactly the planted variants with their genotypes: %s, %i', (sample, count) => {
    const { variants } = readTable(results(`tsv/${sample}.filtered.tsv`));
    const truth = readTruth(join(demo, `truth/${sample}.truth.vcf.gz`), results('reference/ref.fa'));

    expect(truth).toHaveLength(count);
    expect(variants).toEqual(truth);
  });

  it('leave the given files unchanged', () => {
    expect(readFileSync(given('ref.fa')).equals(gunzipSync(readFileSync(reference)))).toBe(true);
    expect(readFileSync(given('genes.gff3'), 'utf8')).toBe(readFileSync(join(demo, 'reference/demo.gff3'), 'utf8'));
    expect(readFileSync(given('targets.bed'), 'utf8')).toContain('track name="exome"');
  });
});

describe('a run of the exome pipeline', () => {
  it('writes the columns that readers of the table rely on', () => {
    const { header } = readTable(results('tsv/DEMO1.filtered.tsv'));

    expect(header.split('\t').join(' ')).toBe('CHROM POS REF ALT QUAL GT DP AD BCSQ');
  });

  it('states the effect of a variant on its gene', () => {
    expect(readFileSync(results('tsv/DEMO1.filtered.tsv'), 'utf8')).toContain(
      'missense|PRNP|PRNP-T1|protein_coding|+|200E>200K',
    );
  });

  it('measures the quality of the sample, with curves of depth and base quality', () => {
    const { sample, metrics, charts } = JSON.parse(readFileSync(results('qc/DEMO1.qc.json'), 'utf8')) as Qc;

    expect(sample).toBe('DEMO1');
    expect(metrics).toEqual({
      reads: 8060,
      mapped: 100,
      duplicates: 0.22,
      mean_depth: 73.43,
      covered_20x: 100,
      ti_tv: null,
    });
    expect(charts['depth']?.[0]).toEqual([0, 100]);
    expect(charts['depth']?.map(([, share]) => share)).toEqual(
      charts['depth']?.map(([, share]) => share).sort((a, b) => b - a),
    );
    expect(charts['quality']).toHaveLength(100);
  });

  it('writes the effective parameters, with the files found beside the reference', () => {
    const written = JSON.parse(readFileSync(results('pipeline_info/params.json'), 'utf8')) as object;

    expect(written).toMatchObject({ ...params(), min_qual: 20, targets: given('targets.bed') });
  });

  it('leaves the tool versions with each task, as nf-core does', () => {
    const files = globSync('work/*/*/versions.yml', { cwd: launch() });
    const texts = files.map((file) => readFileSync(launch(file), 'utf8'));

    expect(files).toHaveLength(15);
    for (const text of texts) expect(text).toMatch(/^"[A-Z]+":\n( {4}\w+: \d+\.\d+[\w.-]*\n)+$/);
  });

  it('publishes exactly the outputs that the manifest names, at least one file of each kind', () => {
    const named = Object.entries(manifest.outputs).map(
      ([kind, glob]) => [kind, globSync(glob, { cwd: results() })] as const,
    );
    const published = globSync('**/*.*', { cwd: results() });

    for (const [kind, files] of named) expect([kind, files.length]).not.toEqual([kind, 0]);
    expect(named.flatMap(([, files]) => files).sort()).toEqual(published.sort());
  });

  it('publishes files that a genome browser can read by position', () => {
    const place = '20:4680251-4680251';

    expect(run('samtools', 'faidx', results('reference/ref.fa'), place)).toBe(`>${place}\nA\n`);
    expect(Number(run('samtools', 'view', '-c', results('bam/DEMO1.bam'), place))).toBeGreaterThan(40);
    expect(run('tabix', results('vcf/DEMO1.raw.vcf.gz'), place).split('\n')).toHaveLength(2);
    expect(run('bcftools', 'view', '-H', '-r', place, results('vcf/DEMO1.annotated.vcf.gz'))).toContain('129M>129V');
    expect(readFileSync(results('reference/genes.gff3'), 'utf8')).toContain('Name=PRNP');
  });

  it('takes all steps from the cache in a resume, also at another pace', async () => {
    const resumed = await runWes(launch(), { ...params(), slow: 60 }, ['-resume', sessionOf(launch())]);

    expect(resumed).toEqual({ code: 0, stdout: expect.any(String) });
    expect(resumed.stdout.match(/Cached process/g)).toHaveLength(15);
    expect(resumed.stdout).not.toContain('Submitted process');
  });
});
