import type { HistoryEntry, JobIds, JobsSummary, JobView, Page, SheetSubmitted } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const sample = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
const submitted = (labels: object) => gateway.accepted('/api/jobs', { ...sample, labels });
const namesOf = async (query: string) =>
  (await gateway.get<Page<JobView>>(`/api/jobs?${query}`)).items.map(({ job_id }) => job_id);

describe('labels', () => {
  it('are given at the submission, and changed later with a reason', async () => {
    const { job_id, seq } = await submitted({ run: '2026-47', site: 'b' });
    expect(await gateway.job(job_id, seq)).toMatchObject({ labels: { run: '2026-47', site: 'b' } });
    const body = { set: { run: '2026-48', project: 'cardio' }, remove: ['site'], reason: 'second batch' };
    const changed = await gateway.accepted(`/api/jobs/${job_id}/label`, body);
    expect(changed.message).toBe('Labels changed');
    const to = { run: '2026-48', project: 'cardio' };
    expect((await gateway.job(job_id, changed.seq)).labels).toEqual(to);
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id}/history`);
    expect(items).toMatchObject([
      { type: 'submitted', data: { labels: { run: '2026-47', site: 'b' } } },
      { type: 'labels_changed', reason: 'second batch', data: { from: { run: '2026-47', site: 'b' }, to } },
    ]);
    const past = await gateway.get<JobView>(`/api/jobs/${job_id}?as_of=${String(seq)}`);
    expect(past.labels).toEqual({ run: '2026-47', site: 'b' });
  });

  it('filter lists, totals and ids, several of them together, and a search finds a whole label', async () => {
    const both = await submitted({ batch: '7', kind: 'exome' });
    const one = await submitted({ batch: '7' });
    await gateway.job(one.job_id, one.seq);
    const newestFirst = [one.job_id, both.job_id];
    expect(await namesOf('label=batch=7')).toEqual(newestFirst);
    expect(await namesOf('label=batch=7,kind=exome')).toEqual([both.job_id]);
    expect(await namesOf('label=batch=7&label=batch=8')).toEqual([]);
    expect(await namesOf('q=batch%3D7')).toEqual(newestFirst);
    expect(await gateway.get<JobsSummary>('/api/jobs/summary?label=batch=7')).toMatchObject({ total: 2 });
    expect((await gateway.get<JobIds>('/api/jobs/ids?label=batch=7')).job_ids).toEqual(newestFirst.toReversed());
  });

  it('stay with the job through a rerun', async () => {
    const { job_id } = await submitted({ run: '2026-48' });
    await gateway.accepted(`/api/jobs/${job_id}/cancel`, {});
    const { seq } = await gateway.accepted(`/api/jobs/${job_id}/rerun`, {});
    expect(await gateway.job(job_id, seq)).toMatchObject({ attempt: 2, labels: { run: '2026-48' } });
  });

  it('are the same for all jobs of a samplesheet', async () => {
    const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\n';
    const answer = await gateway.post('/api/jobs/sheet', { pipeline: 'toy', text, labels: { plate: 'P7' } });
    const { results } = (await answer.json()) as SheetSubmitted;
    const jobs = await Promise.all(results.map(({ job_id, seq }) => gateway.job(job_id!, seq!)));
    expect(jobs.map(({ labels }) => labels)).toEqual([{ plate: 'P7' }, { plate: 'P7' }]);
  });

  it.each([
    ['a wrong key', { set: { 'my run': '1' } }, 'set.my run'],
    ['a wrong value', { set: { run: 'a/b' } }, 'set.run'],
    ['no change', {}, 'set'],
    ['a key that is set and removed', { set: { run: '1' }, remove: ['run'] }, 'remove'],
  ])('are refused with the field: %s', async (_, body, field) => {
    const { job_id } = await submitted({});
    const problem = await problemOf(await gateway.post(`/api/jobs/${job_id}/label`, body));
    expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('are refused in a filter that is no label', async () => {
    expect(await problemOf(await gateway.fetch('/api/jobs?label=run'))).toMatchObject({
      status: 422,
      errors: [{ message: 'must be key=value of a label, such as run=2026-48' }],
    });
  });
});
