import type { AuditEntry, ClassifyBody, HistoryEntry, Page } from '@reprise/contracts';
import type { VariantDetail, VariantPage } from '../../contract/index.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { jobWithTable, TABLE } from '../testing/job-with-table.ts';

const PRNP = '20-4680464-G-A';
const PS3 = { code: 'PS3', state: 'met', strength: 'moderate', note: 'functional study' } as const;

let servers: Servers;
let gateway: TestGateway;
let first: Awaited<ReturnType<typeof jobWithTable>>;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  first = await jobWithTable(gateway, TABLE);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

type Body = Partial<ClassifyBody> & { readonly class: ClassifyBody['class'] };
const bodyOf = (body: Body) => ({ variant: PRNP, reason: 'because', ...body });
const classify = ({ jobId } = first, body: Body) => gateway.accepted(`/api/jobs/${jobId}/classify`, bodyOf(body));
const refused = async ({ jobId } = first, body: object = {}) =>
  problemOf(await gateway.post(`/api/jobs/${jobId}/classify`, { ...bodyOf({ class: 'benign' }), ...body }));
const show = ({ url } = first, variant = PRNP) => gateway.get<VariantDetail>(`${url}/${variant}`);
const list = ({ url } = first, query = '') => gateway.get<VariantPage>(`${url}?${query}`);
const exported = async ({ url } = first, format: 'tsv' | 'json', query = '') => {
  const response = await gateway.fetch(`${url}.${format}?${query}`);
  return { response, text: await response.text() };
};

describe('a classification', () => {
  it('is an event of the job with its evidence, and the job stays completed', async () => {
    const accepted = await classify(first, {
      class: 'likely_pathogenic',
      criteria: [PS3],
      reason: 'with functional evidence',
    });
    expect(accepted).toMatchObject({ message: 'Variant classified', job_id: first.jobId });
    expect((await gateway.job(first.jobId, accepted.seq)).status).toBe('completed');
    const history = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${first.jobId}/history`);
    const entry = history.items.find(({ seq }) => seq === accepted.seq)!;
    expect(entry).toMatchObject({
      type: 'variant_classified',
      actor: 'admin',
      reason: 'with functional evidence',
      attempt: 1,
      data: {
        variant: { chrom: '20', pos: 4680464, ref: 'G', alt: 'A' },
        gene: 'PRNP',
        coding: 'c.598G>A',
        protein: 'p.Glu200Lys',
        class: 'likely_pathogenic',
        class_by_rules: 'uncertain',
        class_by_points: 'uncertain',
        points: 2,
        sources: [],
        reference: { path: 'reference/ref.fa', sha256: 'ab' },
        table: { path: 'tsv/S1.filtered.tsv' },
      },
    });
    const criteria = (entry.data as { criteria: object[] }).criteria;
    expect(criteria).toHaveLength(28);
    expect(criteria).toContainEqual({
      code: 'PS3',
      state: 'met',
      strength: 'moderate',
      source: 'reviewer',
      note: 'functional study',
      reason: expect.any(String) as string,
    });
  });

  it('is the class of the variant in the table, for filters and sorting', async () => {
    const { items } = await list(first, 'sort=class&order=desc');
    expect(items[0]).toMatchObject({ variant: PRNP, classified: { class: 'likely_pathogenic', by: 'admin' } });
    const counts = ['any', 'none', 'likely_pathogenic', 'benign', 'outdated'].map(async (chosen) => {
      const { matching } = await list(first, `class=${chosen}`);
      return [chosen, matching];
    });
    expect(Object.fromEntries(await Promise.all(counts))).toEqual({
      any: 1,
      none: 5,
      likely_pathogenic: 1,
      benign: 0,
      outdated: 0,
    });
  });

  it('is replaced by a later one, and both stay recorded', async () => {
    await classify(first, { class: 'uncertain', reason: 'entered by mistake' });
    const { classifications, classified } = await show();
    expect(classified).toMatchObject({ class: 'uncertain' });
    expect(classifications.map((each) => [each.class, each.reason, each.is_current])).toEqual([
      ['uncertain', 'entered by mistake', true],
      ['likely_pathogenic', 'with functional evidence', false],
    ]);
  });

  it('appears in later jobs on the same reference, and names the jobs to review', async () => {
    const later = await jobWithTable(gateway, TABLE);
    const elsewhere = await jobWithTable(gateway, TABLE, 'another reference');
    expect(await show(later)).toMatchObject({
      classified: null,
      classified_elsewhere: { class: 'uncertain', job_id: first.jobId, sample_name: 'S1' },
    });
    expect((await show(elsewhere)).classifications).toEqual([]);
    await classify(later, { class: 'pathogenic' });
    const again = (await show(later)).classifications.filter(({ is_outdated }) => is_outdated);
    expect(again.map(({ job_id, class: then }) => [job_id, then])).toEqual([[first.jobId, 'uncertain']]);
    expect((await list(first, 'class=outdated')).items.map(({ variant }) => variant)).toEqual([PRNP]);
    expect((await list(later, 'class=outdated')).matching).toBe(0);
  });

  it('is in the audit trail as a command', async () => {
    const { items } = await gateway.get<Page<AuditEntry>>(`/api/audit?command=classify&job_id=${first.jobId}`);
    expect(items.map(({ command, outcome, effects }) => [command, outcome, effects])).toEqual([
      ['classify', 'accepted', []],
      ['classify', 'accepted', []],
    ]);
  });

  it('is recorded once with an Idempotency-Key', async () => {
    const job = await jobWithTable(gateway, TABLE, 'of its own');
    const send = (body: Body) =>
      gateway.post(`/api/jobs/${job.jobId}/classify`, bodyOf(body), { 'idempotency-key': 'key-1' });
    const [one, two] = [await send({ class: 'benign' }), await send({ class: 'benign' })];
    expect(await two.json()).toEqual(await one.json());
    expect((await show(job)).classifications).toHaveLength(1);
    expect((await problemOf(await send({ class: 'pathogenic' }))).status).toBe(422);
  });
});

describe('the refusal of a classification', () => {
  it('is recorded while the job has not completed', async () => {
    const { job_id: jobId } = await gateway.submit();
    const job = { jobId, url: '' };
    expect(await refused(job)).toMatchObject({
      status: 400,
      detail: 'Cannot classify variants of a job with status: pending',
    });
    expect(await gateway.typesOf(jobId)).toEqual(['submitted', 'classify_refused']);
  });

  it('covers a variant that the table does not list', async () => {
    expect(await refused(first, { variant: '20-1-A-C' })).toMatchObject({
      status: 404,
      detail: 'This table has no variant 20-1-A-C.',
    });
  });

  it.each([
    ['no reason', { reason: ' ' }],
    ['an unknown class', { class: 'bad' }],
    ['a judgement without a note', { criteria: [{ code: 'PS3', state: 'met', note: '' }] }],
    ['a strength that the criterion cannot have', { criteria: [{ ...PS3, strength: 'stand_alone' }] }],
    ['an unknown criterion', { criteria: [{ ...PS3, code: 'PS9' }] }],
    ['a criterion that comes twice', { criteria: [PS3, PS3] }],
  ])('covers a request with %s', async (_, body) => {
    expect(await refused(first, body)).toMatchObject({ status: 422 });
  });
});

describe('the export of variants', () => {
  it('is a TSV with the notice, HGVS names, and the class with its criteria', async () => {
    const job = await jobWithTable(gateway, TABLE);
    await classify(job, { class: 'likely_pathogenic', criteria: [PS3], reason: '=a\tb' });
    const { response, text } = await exported(job, 'tsv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=S1.variants.tsv');
    const [notice, header, ...rows] = text.replace(/\n$/, '').split('\n');
    expect(notice).toBe('# Research use only, not a diagnosis.');
    expect(rows).toHaveLength(6);
    const names = header!.split('\t');
    const cells = rows.find((row) => row.includes('4680464'))!.split('\t');
    const cell = (name: string) => cells[names.indexOf(name)];
    expect(['HGVS_P', 'CLASS', 'CRITERIA', 'REASON', 'CLASSIFIED_BY', 'CLASSIFIED_BY_NAME'].map(cell)).toEqual([
      ...['p.Glu200Lys', 'likely_pathogenic', 'PS3_Moderate', "'=a b", 'admin', 'Local administrator'],
    ]);
    expect(cells).toHaveLength(names.length);
  });

  it('is a JSON document with all evidence, and has the filters of the list', async () => {
    const { text } = await exported(first, 'json', 'class=any');
    expect(JSON.parse(text)).toMatchObject({
      notice: 'Research use only, not a diagnosis.',
      sample_name: 'S1',
      attempt: 1,
      variants: [
        {
          variant: PRNP,
          classification: {
            class: 'uncertain',
            reason: 'entered by mistake',
            by: 'admin',
            by_name: 'Local administrator',
          },
        },
      ],
    });
    expect(JSON.parse((await exported(first, 'json', 'q=NOPE')).text)).toMatchObject({ variants: [] });
  });
});
