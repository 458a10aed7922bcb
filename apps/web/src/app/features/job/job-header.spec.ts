import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { SessionApi } from '../../core/api/session-api.ts';
import { QueueLines } from '../../shared/reading/queue-lines.ts';
import { RESULT_PAGES, type ResultPage } from '../../shared/results/result-pages.ts';
import { aCancelledJob, aFailure, aJob, aSession, at } from '../../testing/views.ts';
import { JobHeader } from './job-header.ts';

/** A page of a wing about results of one kind. */
const pageAbout = (kind: 'bam' | 'filtered_tsv'): ResultPage => ({
  path: `${kind}-page`,
  icon: 'list',
  button: { label: `Page of ${kind}`, anyOf: [kind] },
  menuItem: { label: `Open page of ${kind}`, needs: kind },
});

async function headerOf(job: JobView, inputs: Readonly<Record<string, unknown>> = {}): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
      { provide: RESULT_PAGES, useValue: [pageAbout('bam'), pageAbout('filtered_tsv')] },
      { provide: QueueLines, useValue: { watch: () => undefined, placeOf: () => null } },
    ],
  });
  const fixture = TestBed.createComponent(JobHeader);
  fixture.componentRef.setInput('job', job);
  fixture.componentRef.setInput('moment', 'now');
  fixture.componentRef.setInput('coming', ['bam', 'filtered_tsv']);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

describe('the header of a job', () => {
  it.each([
    ['runs', aJob(), 'Once the job completes'],
    ['failed', aJob({ status: 'failed', failure: aFailure(), completed_at: at(5) }), 'No results: the job failed'],
    ['was cancelled', aCancelledJob(), 'No results: the job was cancelled'],
    ['is cleaned', aCancelledJob({ pending_action: 'cleaning' }), 'No results: the job was cancelled'],
    ['completed', aJob({ status: 'completed', completed_at: at(5) }), 'The job completed without this result'],
  ])('explains why a job that %s has no results', async (_, job, why) => {
    const places = [...(await headerOf(job)).querySelectorAll('.results button')];
    expect(places.map((place) => place.getAttribute('title'))).toEqual([why, why, why, why]);
  });

  it('says for how long a job that has ended was paused', async () => {
    const job = aJob({ status: 'completed', started_at: at(0), completed_at: at(240), paused_ms: 53_000 });
    expect((await headerOf(job)).querySelector('.changing')?.textContent).toContain(
      ', after 3 m 07 s, and 53 s paused',
    );
  });

  it('links each label to the jobs that have it', async () => {
    const header = await headerOf(aJob({ labels: { run: '2026-48', project: 'cardio' } }));
    const links = [...header.querySelectorAll<HTMLAnchorElement>('.labels a')].map((link) => [
      link.textContent,
      decodeURIComponent(link.search),
    ]);
    expect(links).toEqual([
      ['project=cardio', '?label=project=cardio&created_by=anyone'],
      ['run=2026-48', '?label=run=2026-48&created_by=anyone'],
    ]);
  });

  it('names no labels of a job without any', async () => {
    expect((await headerOf(aJob())).querySelector('.labels')).toBeNull();
  });

  it('links to the pages that wings provide for its results, before their downloads', async () => {
    const job = aJob({ status: 'completed', completed_at: at(5), output_dir: '/out', bam_path: '/out/S1.bam' });
    const links = [...(await headerOf(job)).querySelectorAll('.results a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      `/jobs/${job.job_id}/bam-page`,
      `/api/jobs/${job.job_id}/files/S1.bam?download=1`,
    ]);
  });

  describe('the reports', () => {
    const completed = { completed_at: at(5), output_dir: '/out', bam_path: '/out/S1.bam' };
    const file = { kind: null, bytes: 1, sha256: null, media_type: 'text/html' };
    const fastqc = {
      title: 'FastQC',
      files: [
        { ...file, path: 'qc/S1_1_fastqc.html' },
        { ...file, path: 'qc/S1_2_fastqc.html' },
      ],
    };
    const wordsOf = (page: HTMLElement, tag: string) =>
      [...page.querySelectorAll(`.results ${tag}`)].map((each) => each.textContent.trim());

    it.each([
      ['completed', aJob({ status: 'completed', ...completed }), ['Page of bam', 'BAM', 'FastQC']],
      ['failed', aJob({ status: 'failed', failure: aFailure(), completed_at: at(5) }), ['FastQC']],
    ])('of a job that %s open with one button per title', async (_, job, words) => {
      const page = await headerOf(job, { reports: [fastqc] });
      expect(wordsOf(page, 'a')).toEqual(words);
      expect([...page.querySelectorAll('.results a')].at(-1)?.getAttribute('href')).toBe(
        `/jobs/${job.job_id}/reports?path=qc%2FS1_1_fastqc.html`,
      );
    });

    it('that a job does not have yet keep their place', async () => {
      const reports = { comingReports: ['FastQC', 'MultiQC'] };
      const names = ['Page of bam', 'Page of filtered_tsv', 'BAM', 'TSV'];
      expect(wordsOf(await headerOf(aJob(), reports), 'button')).toEqual([...names, 'FastQC', 'MultiQC']);
    });

    it('keep their place in a completed job until they are read', async () => {
      const job = aJob({ status: 'completed', ...completed });
      const page = await headerOf(job, { comingReports: ['FastQC', 'MultiQC'], reports: [fastqc] });
      expect(wordsOf(page, 'button')).toEqual(['MultiQC']);
    });
  });

  it('reserves a line for live changes from the start', async () => {
    const job = aJob({ status: 'pending', runner_id: null, process_id: null, started_at: null });
    const lines = [...(await headerOf(job)).querySelectorAll('.meta')];
    expect(lines.map((line) => [...line.querySelectorAll('dt')].map((each) => each.textContent))).toEqual([
      ['Job', 'Pipeline', 'Submitted'],
      ['Now'],
    ]);
  });

  it.each([
    ['Failed', aJob({ status: 'failed', failure: aFailure(), completed_at: at(5) })],
    ['Cancelled', aCancelledJob()],
    ['Cancelled', aCancelledJob({ pending_action: 'cleaning' })],
    ['Completed', aJob({ status: 'completed', completed_at: at(5) })],
    ['Completed', aJob({ status: 'completed', completed_at: at(5), pending_action: 'cleaning' })],
  ])('states that the job %s, and when', async (word, job) => {
    const words = [...(await headerOf(job)).querySelectorAll('.changing dt')].map((each) => each.textContent);
    expect(words[0]).toBe(word);
  });
});
