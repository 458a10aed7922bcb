import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { VariantView } from '../../contract/index.ts';
import { VariantApi } from '../variant-api.ts';
import { AuditApi } from '@reprise/web/core/api/audit-api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { aVariant, drawn } from '../testing/late-server.ts';
import { aSession, at } from '@reprise/web/testing/views.ts';
import { VariantsReportPage } from './variants-report-page.ts';

const summary = { job_id: 'job-a', sample_name: 'PAT-1', attempt: 1, by: 'user:a', signatures: [] as never[] };
const classification = {
  ...summary,
  seq: 7,
  class: 'likely_pathogenic',
  at: at(0),
  reason: 'seen before',
  criteria: [],
  sources: [],
  class_by_rules: 'uncertain',
  class_by_points: 'uncertain',
  points: 3,
  clinvar: null,
};
const other: VariantView['classified_elsewhere'] = {
  ...summary,
  seq: 9,
  job_id: 'job-b',
  sample_name: 'PAT-2',
  class: 'pathogenic',
  at: at(60),
};

describe('the report of classified variants', () => {
  const reported = async (attempt: number, isOutdated: boolean) => {
    const row = aVariant(1, { classified_elsewhere: other });
    const exported = {
      notice: 'Research use only, not a diagnosis.',
      job_id: 'job-a',
      sample_name: 'PAT-1',
      attempt,
      table: { path: 'a.tsv', sha256: null },
      reference: null,
      variants: [{ ...row, classification }],
    };
    const api = {
      exported: () => Promise.resolve(exported),
      outdated: () => Promise.resolve(isOutdated ? [row] : []),
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: VariantApi, useValue: api },
        { provide: AuditApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { follow: () => undefined } },
      ],
    });
    const page = TestBed.createComponent(VariantsReportPage);
    page.componentRef.setInput('id', 'job-a');
    page.autoDetectChanges();
    await drawn();
    return (page.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
  };

  it('states if another job has a newer class', async () => {
    const says = 'PAT-2 has a newer class: pathogenic, of 2026-11-24 12:01:00 UTC. Look at this one again.';
    expect(await reported(1, true)).toContain(says);
  });

  it('does not mention another job whose class is older or equal', async () => {
    expect(await reported(1, false)).not.toContain('PAT-2');
  });

  it('names the attempt of a class that was recorded for another one', async () => {
    expect(await reported(2, false)).toContain('2026-11-24 12:00:00 UTC, for attempt 1');
  });
});
