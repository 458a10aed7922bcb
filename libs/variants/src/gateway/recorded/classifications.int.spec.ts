import { commands, type DataOf, type VariantClass } from '@reprise/contracts';
import { derivedId, makeEvent, MemoryEventLog, type Fact } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import type { ReadModel } from '@reprise/read-model';
import { appendAll, emptyReadModel, projectAll } from '@reprise/read-model/testing';
import { classesElsewhere, classificationsOf, currentClasses } from './classifications.ts';

const example = commands.classify.event.example as unknown as DataOf<'variant_classified'>;
const VARIANT = '20-4680464-G-A';
const LONG = 'A'.repeat(9000);
const ONE = derivedId('job', 1);
const TWO = derivedId('job', 2);
const OTHER_BUILD = derivedId('job', 3);

let postgres: TestServer;
let model: ReadModel;
const log = new MemoryEventLog();
const reference = { path: 'ref.fa', sha256: 'r1' };

let count = 0;
async function append(fact: Fact): Promise<void> {
  count += 1;
  const about = {
    time: new Date(Date.UTC(2026, 0, 1, 0, 0, count)).toISOString(),
    actor: 'ada',
    source: '/reprise/test',
  };
  await appendAll(log, [
    makeEvent(fact, { id: derivedId('event', count), ...about, correlation_id: 'c', causation_id: 'k' }),
  ]);
}
const submit = (subject: string, sample_name: string) =>
  append({
    type: 'submitted',
    subject,
    data: {
      sample_name,
      pipeline: 'wes',
      pipeline_revision: 'r',
      params: {},
      inputs: [],
      queue: 'default',
      priority: 0,
      reason: null,
    },
  });
const classify = (subject: string, chosen: VariantClass, changes: Partial<DataOf<'variant_classified'>> = {}) =>
  append({ type: 'variant_classified', subject, data: { ...example, reference, class: chosen, ...changes } });

beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
  await submit(ONE, 'S1');
  await submit(TWO, 'S2');
  await classify(ONE, 'uncertain');
  await classify(ONE, 'likely_pathogenic', { reason: 'new study' });
  await classify(OTHER_BUILD, 'benign', { reference: { path: 'hg19.fa', sha256: 'r2' } });
  await classify(ONE, 'benign', { variant: { chrom: '20', pos: 7, ref: LONG, alt: 'A' } });
  await projectAll(model, log);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

const of = async (variant = VARIANT) => classificationsOf(model, { job_id: TWO, reference: 'r1' }, variant);
const short = (all: Awaited<ReturnType<typeof of>>) =>
  all.map((each) => [each.sample_name, each.class, each.is_current, each.is_outdated]);

describe('the classifications of a variant', () => {
  it('are those of all jobs with the same reference, newest first, with people, dates and reasons', async () => {
    const all = await of();
    expect(short(all)).toEqual([
      ['S1', 'likely_pathogenic', true, false],
      ['S1', 'uncertain', false, false],
    ]);
    expect(all[0]).toMatchObject({ by: 'ada', at: '2026-01-01T00:00:04.000Z', reason: 'new study', gene: 'PRNP' });
  });

  it('are found by alleles of any length', async () => {
    expect(await of(`20-7-${LONG}-A`)).toHaveLength(1);
  });

  it('of another reference, or of an unknown one, belong to other variants', async () => {
    expect(await classificationsOf(model, { job_id: TWO, reference: null }, VARIANT)).toEqual([]);
    expect(await classesElsewhere(model, { job_id: TWO, reference: null }, [VARIANT])).toEqual(new Map());
    expect(await currentClasses(model, { job_id: OTHER_BUILD, reference: 'r1' })).toEqual(new Map());
  });

  it('return the class of each variant of a job, and that of other jobs', async () => {
    const own = await currentClasses(model, { job_id: ONE, reference: 'r1' });
    expect([...own].map(([variant, found]) => [variant.slice(0, 14), found.class]).sort()).toEqual([
      [VARIANT, 'likely_pathogenic'],
      ['20-7-AAAAAAAAA', 'benign'],
    ]);
    const elsewhere = await classesElsewhere(model, { job_id: TWO, reference: 'r1' }, [VARIANT, '20-1-A-C']);
    expect([...elsewhere.keys()]).toEqual([VARIANT]);
    expect(elsewhere.get(VARIANT)).toMatchObject({ sample_name: 'S1', class: 'likely_pathogenic' });
    expect(await classesElsewhere(model, { job_id: ONE, reference: 'r1' }, [VARIANT])).toEqual(new Map());
  });

  it('name the jobs to review if a newer one has another class', async () => {
    await classify(TWO, 'pathogenic');
    await projectAll(model, log);
    expect(short(await of())).toEqual([
      ['S2', 'pathogenic', true, false],
      ['S1', 'likely_pathogenic', true, true],
      ['S1', 'uncertain', false, false],
    ]);
    await classify(ONE, 'pathogenic');
    await projectAll(model, log);
    expect((await of()).filter(({ is_outdated }) => is_outdated)).toEqual([]);
  });
});
