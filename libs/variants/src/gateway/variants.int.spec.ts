import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { VariantDetail, VariantPage } from '../contract/index.ts';
import { Results } from '@reprise/gateway/jobs';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { jobWithTable, TABLE } from './testing/job-with-table.ts';

const FREQUENCIES = ['20\t4680217\t.\tA\tG\t.\t.\tAF=0.00001', '20\t4680251\t.\tA\tC,G\t.\t.\tAF=0.1,0.34'];
const CSQ = 'BCSQ=missense|PRNP|PRNP-T1|protein_coding|+|200E>200G|4680465A>G';
const CLINVAR = [
  '20\t4680464\t.\tG\tA\t.\t.\tCLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter',
  `20\t4680465\t.\tA\tG\t.\t.\tCLNSIG=Likely_pathogenic;${CSQ}`,
];

let servers: Servers;
let gateway: TestGateway;
let url: string;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  url = (await jobWithTable(gateway, TABLE)).url;
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** A bgzipped file with its index, in the form in which a lab registers it. */
function indexed(path: string, header: string, lines: readonly string[], preset: string): string {
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
  execFileSync('bgzip', ['-f', path]);
  execFileSync('tabix', ['-p', preset, `${path}.gz`]);
  return `${path}.gz`;
}

const list = (query = '') => gateway.get<VariantPage>(`${url}?${query}`);
const namesOf = ({ items }: VariantPage) => items.map(({ gene, coding, protein }) => [gene, coding, protein]);

describe('the variants of a job', () => {
  it('are those of its filtered table, named by coding sequence and protein', async () => {
    const page = await list();
    expect(namesOf(page)).toEqual([
      ['OXT', 'c.120+1G>A', null],
      ['AVP', null, null],
      ['ITPA', 'c.201del', 'p.Val68CysfsTer5'],
      ['PRNP', 'c.351A>G', 'p.Ala117='],
      ['PRNP', 'c.385A>G', 'p.Met129Val'],
      ['PRNP', 'c.598G>A', 'p.Glu200Lys'],
    ]);
    expect(page).toMatchObject({ total: 6, matching: 6, file: 'tsv/S1.filtered.tsv', next_cursor: null });
    expect(page.items[5]).toMatchObject({ variant: '20-4680464-G-A', genotype: '0/1', depth: 58, alt_depth: 30 });
  });

  it.each([
    ['q=prn', 3],
    ['q=20:4680000-4680300', 2],
    ['q=chr20:4,680,000-4,680,300', 2],
    ['q=20:4,680,251', 1],
    ['consequence=missense', 2],
    ['genotype=hom', 2],
    ['min_depth=60', 3],
    ['min_quality=200&genotype=het', 1],
    ['q=20:1-5000000&consequence=missense&genotype=hom', 1],
    ['q=NOPE', 0],
  ])('are filtered by %s: %i', async (query, matching) => {
    expect(await list(query)).toMatchObject({ matching, total: 6 });
  });

  it('are sorted, and continue after the end of a page', async () => {
    const first = await list('sort=depth&order=desc&limit=4');
    expect(first.items.map(({ depth }) => depth)).toEqual([89, 69, 68, 58]);
    const second = await list(`sort=depth&order=desc&limit=4&cursor=${first.next_cursor!}`);
    expect(second.items.map(({ depth }) => depth)).toEqual([58, 52]);
  });

  it('are empty with a message if the job has no table', async () => {
    const { job_id } = await gateway.submit();
    expect(await problemOf(await gateway.fetch(`/api/jobs/${job_id}/variants`))).toMatchObject({
      status: 404,
      detail: expect.stringContaining('filtered_tsv'),
    });
    expect(await problemOf(await gateway.fetch(`${url}/20-1-A-C`))).toMatchObject({ status: 404 });
    expect(await problemOf(await gateway.fetch(`${url}/..%2f..`))).toMatchObject({ status: 404 });
  });

  it('are not assessed, with a message, if an allele is no sequence of bases', async () => {
    expect(await problemOf(await gateway.fetch(`${url}/${encodeURIComponent('20-1-A-<DEL>')}`))).toMatchObject({
      status: 404,
      detail: '20-1-A-<DEL> is not a variant that can be assessed: only alleles of the bases A, C, G, T and N can.',
    });
  });

  it.each([0, 1])('are available although more files are recorded than are listed (%i)', async (most) => {
    const job = await jobWithTable(gateway, TABLE);
    const results = gateway.app.get(Results);
    const of = results.of.bind(results);
    using found = jest.spyOn(results, 'of');
    found.mockImplementation(async (...asked) => {
      const source = await of(...asked);
      return source && { ...source, list: () => source.list(most) };
    });
    expect((await gateway.fetch(job.url)).status).toBe(200);
  });

  it.each(['', '.tsv', '/20-1-A-G'])('are reported as away at %s if their runner does not answer', async (path) => {
    const { job_id } = await gateway.submit();
    const dir = join(gateway.folder, 'jobs', job_id);
    const seq = await gateway.runner.start(job_id, 1, {
      storage_id: 'of-another-runner',
      output_dir: join(dir, 'output/1'),
      work_dir: join(dir, 'work/1'),
    });
    await gateway.job(job_id, seq);
    expect(await problemOf(await gateway.fetch(`/api/jobs/${job_id}/variants${path}`))).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/^The runner \S+, which keeps these results, does not answer now/),
    });
  });

  it('are refused if the file is not a table', async () => {
    const { url: other } = await jobWithTable(gateway, 'gene\tcount\nPRNP\t3\n');
    expect(await problemOf(await gateway.fetch(other))).toMatchObject({
      status: 422,
      detail: 'The table of variants has no column CHROM, POS, REF, ALT.',
    });
  });
});

describe('the assessment of a variant', () => {
  const stateOf = ({ assessments }: VariantDetail, code: string) =>
    assessments.find((each) => each.code === code)?.state;

  it('covers every criterion, and invents nothing without sources', async () => {
    const detail = await gateway.get<VariantDetail>(`${url}/20-4680251-A-G`);
    expect(detail.assessments).toHaveLength(28);
    expect(['PM2', 'BA1', 'BS1', 'PS1'].map((code) => stateOf(detail, code))).toEqual(Array(4).fill('not_assessed'));
    expect(detail).toMatchObject({
      points: 0,
      class_by_points: 'uncertain',
      class_by_rules: 'uncertain',
      clinvar: null,
    });
  });

  it('uses the sources that the lab registered', async () => {
    const folder = join(gateway.folder, 'evidence');
    mkdirSync(folder);
    const header = '##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO';
    indexed(join(folder, 'gnomad.vcf'), header, FREQUENCIES, 'vcf');
    indexed(join(folder, 'clinvar.vcf'), header, CLINVAR, 'vcf');
    writeFileSync(join(folder, 'genes.txt'), 'ITPA # recessive\nOXT\n');
    const variantEvidence = join(folder, 'evidence.json');
    const sources = {
      frequencies: { name: 'gnomAD', vcf: 'gnomad.vcf.gz' },
      clinvar: { name: 'ClinVar', vcf: 'clinvar.vcf.gz' },
      loss_of_function_genes: 'genes.txt',
    };
    writeFileSync(variantEvidence, JSON.stringify(sources));
    const other = await TestGateway.start(servers, {
      variantEvidence,
      dataDir: gateway.folder,
      tokenFile: join(gateway.folder, 'admin.token'),
    });
    try {
      const show = (variant: string) => other.get<VariantDetail>(`${url}/${variant}`);
      const common = await show('20-4680251-A-G');
      expect(common).toMatchObject({ class_by_rules: 'benign', class_by_points: 'benign' });
      expect(common.assessments).toContainEqual({
        code: 'BA1',
        state: 'met',
        strength: 'stand_alone',
        reason: 'gnomAD gives a frequency of 34 %.',
      });
      const known = await show('20-4680464-G-A');
      expect(['PM2', 'PM5', 'PS1', 'PVS1'].map((code) => stateOf(known, code))).toEqual([
        'met',
        'met',
        'not_met',
        'not_met',
      ]);
      expect(known.clinvar).toEqual({
        source: 'ClinVar',
        significance: 'Pathogenic',
        review: 'criteria provided, single submitter',
      });
      const frameshift = await show('20-3194639-GC-G');
      expect(frameshift.assessments[0]).toMatchObject({ code: 'PVS1', state: 'met', strength: 'very_strong' });
      expect(frameshift).toMatchObject({
        points: 9,
        class_by_points: 'likely_pathogenic',
        class_by_rules: 'uncertain',
      });
    } finally {
      await other.stop();
    }
  });

  it('prevents the start of the gateway if its sources cannot be read', async () => {
    const start = TestGateway.start(servers, { variantEvidence: join(gateway.folder, 'absent.json') });
    await expect(start).rejects.toThrow('REPRISE_VARIANT_EVIDENCE');
  });
});
