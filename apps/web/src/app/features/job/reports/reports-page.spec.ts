import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { jest } from '@jest/globals';
import type { FilePage, FileView } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { Live } from '../../../core/live/live.ts';
import { aJob, JOB_ID } from '../../../testing/views.ts';
import { ReportsPage } from './reports-page.ts';

const aReport = (report: string, path: string): FileView => ({
  ...{ report, path, kind: null, bytes: 1, sha256: null, media_type: 'text/html' },
});
const reports = [
  aReport('FastQC', 'qc/S1_1_fastqc.html'),
  aReport('FastQC', 'qc/S1_2_fastqc.html'),
  aReport('MultiQC', 'multiqc_report.html'),
];

/** Opens the page of a job with these reports. */
async function opened(query: string, page: Partial<FilePage> = {}) {
  const job = aJob({ status: 'completed', sample_name: 'NA12878', attempt: 2 });
  const listed = jest.fn(() => Promise.resolve({ items: reports, away: null, ...page }));
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'jobs/:id/reports', component: ReportsPage }], withComponentInputBinding()),
      { provide: Api, useValue: { job: () => Promise.resolve(job), reports: listed } },
      { provide: Live, useValue: { follow: () => undefined } },
    ],
  });
  const harness = await RouterTestingHarness.create(`/jobs/${JOB_ID}/reports${query}`);
  await harness.fixture.whenStable();
  return { harness, listed, page: harness.routeNativeElement! };
}

describe('the page of reports', () => {
  it('shows the report in the address in the sandbox of previews', async () => {
    const { page, listed } = await opened('?path=qc/S1_2_fastqc.html');
    expect(listed).toHaveBeenCalledWith(JOB_ID, 2);
    expect(page.querySelector('h1')?.textContent).toBe('FastQC');
    const frame = page.querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('allow-scripts');
    expect(frame?.getAttribute('src')).toBe(`/api/jobs/${JOB_ID}/files/qc/S1_2_fastqc.html?attempt=2`);
    expect(page.querySelector('[aria-label="Close preview"]')).toBeNull();
  });

  it('shows the first report if the address names none, and opens another one from the list', async () => {
    const { page, harness } = await opened('');
    expect(page.querySelector('iframe')?.getAttribute('src')).toContain('qc/S1_1_fastqc.html');
    expect([...page.querySelectorAll('optgroup')].map(({ label }) => label)).toEqual(['FastQC', 'MultiQC']);
    const list = page.querySelector('select')!;
    list.value = 'multiqc_report.html';
    list.dispatchEvent(new Event('change'));
    await harness.fixture.whenStable();
    expect(page.querySelector('h1')?.textContent).toBe('MultiQC');
    expect(page.querySelector('iframe')?.getAttribute('src')).toContain('/files/multiqc_report.html');
  });

  it.each([
    ['an unknown report', '?path=other.html', {}, 'The job has no report other.html.'],
    ['a job without reports', '', { items: [] }, 'The job has no reports.'],
    ['files that cannot be read', '', { away: 'Their runner is offline.' }, 'Their runner is offline.'],
  ])('explains %s', async (_, query, files, words) => {
    const { page } = await opened(query, files);
    expect(page.querySelector('[role="alert"] p')?.textContent).toBe(words);
    expect(page.querySelector('iframe')).toBeNull();
  });
});
