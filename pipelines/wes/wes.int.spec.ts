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

const alone = (...path: string[]) => inFolder('alone', 'results', ...path);
const both = (...path: string[]) => inFolder('both', 'results', ...path);
const given = (...path: string[]) => inFolder('given', ...path);
const aloneParams = () => ({ input_dir: join(demo, 'DEMO1'), output_dir: alone(), reference });

interface Qc {
  readonly sample: string;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly charts: Readonly<Record<string, readonly [number, number][]>>;
}

let endings: { alone: Ending; both: Ending };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wes '));
  const [first, second] = await Promise.all([
    runWes(inFolder('alone'), aloneParams()),
    runWes(inFolder('both'), { ...giveBothSamples(), output_dir: both() }),
  ]);
  endings = { alone: first, both: second };
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Both samples and their reference, under the names that the steps give to files of their own. */
function giveBothSamples() {
  mkdirSync(given('reads'), { recursive: true });
  for (const file of globSync('DEMO*/*.fastq.gz', { cwd: demo }))
    copyFileSync(join(demo, file), given('reads', basename(file)));
  writeFileSync(given('ref.fa'), gunzipSync(readFileSync(reference)));
  copyFileSync(join(demo, 'reference/demo.gff3'), given('genes.gff3'));
  const targets = readFileSync(join(demo, 'reference/targets.bed'), 'utf8');
  writeFileSync(given('called.bed'), `track name="exome"\n${targets}20\t4680200\t4680300\toverlapping\n`);
  return {
    input_dir: given('reads'),
    reference: given('ref.fa'),
    gff3: given('genes.gff3'),
    targets: given('called.bed'),
  };
}

describe('DEMO1 alone, with the parameters of the original command', () => {
  it('runs each of the eight steps once', () => {
    expect(endings.alone).toEqual({ code: 0, stdout: expect.any(String) });
    expect(endings.alone.stdout.match(/Submitted process/g)).toHaveLength(8);
  });

  it('finds the five planted variants with their genotypes, and no other', () => {
    const { variants } = readTable(alone('tsv/DEMO1.filtered.tsv'));
    const truth = readTruth(join(demo, 'truth/DEMO1.truth.vcf.gz'), alone('reference/ref.fa'));

    expect(truth).toHaveLength(5);
    expect(variants).toEqual(truth);
  });

  it('writes the columns that readers of the table count on', () => {
    const { header } = readTable(alone('tsv/DEMO1.filtered.tsv'));

    expect(header.split('\t').join(' ')).toBe('CHROM POS REF ALT QUAL GT DP AD BCSQ');
  });

  it('says what a variant does to its gene', () => {
    expect(readFileSync(alone('tsv/DEMO1.filtered.tsv'), 'utf8')).toContain(
      'missense|PRNP|PRNP-T1|protein_coding|+|200E>200K',
    );
  });

  it('measures the quality of the sample, with curves of depth and base quality', () => {
    const { sample, metrics, charts } = JSON.parse(readFileSync(alone('qc/DEMO1.qc.json'), 'utf8')) as Qc;

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

  it('writes its parameters as they took effect, with the files found beside the reference', () => {
    const written = JSON.parse(readFileSync(alone('pipeline_info/params.json'), 'utf8')) as object;

    expect(written).toMatchObject({ ...aloneParams(), min_qual: 20, targets: join(demo, 'reference/targets.bed') });
  });

  it('leaves the versions of the tools with each task, as nf-core does', () => {
    const files = globSync('work/*/*/versions.yml', { cwd: inFolder('alone') });
    const texts = files.map((file) => readFileSync(inFolder('alone', file), 'utf8'));

    expect(files).toHaveLength(8);
    for (const text of texts) expect(text).toMatch(/^"[A-Z]+":\n( {4}\w+: \d+\.\d+[\w.-]*\n)+$/);
  });

  it('publishes exactly what the manifest names, a file or more of each kind', () => {
    const named = Object.entries(manifest.outputs).map(
      ([kind, glob]) => [kind, globSync(glob, { cwd: alone() })] as const,
    );
    const published = globSync('**/*.*', { cwd: alone() });

    for (const [kind, files] of named) expect([kind, files.length]).not.toEqual([kind, 0]);
    expect(named.flatMap(([, files]) => files).sort()).toEqual(published.sort());
  });

  it('publishes files that a genome browser can read by position', () => {
    const place = '20:4680251-4680251';

    expect(run('samtools', 'faidx', alone('reference/ref.fa'), place)).toBe(`>${place}\nA\n`);
    expect(Number(run('samtools', 'view', '-c', alone('bam/DEMO1.bam'), place))).toBeGreaterThan(40);
    expect(run('tabix', alone('vcf/DEMO1.raw.vcf.gz'), place).split('\n')).toHaveLength(2);
    expect(run('bcftools', 'view', '-H', '-r', place, alone('vcf/DEMO1.annotated.vcf.gz'))).toContain('129M>129V');
    expect(readFileSync(alone('reference/genes.gff3'), 'utf8')).toContain('Name=PRNP');
  });

  it('takes all eight steps from the cache when resumed, also at another pace', async () => {
    const again = { ...aloneParams(), slow: 60 };
    const resumed = await runWes(inFolder('alone'), again, ['-resume', sessionOf(inFolder('alone'))]);

    expect(resumed).toEqual({ code: 0, stdout: expect.any(String) });
    expect(resumed.stdout.match(/Cached process/g)).toHaveLength(8);
    expect(resumed.stdout).not.toContain('Submitted process');
  }, 60_000);

  it('refuses targets whose names the reference does not have, rather than finding nothing there', async () => {
    const targets = inFolder('chr20.bed');
    writeFileSync(targets, 'chr20\t4680200\t4680300\n');

    const wrong = { ...aloneParams(), targets };
    const { code, stdout } = await runWes(inFolder('alone'), wrong, ['-resume', sessionOf(inFolder('alone'))]);

    expect(code).toBe(1);
    expect(stdout).toContain("The reference has no sequence 'chr20', which the targets name.");
  }, 60_000);
});

describe('two samples in one folder', () => {
  it.each([
    ['DEMO1', 5],
    ['DEMO2', 4],
  ])('finds in %s the %i variants that were planted in it', (sample, count) => {
    expect(endings.both).toEqual({ code: 0, stdout: expect.any(String) });
    const { variants } = readTable(both(`tsv/${sample}.filtered.tsv`));
    const truth = readTruth(join(demo, `truth/${sample}.truth.vcf.gz`), both('reference/ref.fa'));

    expect(truth).toHaveLength(count);
    expect(variants).toEqual(truth);
  });

  it.each(['bam/DEMO1.bam', 'vcf/DEMO1.annotated.vcf.gz', 'tsv/DEMO1.filtered.tsv'])(
    'gives the same bytes as the sample alone: %s',
    (file) => {
      expect(readFileSync(both(file)).equals(readFileSync(alone(file)))).toBe(true);
    },
  );

  it('leaves the files it was given as they were', () => {
    expect(readFileSync(given('ref.fa')).equals(gunzipSync(readFileSync(reference)))).toBe(true);
    expect(readFileSync(given('genes.gff3'), 'utf8')).toBe(readFileSync(join(demo, 'reference/demo.gff3'), 'utf8'));
    expect(readFileSync(given('called.bed'), 'utf8')).toContain('track name="exome"');
  });
});
